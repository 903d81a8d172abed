"""No page shows a number without its card, and no table of the downloads without where its numbers come from."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pytest

import sql
from tests.test_provenance import NO_FIGURES

# A column holds measured numbers where its head begins so; counts (of models, of questions) are no measurements.
HEADS = re.compile(
    r"score|rating|best|median|mean|smallest difference|need|weights$|cache|overhead|memory|fits at|size|largest|"
    r"context|price|input|output|bandwidth|votes|newest|open llm|self-reported|third party|difference|released|licence|"
    r"lmarena.s rank|style-controlled|room|usable",
    re.I,
)
# Terms of lists of facts that say how many there are, or repeat what is said above with its card.
COUNTS = {"measured", "models measured", "what is counted", "domain and board", "scores from", "published", "maker",
          "weights", "access"}  # fmt: skip
WORDS = {"kind", "base model", "architecture", "licence"}  # facts that are no numbers
DATE = r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
MEASURED = re.compile(rf"\d\s*\[[\d.,−+-]|\$\d|\d GiB\b|\d [BMT]\b|(?<![\w.,-])\d[\d,]*\.\d+(?![\w.-]| [A-Z(])|{DATE}")
# A version or a paper is no measurement: Claude 3.5, Apache 2.0, arXiv 2504.20879.
NAMED = re.compile(r"\b[A-Z][\w-]* \d+\.\d+\b|arXiv [\d.]+")
# In running text: a decimal that is no version of a name, who leads with what, and what was made from what.
TOLD = re.compile(r"(?<![\w.,-])\d[\d,]*\.\d+(?![\w-]|\.\d| [A-Z(])|(?:highest score,|, with) \d|→|The same weights as")
EMPTY = {"", "–", "-", "not stated", "unknown", "not known", "the same", "more than any tier", "as published"}
VOID = {"meta", "link", "br", "img", "input", "hr", "col", "wbr", "source"}


class Numbers(HTMLParser):
    """Rows, facts and lines of a page that hold a measured number and no card."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.bare: list[str] = []
        self.n_cards = self.n_held = 0
        self.heads: list[str] = []
        self.cell: list[str] | None = None  # the text of the cell, fact or line being read
        self.kind = ""
        self.row: list[tuple[str, str]] = []  # (head, text) of the row's cells
        self.has_card = False
        self.spans: list[int] = []  # rows below for which the card of a cell still holds
        self.in_card = 0
        self.in_head = self.is_list = self.is_group = False
        self.group_has_card = False  # the heading of a group has one, which holds for the rows below it
        self.term = ""
        self.is_after_card = False
        self.list_has_card: list[
            bool
        ] = []  # whether a card comes just before each list that is open, which holds for all
        self.text: list[str] | None = None  # of the paragraph being read
        self.told = ""  # a paragraph with a number, whose card must come next
        self.figure_has_card: bool | None = None
        self.lines: list[tuple[list[str], list[bool]]] = []
        self.facts: list[tuple[str, str, bool]] = []  # term, text and whether it has a card, of the list being read
        self.said = ""  # what the cards of the list say

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if self.told:
            self.judge(self.told, tag == "details" and about.get("class") == "card")
            self.told = ""
        if tag == "ul":
            self.list_has_card.append(self.is_after_card)
        self.is_after_card = False
        if tag == "figure":
            self.figure_has_card = False
        # What a page begins with sums up what stands below it with its cards; what ends a table says how it was made.
        if tag == "p" and about.get("class") not in ("lead", "data", "quiet") and not self.in_card:
            self.text = []
        if tag == "details" and about.get("class") == "card":
            self.in_card += 1
            self.n_cards += 1
            self.has_card = True
            if self.figure_has_card is not None:
                self.figure_has_card = True
            for _, held in self.lines:
                held[0] = True
        elif tag == "table":
            self.heads, self.spans = [], []
        elif tag == "thead":
            self.in_head = True
        elif tag == "tbody":
            self.group_has_card = False
        elif tag == "tr":
            self.row, self.has_card = [], False
            self.is_group = about.get("class") == "group"
        elif tag in ("td", "th", "dt", "dd"):
            self.cell, self.kind = [], tag
            if tag == "dd":
                self.has_card = False
            self.span = int(about.get("rowspan") or 1)
        elif tag == "dl":
            self.facts, self.said = [], ""
        elif tag == "li":
            self.lines.append(([], [False]))
        elif tag == "a" and self.lines and "sources/#" in (about.get("href") or ""):
            self.lines[-1][1][0] = True  # a source itself, with all about it a click away

    def handle_data(self, data: str) -> None:
        if self.in_card:
            self.said += data
            return
        if self.text is not None:
            self.text.append(data)
        if self.cell is not None:
            self.cell.append(data)
        if self.lines:
            self.lines[-1][0].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "details" and self.in_card:
            self.in_card -= 1
            self.is_after_card = True
        elif tag == "ul":
            self.list_has_card.pop()
        elif tag == "p" and self.text is not None:
            text, self.text = " ".join("".join(self.text).split()), None
            self.told = text if TOLD.search(NAMED.sub("", text)) else ""
        elif tag == "figure":
            self.judge("a chart", bool(self.figure_has_card))
            self.figure_has_card = None
        elif tag == "dl":
            self.close_facts()
        elif tag == "thead":
            self.in_head = False
        elif tag in ("td", "th") and self.cell is not None:
            text = " ".join("".join(self.cell).split())
            if self.in_head:
                self.heads.append(text)
            else:
                at = len(self.row)
                self.row.append((self.heads[at] if at < len(self.heads) else "", text))
                if self.span > 1 and self.has_card:
                    self.spans.append(self.span)
            self.cell = None
        elif tag == "tr" and not self.in_head:
            self.finish(any(self.spans) or self.group_has_card)
            self.group_has_card |= self.is_group and self.has_card
            self.spans = [left - 1 for left in self.spans if left > 1]
        elif tag == "dt" and self.cell is not None:
            self.term, self.cell = " ".join("".join(self.cell).split()).lower(), None
        elif tag == "dd" and self.cell is not None:
            text, self.cell = " ".join("".join(self.cell).split()), None
            is_fact = self.term in WORDS or re.search(r"\d", text)
            if is_fact and self.term not in COUNTS and text.split(" (")[0] not in EMPTY:
                self.facts.append((self.term, text, self.has_card))
        elif tag == "li" and self.lines:
            texts, held = self.lines.pop()
            text = " ".join("".join(texts).split())
            if MEASURED.search(NAMED.sub("", text)):
                self.judge(text, held[0] or any(self.list_has_card))

    def finish(self, is_held_from_above: bool) -> None:
        measured = [
            (head, text)
            for head, text in self.row
            # Of a check that does not hold, the row that breaks it is quoted as it is.
            if text not in EMPTY
            and head != "Such as"
            and (MEASURED.search(NAMED.sub("", text)) or (HEADS.match(head) and re.match(r"[−+$]?\d", text)))
        ]
        if measured:
            self.judge(str(measured[:2]), self.has_card or is_held_from_above)

    def close_facts(self) -> None:
        """Facts without a card of their own, which another of the list may speak for by its name."""
        for term, text, has_card in self.facts:
            self.judge(f"{term}: {text}", has_card or re.search(rf"{term}[,:]", self.said.lower()) is not None)
        self.facts, self.said = [], ""

    def judge(self, what: str, has_card: bool) -> None:
        self.n_held += has_card
        if not has_card:
            self.bare.append(what[:120])


