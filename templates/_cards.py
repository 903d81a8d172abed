"""Where each number comes from, as a card that opens without a script: short, for every page holds dozens of them.

A card says who published a number and who measured it, when, with what setup, at which address and revision, under
which licence, and when it was read; of a number worked out here, from what and how.
"""

import functools
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from templates._format import FILTERS

_MEASURED = {
    "first_party": "self-reported",
    "third_party": "third party",
    "collaborative": "maker and others",
    "other": "measurer not stated",
}
_BY = {
    "first_party": "by the model’s own maker",
    "third_party": "by a third party",
    "collaborative": "by the maker and others together",
    "other": "by whom the source does not say",
}
_date = FILTERS["date"]


def pieces(receipts: Iterable[Any], root: str) -> dict[str, Callable[..., Any]]:
    """The pieces of the templates that make cards, on pages at one depth; `receipts` are the rows of page_receipts."""
    cards = _Cards({receipt.source: receipt for receipt in receipts}, root)
    made = (name for name in dir(_Cards) if name.endswith("_card") or name == "source_name")
    return {name: getattr(cards, name) for name in made} | {"measured_by": measured_by}


def card(summary: str, *lines: str) -> Markup:
    """A card of lines that are markup already."""
    return Markup(f'<details class="card"><summary>{summary}</summary>{"<br>".join(filter(None, lines))}</details>')


def measured_by(relationship: str) -> str:
    """Who measured it, in two words."""
    return _MEASURED[relationship]


