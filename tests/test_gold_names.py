"""The gold table of name pairs: what an expert says of two names, held against what the site makes of them.

The table was written from knowledge of the models and not from the rules. A pair is `same` (one model in one
setting), `setting` (one model in two) or `different`; an empty source means a name that somebody types.
Where an expert may doubt, the pair is `different`, because a wrong merge is worse than a missing one.
"""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sql import _identity

GOLD = Path(__file__).parent / "gold" / "names.csv"
COLUMNS = ["source_a", "name_a", "source_b", "name_b", "verdict", "why"]
VERDICTS = ("same", "setting", "different")

Name = tuple[str, str]  # source, or nothing where it is typed; name


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, what they are to each other, and the line that says so."""

    line: int
    a: Name
    b: Name
    verdict: str
    why: str


def read() -> list[Pair]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        assert rows.fieldnames == COLUMNS
        return [
            Pair(n, (row["source_a"], row["name_a"]), (row["source_b"], row["name_b"]), row["verdict"], row["why"])
            for n, row in enumerate(rows, start=2)
        ]


PAIRS = read()
NAMES = sorted({name for pair in PAIRS for name in (pair.a, pair.b)})


class Groups:
    """Which names are one by what the table says, directly or by way of others."""

    def __init__(self) -> None:
        self.parent: dict[Name, Name] = {}

    def root(self, name: Name) -> Name:
        while (parent := self.parent.get(name, name)) != name:
            name = parent
        return name

    def join(self, pair: Pair) -> None:
        self.parent[self.root(pair.a)] = self.root(pair.b)

    def hold(self, pair: Pair) -> bool:
        return self.root(pair.a) == self.root(pair.b)


def told(pairs: list[str]) -> str:
    """All findings at once, to be read in one go."""
    return f"{len(pairs)} pairs:\n" + "\n".join(pairs)


def test_the_table_has_enough_pairs_of_every_kind() -> None:
    counts = Counter(pair.verdict for pair in PAIRS)
    assert set(counts) == set(VERDICTS)
    assert len(PAIRS) >= 200
    assert min(counts.values()) >= 40
    assert 0.4 <= counts["different"] / len(PAIRS) <= 0.6


def test_a_pair_is_two_names_with_a_reason() -> None:
    for pair in PAIRS:
        assert pair.a != pair.b, pair
        assert all(text == text.strip() for text in (*pair.a, *pair.b, pair.why)), pair
        assert pair.a[1] and pair.b[1] and pair.why, pair


def test_no_pair_is_told_twice() -> None:
    counts = Counter(frozenset((pair.a, pair.b)) for pair in PAIRS)
    assert [sorted(names) for names, n in counts.items() if n > 1] == []


def test_no_pair_contradicts_what_others_say_together() -> None:
    names, models = Groups(), Groups()
    for pair in PAIRS:
        if pair.verdict == "same":
            names.join(pair)
        if pair.verdict != "different":
            models.join(pair)
    assert [pair for pair in PAIRS if pair.verdict == "setting" and names.hold(pair)] == []
    assert [pair for pair in PAIRS if pair.verdict == "different" and models.hold(pair)] == []


def test_every_name_is_one_that_its_source_really_gives(shipped: duckdb.DuckDBPyConnection) -> None:
    """Of sources whose figures are shipped; the others' names were read at the upstream."""
    given = shipped.execute("""
        select source, model from raw_result
        union select source, model from raw_model_fact
        union select source, model from raw_offer
    """).fetchall()
    sources = {source for source, _ in given}
    assert [name for name in NAMES if name[0] in sources and name not in set(given)] == []


@pytest.fixture(scope="module")
def resolved(shipped: duckdb.DuckDBPyConnection) -> dict[Name, dict[str, Any]]:
    """What the site makes of every name in the table."""
    found = _identity.explain(shipped, [(source or None, name) for source, name in NAMES])
    assert [(one["source"] or "", one["name"]) for one in found] == NAMES
    return dict(zip(NAMES, found, strict=True))


def shown(pair: Pair, resolved: dict[Name, dict[str, Any]]) -> str:
    """A pair with what became of it, as a line to read."""
    ends = []
    for name in (pair.a, pair.b):
        one = resolved[name]
        model = f"{one['model_id'] or 'no model'} {one['setting'] or ''}".strip()
        ends.append(f"{name[0] or 'typed'}: {name[1]} -> {model} [{one['decided_by']}]")
    return f"{GOLD.name}:{pair.line} {pair.verdict} ({pair.why})\n    {ends[0]}\n    {ends[1]}"


def models(pair: Pair, resolved: dict[Name, dict[str, Any]]) -> tuple[str | None, str | None]:
    return resolved[pair.a]["model_id"], resolved[pair.b]["model_id"]


def settings(pair: Pair, resolved: dict[Name, dict[str, Any]]) -> tuple[str, str]:
    return resolved[pair.a]["setting"] or "", resolved[pair.b]["setting"] or ""


def test_no_two_models_are_merged(resolved: dict[Name, dict[str, Any]]) -> None:
    wrong = []
    for pair in PAIRS:
        one, other = models(pair, resolved)
        if pair.verdict == "different" and one is not None and one == other:
            wrong.append(shown(pair, resolved))
    assert not wrong, told(wrong)


def test_no_price_is_that_of_another_model(
    shipped: duckdb.DuckDBPyConnection, resolved: dict[Name, dict[str, Any]]
) -> None:
    """An offer may name its model by a pointer of its own, which can be as wrong as a rule."""
    offers = shipped.execute("select distinct offered, model_id from stg_offers where model_id is not null").fetchall()
    wrong = []
    for pair in PAIRS:
        for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
            offered = pair.verdict == "different" and one[0] in ("models_dev", "openrouter")
            if offered and (one[1], resolved[other]["model_id"]) in offers:
                wrong.append(shown(pair, resolved))
    assert not wrong, told(wrong)


def test_no_two_settings_are_merged(resolved: dict[Name, dict[str, Any]]) -> None:
    wrong = []
    for pair in PAIRS:
        one, other = models(pair, resolved)
        first, second = settings(pair, resolved)
        if pair.verdict == "setting" and one is not None and one == other and first == second:
            wrong.append(shown(pair, resolved))
    assert not wrong, told(wrong)


def test_the_names_of_one_model_in_one_setting_are_brought_together(resolved: dict[Name, dict[str, Any]]) -> None:
    missed = []
    for pair in PAIRS:
        one, other = models(pair, resolved)
        first, second = settings(pair, resolved)
        if pair.verdict == "same" and (one is None or one != other or first != second):
            missed.append(shown(pair, resolved))
    assert not missed, told(missed)


def test_the_settings_of_one_model_are_brought_to_it(resolved: dict[Name, dict[str, Any]]) -> None:
    missed = []
    for pair in PAIRS:
        one, other = models(pair, resolved)
        if pair.verdict == "setting" and (one is None or one != other):
            missed.append(shown(pair, resolved))
    assert not missed, told(missed)