def numbers(path: Path) -> Numbers:
    found = Numbers()
    text = path.read_text(encoding="utf-8")
    # A chart is judged as a whole, by its figure. What explains a table, a rule or a word has examples in it.
    found.feed(
        re.sub(r"<svg.*?</svg>|<caption>.*?</caption>|<details class=\"key\">.*?</details>", "", text, flags=re.S)
    )
    return found


# Texts with examples in them, the list of downloads, and of sources the cards themselves.
PROSE = ("methods/", "data/", "sources/")


def bare(site: Path, paths: list[Path]) -> tuple[dict[str, list[str]], int]:
    """The pages with numbers that have no card, and how many numbers have one."""
    found, n_held = {}, 0
    for path in paths:
        name = path.relative_to(site).as_posix()
        if name.startswith(PROSE):
            continue
        page = numbers(path)
        n_held += page.n_held
        if page.bare:
            found[name] = page.bare[:3]
    return found, n_held


def test_no_page_of_the_made_up_world_shows_a_number_without_its_card(world_site: Path) -> None:
    found, n_held = bare(world_site, sorted(world_site.rglob("*.html")))
    assert found == {}
    assert n_held > 100


def test_no_page_of_a_sample_of_the_site_shows_a_number_without_its_card(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    models = [path for path in pages if path.relative_to(site).as_posix().startswith("models/")]
    others = [path for path in pages if path not in set(models)]
    known = [site / "models" / name / "index.html" for name in ("qwen/qwen2.5-72b-instruct", "openai/gpt-5")]
    found, n_held = bare(site, [*others[::3], *models[::150], *known, site / "models" / "index.html"])
    assert found == {}
    assert n_held > 10_000


@pytest.mark.parametrize("cut", ['<details class="card">.*?</details>'])
def test_a_number_whose_card_is_taken_away_is_found(world_site: Path, tmp_path: Path, cut: str) -> None:
    for name in ("models/acorn-ai/oak-7b-instruct", "arena", "domains/knowledge", "models"):
        text = (world_site / name / "index.html").read_text()
        (tmp_path / "page.html").write_text(re.sub(cut, "", text, flags=re.S))
        assert numbers(tmp_path / "page.html").bare, name


def test_a_card_says_who_published_and_measured_when_how_under_which_licence_and_revision(world_site: Path) -> None:
    text = (world_site / "models" / "acorn-ai" / "oak-7b-instruct" / "index.html").read_text()
    cards = re.findall(r'<details class="card"><summary>(.*?)</summary>(.*?)</details>', text, flags=re.S)
    measured = next(body for summary, body in cards if summary == "third party, 12 June 2024")
    plain = re.sub(r"<[^>]+>", "", measured)
    assert "By Hugging Face, as acorn-ai/Oak-7B-Instruct, bfloat16, chat template." in plain
    receipt = r"Hugging Face, data: no licence stated, SHA-256 \w{7}…, read \d+ \w+ \d{4} via a mirror\."
    assert re.search("Open LLM Leaderboard v2, " + receipt, plain)
    assert 'href="https://huggingface.co/datasets/open-llm-leaderboard/acorn-ai__Oak-7B-Instruct-details"' in measured
    worked = [body for summary, body in cards if summary == "worked out here"]
    assert any("bits × 7.0 B parameters; cache: published shape" in body for body in worked)
    assert any("methods/#domain-scores" in body for body in worked)


PUBLISHED = {
    "source", "publisher", "relationship", "dated", "source_url", "revision", "source_license", "retrieved_on",
}  # fmt: skip
WORKED_OUT = {"sources", "method_url"}
NUMBERS = re.compile(
    r"(.*_)?(score|rating|parameters|parameters_b|price_in|price_out|price_blended|need_gib|difference)|"
    r"overall_\w+|largest_\w+_b|mean_difference|scores"
)


@pytest.mark.parametrize("view", [v.name for v in sql.views() if v.name.startswith("page_")])
def test_a_table_with_measured_numbers_says_where_they_come_from(shipped: duckdb.DuckDBPyConnection, view: str) -> None:
    columns = {row[0] for row in shipped.execute(f"describe {view}").fetchall()}
    if view in NO_FIGURES or not any(NUMBERS.fullmatch(column) for column in columns):
        return
    assert columns >= PUBLISHED or columns >= WORKED_OUT, sorted(columns)
    if "sources" in columns:
        assert shipped.execute(f"select count(*) from {view} where len(sources) = 0").fetchall() == [(0,)]
        unknown = (
            f"select distinct s from (select unnest(sources) as s from {view}) "
            "where s not in (select source from page_receipts)"
        )
        assert shipped.execute(unknown).fetchall() == []


def test_what_a_maker_says_speaks_only_where_nobody_else_has_measured(shipped: duckdb.DuckDBPyConnection) -> None:
    both: list[Any] = shipped.execute(
        """
        select headline.model_id, headline.benchmark_id
        from mart_headlines as headline
        join mart_scores as other using (model_id, setting, benchmark_id)
        where headline.relationship = 'first_party' and other.relationship <> 'first_party'
        """
    ).fetchall()
    assert both == []
    assert shipped.execute("select count(*) from mart_headlines where is_self_reported").fetchall()[0][0] > 100
