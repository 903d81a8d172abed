"""A source in one line of a card: its name and publisher, its licence, which state of it was read, and when."""

import functools
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup, escape

from templates._format import FILTERS

UNDATED = "Date not given by the source"
_date = FILTERS["date"]


def card(summary: str, *lines: str) -> Markup:
    """A card of lines that are markup already."""
    return Markup(f'<details class="card"><summary>{summary}</summary>{"<br>".join(filter(None, lines))}</details>')


class Receipts:
    """The rows of page_receipts, as the lines of cards on pages at one depth."""

    def __init__(self, receipts: Iterable[Any], root: str) -> None:
        self.receipts = {receipt.source: receipt for receipt in receipts}
        self.root = root
        self.source = functools.cache(self._source)
        self.about = functools.cache(self._about)

    def name(self, source: str) -> str:
        """What readers know a source by."""
        return self.receipts[source].name if source in self.receipts else source

    def release_name(self, source: str | None) -> str:
        """What a source's date of a model is: that of its release, or that of its repository on the Hub."""
        is_repository = source in self.receipts and self.receipts[source].dates_repositories
        return "Hub date" if is_repository else "release"

    def _source(self, source: str, url: str | None = None) -> str:
        """A source's name and publisher, leading to it or to a page of it."""
        about = self.receipts[source]
        name, link = escape(about.name), url or about.live_url
        by = "" if source == "catalogue" or about.publisher in about.name else f", {escape(about.publisher)}"
        return f'<a href="{escape(link)}">{name}</a>{by}' if link else f"{name}{by}"

    def _about(self, source: str) -> str:
        """What holds for all of a source's numbers: licence, which state of it was read, and when."""
        about = self.receipts[source]
        licence = "no licence stated" if about.source_license == "none stated" else str(escape(about.source_license))
        licence = f"data: {licence}"
        if about.entered_on is not None:
            return f"{licence}, entered {_date(about.entered_on)}"
        if about.retrieved_on is None:
            return licence
        way = " via a mirror" if about.via_mirror else ""
        return f"{licence}, {self.state(source, about.revision)}, read {_date(about.retrieved_on)}{way}"

    def state(self, source: str, revision: str) -> str:
        """The commit or checksum of what was read, cut short, leading to the whole of it."""
        first, *others = revision.split()
        checksum = first.removeprefix("sha256:")
        short = f"revision {first[:7]}" if checksum == first else f"SHA-256 {checksum[:7]}…"
        more = f" and of {len(others)} more file{'s' if len(others) > 1 else ''}" if others else ""
        return f'<a href="{self.root}sources/#{source}">{short}{more}</a>'

    def line(self, source: str, url: str | None = None) -> str:
        """One source in one line; what a person reviewed has no address but that of the fact itself."""
        if source == "catalogue":
            return f"{self.source(source, url)}, for this site{'' if url else '; address not recorded'}."
        return f"{self.source(source, url)}, {self.about(source)}."

    def brief(self, source: str, url: str | None = None) -> str:
        """A source's name, or a page of it by that name, where a card beside it says the rest."""
        if source == "catalogue":
            return self.line(source, url)
        return f"{self.source(source, url) if url else escape(self.receipts[source].name)}."

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

    def link(self, source: str) -> str:
        """A source's name, leading to all about it."""
        about = self.receipts[source]
        name = str(escape(about.name))
        return f'<a href="{self.root}sources/#{source}">{name}</a>' if about.revision else name

    def method(self, anchor: str) -> str:
        """A link to how something is worked out."""
        return f'<a href="{self.root}methods/#{anchor}">method</a>'

    def price(self, row: Any) -> str:
        """Whose price it is: it is of the day its source was read, which the source's line says."""
        return f"price at {escape(row.price_provider)}"

    def memory(self, basis: str) -> str:
        """How a need of memory was worked out."""
        return f"Memory worked out here from the size and the cache ({escape(basis)}); {self.method('memory')}."