class _Cards:
    def __init__(self, receipts: dict[str, Any], root: str) -> None:
        self.receipts = receipts
        self.root = root
        self.source = functools.cache(self._source)
        self.about = functools.cache(self._about)

    def _source(self, source: str, url: str | None = None) -> str:
        """A source's name and publisher, leading to it or to a page of it."""
        if source == "catalogue":
            return f'<a href="{escape(url)}">Reviewed by hand</a>' if url else "Reviewed by hand"
        about = self.receipts[source]
        name, link = escape(about.name), url or about.live_url
        by = "" if about.publisher in about.name else f", {escape(about.publisher)}"
        return f'<a href="{escape(link)}">{name}</a>{by}' if link else f"{name}{by}"

    def _about(self, source: str) -> str:
        """What holds for all of a source's numbers: licence, revision, when it was read."""
        about = self.receipts[source]
        if source == "catalogue":
            return "for this site"
        licence = "no licence stated" if about.source_license == "none stated" else escape(about.source_license)
        revision = (about.revision or "").removeprefix("sha256:")[:7]
        state = f", revision {revision}" if revision else ""
        return f"data: {licence}{state}, read {_date(about.retrieved_on)}"

    def line(self, source: str, url: str | None = None) -> str:
        """One source in one line."""
        return f"{self.source(source, url)}, {self.about(source)}."

    def lines(
        self,
        given: Iterable[tuple[str, str | None]],
        reviewed: str | None = None,
        line: Callable[..., str] | None = None,
    ) -> list[str]:
        """Of (what, source) pairs, a line a source that says what it gave; `reviewed` is where a person looked."""
        line = line or self.line
        by_source: dict[str, list[str]] = {}
        for what, source in given:
            if source:
                by_source.setdefault(source, []).append(what)
        return [
            f"{what[0][0].upper()}{', '.join(what)[1:]}: {line(source, reviewed if source == 'catalogue' else None)}"
            for source, what in by_source.items()
        ]

    def method(self, anchor: str) -> str:
        return f'<a href="{self.root}methods/#{anchor}">method</a>'

    def measured(self, row: Any, n: str = "") -> str:
        """Under which name and setup it was measured, on how many questions, and how one knows by whom."""
        known = row.relationship_basis == "its source says so" or row.measurer
        said = "" if known else f" By whom: {escape(row.relationship_basis)}."
        setup = f", {escape(row.setup)}" if row.setup else ""
        by = f"By {escape(row.measurer)}, as" if row.measurer else "As"
        return f"{by} {escape(row.measured_as)}{setup}{n}.{said}"

    def score_card(self, row: Any) -> Markup:
        """Of one published score: a row with its source, upstream name, setup and date."""
        when = f", {_date(row.dated)}" if row.dated is not None else ""
        return card(f"{_MEASURED[row.relationship]}{when}", self.measured(row), self.line(row.source, row.source_url))

    def worked(self, row: Any) -> str:
        """From which measurements a domain's score was worked out."""
        what = f"{len(row.benchmarks)} benchmarks" if len(row.benchmarks) > 1 else str(escape(row.benchmarks[0]))
        return what + self.when_and_who(row.first_dated, row.dated, row.relationships)

    def when_and_who(self, first: Any, last: Any, relationships: Iterable[str]) -> str:
        """When the measurements below a domain's score were taken, and by whom."""
        when = "" if last is None else f" {_date(last)}" if first == last else f" {_date(first)} to {_date(last)}"
        who = " and ".join(_BY[one] for one in relationships)
        return f", measured{when} {who}; {self.method('domain-scores')}."

    def domain_card(self, *rows: Any) -> Markup:
        """Of domain scores, with their rank ranges, that rest on the same sources."""
        first = rows[0]
        by = {", ".join(row.benchmarks): row for row in rows}
        what = escape("; ".join(f"{row.domain_name}: {names}" if len(by) > 1 else names for names, row in by.items()))
        days = sorted(day for row in rows for day in (row.first_dated, row.dated) if day is not None) or [None]
        how = self.when_and_who(days[0], days[-1], first.relationships)
        return card("worked out here", f"From {what}{how}", *(self.line(source) for source in first.sources))

    def half_card(self, pair: Any, half: str) -> Markup:
        """Of the self-reported or the independent figure of a pair: the columns whose names begin with it."""
        names = ("measured_as", "setup", "dated", "source", "source_url", "measurer")
        values = {name: getattr(pair, f"{half}_{name}", None) for name in names}
        values["relationship"] = "first_party" if half == "self" else "third_party"
        return self.score_card(SimpleNamespace(**values, relationship_basis=getattr(pair, f"{half}_basis")))

    def source_name(self, source: str) -> str:
        """What readers know a source by."""
        return self.receipts[source].name if source in self.receipts else source

    def cells_card(self, row: Any, names: dict[str, str]) -> Markup:
        """Of a row of scores of several benchmarks, with price, context and release beside them."""
        by: dict[str, list[str]] = {}
        for cell in filter(None, row.scores):
            when = f" {_date(cell['dated'])}" if cell["dated"] is not None else ""
            setup = f", {escape(cell['setup'])}" if cell["setup"] else ""
            what = f'<a href="{escape(cell["source_url"])}">{escape(names[cell["benchmark_id"]])}</a>'
            how = f"{_MEASURED[cell['relationship']]}{when}, as {escape(cell['measured_as'])}{setup}"
            by.setdefault(how, []).append(what)
        measured = [f"{', '.join(what)}: {how}." for how, what in by.items()]
        given = [("scores", source) for source in row.score_sources]
        given += [
            (self.price(row), row.price_source),
            ("context", row.context_source),
            ("release", row.released_source),
        ]
        return card("sources", *measured, *self.lines(given))

    @staticmethod
    def price(row: Any) -> str:
        """Whose price it is, and of when."""
        when = f", {_date(row.price_dated)}" if row.price_dated is not None else ""
        return f"price at {escape(row.price_provider)}{when}"

    def arena_card(self, row: Any) -> Markup:
        """Of a rating with its rank range, and of the price beside it."""
        measured = f"Votes to {_date(row.dated)}, counted {_BY[row.relationship]}, as {escape(row.arena_name)}."
        ranks = f"Rank range worked out here; {self.method('ranks')}."
        price = self.lines([(self.price(row), row.price_source)])
        return card("sources", measured, self.line(row.source), ranks, *price)

    def model_card(self, row: Any) -> Markup:
        """Of a row of the models table: its facts and overall scores, a line a source."""
        given = [("size", row.parameters_source), ("licence", row.license_source), ("context", row.context_source),
                 ("release", row.released_source)]  # fmt: skip
        given += [("scores", source) for source in row.score_sources or ()]
        parts = f"{row.n_self_reported} parts of the scores self-reported" if row.n_self_reported else ""
        # Thousands of rows in one table: what holds for all rows of a source stands once, in `all_card`.
        return card("sources", *self.lines(given, line=lambda source, _: escape(self.receipts[source].name)), parts)

    def all_card(self, rows: Iterable[Any]) -> Markup:
        """Of a table whose rows name their sources only: what holds for each source, and how the rest is worked out."""
        sources = sorted({source for row in rows for source in row.sources})
        measured = "from what third parties measured, where a row says no other"
        scores = f"Scores: worked out here {measured}; {self.method('domain-scores')}."
        fits = f"What fits: worked out here from the size; {self.method('memory')}."
        return card("about the sources", *(self.line(source) for source in sources), scores, fits)

    def rank_card(self, row: Any, is_measured: bool = False) -> Markup:
        """Of a row of ranks: its score, and the facts beside it, a line a source."""
        given = [("size", row.parameters_source), ("licence", row.license_source), ("context", row.context_source),
                 ("release", row.released_source)]  # fmt: skip
        memory = self.memory(row.cache_basis) if row.need_4bit_gib is not None else ""
        if is_measured:
            when = f" {_date(row.dated)}" if row.dated is not None else ""
            n = f", {row.n:,} questions" if row.n else ""
            lines = [
                f"Measured{when} {_BY[row.relationship]}.",
                self.measured(row, n),
                self.line(row.source, row.source_url),
                memory,
                *self.lines(given, row.reviewed_url),
            ]
        else:
            scores = [("score", source) for source in row.score_sources]
            lines = [
                f"Score worked out here from {self.worked(row)}",
                memory,
                *self.lines(scores + given, row.reviewed_url),
            ]
        return card("sources", *lines)

    def benchmark_card(self, row: Any) -> Markup:
        """Of what a benchmark's scores come to: best, median, smallest difference, who is tied."""
        who = " and ".join(_BY[one] for one in row.relationships or ())
        when = f", the newest of {_date(row.newest_on)}" if row.newest_on is not None else ""
        what = f"From {row.n_entries:,} scores measured {who}{when}; {self.method('scores')}."
        return card("worked out here", what, self.line(row.source))

    def leader_card(self, row: Any) -> Markup:
        """Of the score that leads a domain: from which sources, measured by whom and when."""
        when = f" {_date(row.dated)}" if row.dated is not None else ""
        who = " and ".join(_BY[one] for one in row.relationships)
        what = f"From the board’s benchmarks, measured{when} {who}; {self.method('domain-scores')}."
        return card("worked out here", what, *(self.line(source) for source in row.sources))

    def memory(self, basis: str) -> str:
        """How a need of memory was worked out."""
        return f"Memory worked out here from the size and the cache ({escape(basis)}); {self.method('memory')}."

    def memory_card(self, rows: list[Any]) -> Markup:
        """Of the memory that a model needs at each precision."""
        row = rows[0]
        each = dict.fromkeys(f"{one.bits_per_weight:.2f}".rstrip("0").rstrip(".") for one in rows)
        bits = " or ".join(each)
        size = FILTERS["parameters"](row.parameters)
        how = f"{bits} bits × {size} parameters; cache: {escape(row.kv_basis)}; {self.method('memory')}."
        return card("worked out here", how, *(self.line(source) for source in row.sources))

    def fact_card(self, source: str | None, url: str | None = None, note: str = "", summary: str = "source") -> Markup:
        """Of a fact that a source states."""
        return card(summary, note, self.line(source, url)) if source else Markup("")

    def price_card(self, rows: list[Any]) -> Markup:
        """Of offers, or of speeds, that one source tells: under which name at which provider, and of when."""
        first = rows[0]
        by: dict[tuple[str, Any], list[str]] = {}
        for row in rows:
            by.setdefault((row.offered, row.dated), []).append(row.provider_name)
        days = {day for _, day in by}
        when = f", {_date(first.dated)}" if len(days) == 1 and first.dated is not None else ""
        told = [
            f"{name} at {', '.join(providers)}" + (f" ({_date(day)})" if len(days) > 1 and day is not None else "")
            for (name, day), providers in by.items()
        ]
        what = f"As {escape('; '.join(told))}; told by somebody else."
        return card(f"{escape(first.source_name)}{when}", what, self.line(first.source))

    def source_link(self, source: str) -> str:
        """A source's name, leading to all about it."""
        name = escape(self.receipts[source].name)
        return f'<a href="{self.root}sources/#{source}">{name}</a>' if self.receipts[source].live_url else name

    def family_card(self, row: Any) -> Markup:
        """Of a row of families: what its members' sources tell, and the lowest price."""
        given = [(self.price(SimpleNamespace(**row.cheapest)), row.cheapest["price_source"])] if row.cheapest else []
        members = f"Counts, sizes and dates from the members’ own cards; {self.method('facts')}."
        named = ", ".join(self.source_link(source) for source in row.sources)
        return card("sources", members, f"They rest on {named}.", *self.lines(given))

    def member_card(self, row: Any) -> Markup:
        """Of a member of a family: its places, memory and facts, a line a source."""
        given = [("size", row.parameters_source), ("licence", row.license_source), ("context", row.context_source),
                 ("release", row.released_source)]  # fmt: skip
        if row.price_source:
            given.append((self.price(row), row.price_source))
        places = f"Places worked out here; {self.method('ranks')}." if row.best_domains else ""
        memory = self.memory(row.cache_basis) if row.need_4bit_gib is not None else ""
        return card("sources", places, memory, *self.lines(given, row.reviewed_url))

    def worked_card(self, what: str, anchor: str, sources: Iterable[str], summary: str = "worked out here") -> Markup:
        """Of any other number that is worked out here: from what, how, and from which sources."""
        return card(summary, f"{escape(what)}; {self.method(anchor)}.", *(self.line(source) for source in sources))
