"""Cards of facts, memory, prices and families: what sources state of a model, and what is worked out from that."""

from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from templates._format import FILTERS
from templates._receipts import UNDATED, Receipts, card

_date = FILTERS["date"]


class FactCards:
    """Cards of what sources state of models."""

    def __init__(self, receipts: Receipts) -> None:
        self.receipts = receipts
        self.line, self.lines, self.method = receipts.line, receipts.lines, receipts.method
        self.release_name = receipts.release_name

    def memory_card(self, rows: list[Any]) -> Markup:
        """Of the memory that a model needs at each precision."""
        row = rows[0]
        each = dict.fromkeys(f"{one.bits_per_weight:.2f}".rstrip("0").rstrip(".") for one in rows)
        bits = " or ".join(each)
        size = FILTERS["parameters"](row.parameters)
        how = f"{bits} bits × {size} parameters; cache: {escape(row.kv_basis)}; {self.method('memory')}."
        return card("worked out here", how, *(self.line(source, self.reviewed(row, source)) for source in row.sources))

    def placement_card(self) -> Markup:
        """Of what a model does on each tier, below the card of its memory, which names the sources of its size."""
        how = f"From the above and the bandwidth on each tier’s page; {self.method('memory')}."
        return card("worked out here", how)

    @staticmethod
    def reviewed(row: Any, source: str) -> str | None:
        """Where a person looked a fact of the row up."""
        return row.reviewed_url if source == "catalogue" else None

    def facts_card(self, row: Any) -> Markup:
        """Of a list of facts: which source states each, a line a source; a fact's own card names its source only."""
        given = [("kind", row.kind_source), ("base model", row.base_model_source),
                 ("parameters" + ", worked out from the shape" * row.is_size_worked_out, row.parameters_source),
                 ("active parameters" + ", worked out from the shape" * row.is_active_worked_out,
                  row.parameters_active_source),
                 ("architecture", row.architecture_source), ("context", row.context_source),
                 (self.release_name(row.released_source), row.released_source),
                 ("weights", row.open_weights_source), ("downloads", row.downloads_source)]  # fmt: skip
        named = "Kind: as the model’s name says." if row.kind is not None and row.kind_source is None else ""
        lines = self.lines(given, row.reviewed_url)
        return card("sources", named, *lines) if named or lines else Markup("")

    def stated_card(self, source: str, url: str | None = None, note: str = "") -> Markup:
        """Of one fact of a list whose `facts_card` says the rest."""
        return card("source", note, self.receipts.brief(source, url))

    def fact_card(self, source: str | None, url: str | None = None, note: str = "", summary: str = "source") -> Markup:
        """Of a fact that a source states."""
        return card(summary, note, self.line(source, url)) if source else Markup("")

    def offer_card(self, rows: list[Any], is_told: bool = False) -> Markup:
        """Of offers that one source lists: under which names at which providers, and whether they say it.

        `is_told` says that a card before it tells what holds for all of the source.
        """
        first = rows[0]
        by: dict[str, list[str]] = {}
        for row in rows:
            by.setdefault(row.offered, []).append(row.provider_name)
        told = "; ".join(f"{name} at {', '.join(providers)}" for name, providers in by.items())
        who = "its own list" if first.is_own_list else "told by somebody else"
        summary = f"{escape(first.source_name)}, as listed on {_date(first.dated)}"
        line = self.receipts.brief if is_told else self.line
        return card(summary, f"As {escape(told)}; {who}.", line(first.source))

    def speed_card(self, rows: list[Any]) -> Markup:
        """Of speeds that one source tells: under which name at which provider, and of when."""
        first = rows[0]
        by: dict[tuple[str, Any], list[str]] = {}
        for row in rows:
            by.setdefault((row.offered, row.dated), []).append(row.provider_name)
        days = {day for _, day in by}
        undated = f"; {UNDATED.lower()}" if days == {None} else ""
        when = f", {_date(first.dated)}" if len(days) == 1 and first.dated is not None else ""
        told = [
            f"{name} at {', '.join(providers)}" + (f" ({_date(day)})" if len(days) > 1 and day is not None else "")
            for (name, day), providers in by.items()
        ]
        what = f"As {escape('; '.join(told))}; told by somebody else{undated}."
        return card(f"{escape(first.source_name)}{when}", what, self.line(first.source))

    def family_card(self, row: Any) -> Markup:
        """Of a row of families: what its members' sources tell, and the lowest price."""
        given = (
            [(self.receipts.price(SimpleNamespace(**row.cheapest)), row.cheapest["price_source"])]
            if row.cheapest
            else []
        )
        members = f"Counts, sizes and dates from the members’ own cards; {self.method('facts')}."
        named = ", ".join(self.receipts.link(source) for source in row.sources)
        return card("sources", members, f"They rest on {named}.", *self.lines(given))

    def cheapest_card(self, offer: dict[str, Any]) -> Markup:
        """Of the lowest price of a family: at which provider, of when, and who tells it."""
        return card("source", *self.lines([(self.receipts.price(SimpleNamespace(**offer)), offer["price_source"])]))

    def member_card(self, row: Any) -> Markup:
        """Of a member of a family: its places, memory and facts, a line a source."""
        given = [("size", row.parameters_source), ("licence", row.license_source), ("context", row.context_source),
                 (self.release_name(row.released_source), row.released_source)]  # fmt: skip
        if row.price_source:
            given.append((self.receipts.price(row), row.price_source))
        places = f"Places worked out here; {self.method('ranks')}." if row.best_domains else ""
        memory = self.receipts.memory(row.cache_basis) if row.need_4bit_gib is not None else ""
        return card("sources", places, memory, *self.lines(given, row.reviewed_url))
