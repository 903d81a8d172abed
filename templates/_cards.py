"""Where each number comes from, as a card that opens without a script: short, for every page holds dozens of them.

A card says who published a number and who measured it, when, with what setup, at which address and revision, under
which licence, and when it was read; of a number worked out here, from what and how.
"""

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from templates._fact_cards import FactCards
from templates._format import FILTERS
from templates._receipts import UNDATED, Receipts, card

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
_PAIR = ("gap_low", "gap_high", "z", "rho_star", "questions", "items")  # columns of a pair, each with its other


def pieces(receipts: Iterable[Any], root: str) -> dict[str, Callable[..., Any]]:
    """The pieces of the templates that make cards, on pages at one depth; `receipts` are the rows of page_receipts."""
    known = Receipts(receipts, root)
    made = {
        name: getattr(cards, name)
        for cards in (_Cards(known), FactCards(known))
        for name in dir(cards)
        if name.endswith("_card")
    }
    return made | {"measured_by": measured_by, "source_name": known.name, "release_name": known.release_name}


def measured_by(relationship: str) -> str:
    """Who measured it, in two words."""
    return _MEASURED[relationship]


def _setup(row: Any) -> str:
    """How it was run, as far as its source says; a rating comes from votes and has no setup."""
    return str(escape(row.setup or "")) or ("by people’s votes" if row.source == "arena" else "setup not given")


def _reason(z: float, rho_star: float | None, questions: float | None, items: dict[str, Any] | None) -> str:
    """What makes a gap real or not: errors or questions apart, and the correlation of answers that it would take."""
    if items is not None:
        p = "" if items["p"] is None else f": p = {items['p']:.2g}"
        return (
            f"of {items['n']:,} questions it alone had {items['wins']:,} right, the other alone {items['losses']:,}{p}"
        )
    if questions is not None and questions < 6 - 1e-6:
        s = "" if round(questions) == 1 else "s"
        return f"{questions:.0f} question{s} apart; fewer than six can be chance whatever the answers were"
    apart = f"{z:.1f} errors apart"
    return apart if rho_star is None else f"{apart}; real if their answers correlate above {rho_star:.2f}"


class _Cards:
    def __init__(self, receipts: Receipts) -> None:
        self.receipts = receipts
        self.line, self.lines, self.method = receipts.line, receipts.lines, receipts.method
        self.release_name = receipts.release_name

    def measured(self, row: Any, n: str = "", is_told: bool = False) -> str:
        """Under which name and setup it was measured, on how many questions, and how one knows by whom.

        `is_told` says that the page tells once that no date and no setup means that none was given.
        """
        known = row.relationship_basis == "its source says so" or row.measurer
        said = "" if known else f" By whom: {escape(row.relationship_basis)}."
        undated = "" if row.dated is not None or is_told else f" {UNDATED}."
        setup = f", {_setup(row)}" if row.setup or not is_told else ""
        by = f"By {escape(row.measurer)}, as" if row.measurer else "As"
        return f"{by} {escape(row.measured_as)}{setup}{n}.{undated}{said}"

    def score_card(self, row: Any) -> Markup:
        """Of one published score: a row with its source, upstream name, setup and date."""
        when = f", {_date(row.dated)}" if row.dated is not None else ""
        return card(f"{_MEASURED[row.relationship]}{when}", self.measured(row), self.line(row.source, row.source_url))

    def run_card(self, row: Any) -> Markup:
        """Of one published score where a card before it says what holds for all of its source."""
        when = f", {_date(row.dated)}" if row.dated is not None else ""
        where = self.receipts.brief(row.source, row.source_url)
        return card(f"{_MEASURED[row.relationship]}{when}", self.measured(row, is_told=True), where)

    def worked(self, row: Any) -> str:
        """From which measurements a domain's score was worked out."""
        what = str(escape(", ".join(row.benchmarks)))
        if len(row.benchmarks) > 3:  # a table names them all beside it, or on the page of the domain
            where = f"{self.receipts.root}domains/{getattr(row, 'domain_id', 'overall')}/#{row.board_id}-benchmarks"
            what = f'{len(row.benchmarks)} of <a href="{where}">these benchmarks</a>'
        return what + self.when_and_who(row.first_dated, row.dated, row.relationships)

    def when_and_who(self, first: Any, last: Any, relationships: Iterable[str]) -> str:
        """When the measurements below a domain's score were taken, and by whom."""
        when = "" if last is None else f" {_date(last)}" if first == last else f" {_date(first)} to {_date(last)}"
        who = " and ".join(_BY[one] for one in relationships)
        undated = f"; {UNDATED.lower()}" if last is None else ""
        return f", measured{when} {who}{undated}; {self.method('domain-scores')}."

    def standing_card(self, *rows: Any) -> Markup:
        """Of domain scores on a page that shows the scores below them, whose cards say the rest."""
        return self.domain_card(*rows, line=self.receipts.brief)

    def domain_card(self, *rows: Any, line: Callable[..., str] | None = None) -> Markup:
        """Of domain scores, with their rank ranges, that rest on the same sources."""
        first = rows[0]
        by = {", ".join(row.benchmarks): row for row in rows}
        what = escape("; ".join(f"{row.domain_name}: {names}" if len(by) > 1 else names for names, row in by.items()))
        days = sorted(day for row in rows for day in (row.first_dated, row.dated) if day is not None) or [None]
        how = self.when_and_who(days[0], days[-1], first.relationships)
        return card("worked out here", f"From {what}{how}", *map(line or self.line, first.sources))

    def half_card(self, pair: Any, half: str) -> Markup:
        """Of the self-reported or the independent figure of a pair: the columns whose names begin with it."""
        names = ("measured_as", "setup", "dated", "source", "source_url", "measurer")
        values = {name: getattr(pair, f"{half}_{name}") for name in names}
        values["relationship"] = "first_party" if half == "self" else "third_party"
        return self.score_card(SimpleNamespace(**values, relationship_basis=getattr(pair, f"{half}_basis")))

    def cells_card(self, row: Any, names: dict[str, str]) -> Markup:
        """Of a row of scores of several benchmarks, with price, context and release beside them."""
        by: dict[str, list[str]] = {}
        for cell in filter(None, row.scores):
            when = f" {_date(cell['dated'])}" if cell["dated"] is not None else f", {UNDATED.lower()}"
            setup = f", {_setup(SimpleNamespace(**cell))}"
            what = f'<a href="{escape(cell["source_url"])}">{escape(names[cell["benchmark_id"]])}</a>'
            how = f"{_MEASURED[cell['relationship']]}{when}, as {escape(cell['measured_as'])}{setup}"
            by.setdefault(how, []).append(what)
        measured = [f"{', '.join(what)}: {how}." for how, what in by.items()]
        given = [("scores", source) for source in row.score_sources]
        given += [
            (self.receipts.price(row), row.price_source),
            ("context", row.context_source),
            (self.release_name(row.released_source), row.released_source),
        ]
        return card("sources", *measured, *self.lines(given))

    def arena_card(self, row: Any) -> Markup:
        """Of a rating with its rank range, and of the price beside it."""
        measured = f"Votes to {_date(row.dated)}, counted {_BY[row.relationship]}, as {escape(row.arena_name)}."
        ranks = f"Rank range worked out here; {self.method('ranks')}."
        price = self.lines([(self.receipts.price(row), row.price_source)])
        return card("sources", measured, self.line(row.source), ranks, *price)

    def model_card(self, row: Any) -> Markup:
        """Of a row of the models table: its facts and overall scores, a line a source."""
        given = [("size", row.parameters_source), ("licence", row.license_source), ("context", row.context_source),
                 (self.release_name(row.released_source), row.released_source)]  # fmt: skip
        given += [("scores", source) for source in row.score_sources or ()]
        parts = f"{row.n_self_reported} parts of the scores self-reported" if row.n_self_reported else ""
        # Thousands of rows in one table: what holds for all rows of a source stands once, in `all_card`.
        return card("sources", *self.lines(given, line=lambda source, _: escape(self.receipts.name(source))), parts)

    def all_card(self, rows: Iterable[Any]) -> Markup:
        """Of a table whose rows name their sources only: what holds for each source, and how the rest is worked out."""
        sources = sorted({source for row in rows for source in row.sources})
        measured = "from what third parties measured, where a row says no other"
        scores = f"Scores: worked out here {measured}; {self.method('domain-scores')}."
        fits = f"What fits: worked out here from the size; {self.method('memory')}."
        return card("about the sources", *(self.line(source) for source in sources), scores, fits)

    def pairs(self, row: Any) -> list[str]:
        """Why each flag of a row of ranks is what it is."""
        if getattr(row, "flag_best", None) is None:
            return []
        places, told = 1 if row.unit == "points" else 0, []
        for other in ("best", "next"):
            low, high, *found = (getattr(row, f"{name}_{other}") for name in _PAIR)
            if low is not None:
                ends = f"{low:.{places}f} to {high:.{places}f}".replace("-", "−")
                told.append(f"vs {other}: a gap of {ends}, {_reason(*found)}.")
        return told

    def rank_card(self, row: Any, is_measured: bool = False) -> Markup:
        """Of a row of ranks: its score, what its flags rest on, and the facts beside it, a line a source."""
        given = [("size", row.parameters_source), ("licence", row.license_source), ("context", row.context_source),
                 (self.release_name(row.released_source), row.released_source)]  # fmt: skip
        memory = self.receipts.memory(row.cache_basis) if row.need_4bit_gib is not None else ""
        if is_measured:
            when = f" {_date(row.dated)}" if row.dated is not None else ""
            n = f", {row.n:,} questions" if row.n else ""
            lines = [
                f"Measured{when} {_BY[row.relationship]}.",
                self.measured(row, n),
                self.line(row.source, row.source_url),
                *self.pairs(row),
                memory,
                *self.lines(given, row.reviewed_url),
            ]
        else:
            scores = [("score", source) for source in row.score_sources]
            lines = [
                f"Score worked out here from {self.worked(row)}",
                *self.pairs(row),
                memory,
                *self.lines(scores + given, row.reviewed_url),
            ]
        return card("sources", *lines)

    def benchmark_card(self, row: Any) -> Markup:
        """Of what a benchmark's scores come to: best, median, smallest difference, who is tied."""
        who = " and ".join(_BY[one] for one in row.relationships or ())
        when = f", the newest of {_date(row.newest_on)}" if row.newest_on is not None else f"; {UNDATED.lower()}"
        what = f"From {row.n_entries:,} scores measured {who}{when}; {self.method('scores')}."
        return card("worked out here", what, self.line(row.source))

    def leader_card(self, row: Any) -> Markup:
        """Of the score that leads a domain: from which sources, measured by whom and when."""
        when = f" {_date(row.dated)}" if row.dated is not None else ""
        who = " and ".join(_BY[one] for one in row.relationships) + ("" if when else f"; {UNDATED.lower()}")
        where = f"{self.receipts.root}domains/{row.domain_id}/#{row.board_id}-benchmarks"
        what = (
            f'From <a href="{where}">the board’s benchmarks</a>, measured{when} {who}; {self.method("domain-scores")}.'
        )
        return card("worked out here", what, *(self.line(source) for source in row.sources))

    def take_card(self, row: Any) -> Markup:
        """Of a recommendation: the scores, and the memory or the price, that it was worked out from."""
        when = f" {_date(row.dated)}" if row.dated is not None else ""
        what = f"From domain scores measured{when} {' and '.join(_BY[one] for one in row.relationships)}"
        return card("worked out here", f"{what}; {self.method('what-to-take')}.", *map(self.line, row.sources))

    def chart_card(self, rows: list[Any]) -> Markup:
        """Of all points of a chart, or rows of its table: from which sources, measured when and by whom."""
        first = rows[0]
        day = next((name for name in ("measured_on", "dated") if hasattr(first, name)), None)
        days = sorted({getattr(row, day) for row in rows} - {None}) if day else []
        when = f" {_date(days[0])} to {_date(days[-1])}" if days else ""
        if not hasattr(first, "sources"):
            return card("source", f"Measured{when} {_BY[first.relationship]}.", self.line(first.source))
        who = " and ".join(_BY[one] for one in sorted({one for row in rows for one in row.relationships}))
        how = self.method(first.method_url.split("#")[1])
        what = f"Scores worked out here or as published, measured{when} {who}; {how}."
        return card("sources", what, *map(self.line, sorted({source for row in rows for source in row.sources})))

    def worked_card(self, what: str, anchor: str, sources: Iterable[str], summary: str = "worked out here") -> Markup:
        """Of any other number that is worked out here: from what, how, and from which sources."""
        reviewed = "Figures reviewed by hand, for this site; each model’s page leads to where they stand."
        lines = (reviewed if source == "catalogue" else self.line(source) for source in sources)
        return card(summary, f"{escape(what)}; {self.method(anchor)}.", *lines)
