"""Ratings from pairwise votes: worked numbers, another's fit, coverage, and what may change them."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import evalica
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sql
from sources import _votes
from sql import _bradley_terry
from sql._bradley_terry import ELO, Votes, ratings
from tests.toys import ratings as published
from tests.toys import toy

Vote = tuple[str, str, str]
HEAD = "model_a,model_b,winner\n"
COLUMNS = ["model", "rating", "se", "rating_low", "rating_high", "rank_low", "rank_high", "votes"]


def pairs(*rows: tuple[str, str, int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["model_a", "model_b", "wins_a", "wins_b", "ties"])


WORKED = pairs(("A", "B", 60, 30, 10), ("A", "C", 70, 20, 10), ("B", "C", 55, 35, 10))


def csv(folder: Path, rows: str, head: str = HEAD, name: str = "votes.csv") -> Path:
    path = folder / name
    path.write_text(head + rows, encoding="utf-8")
    return path


def lines(votes: list[Vote]) -> str:
    return "".join(f"{a},{b},{winner}\n" for a, b, winner in votes)


def rated(path: Path, **asked: Any) -> pd.DataFrame:
    counted, _ = _votes.read(path, **asked)
    return ratings(counted, str(path))


def simulated(seed: int, n: int, p: int) -> pd.DataFrame:
    """Seeded votes among `p` models, 28 % of them ties, of which the first models have most."""
    rng = np.random.default_rng(seed)
    share = 1 / np.arange(2, p + 2)
    a, b = rng.choice(p, (2, n), p=share / share.sum())
    b = np.where(a == b, (b + 1) % p, b)
    strength = rng.normal(0, 0.7, p)
    a_wins = rng.random(n) < 1 / (1 + np.exp(strength[b] - strength[a]))
    winner = np.where(rng.random(n) < 0.28, "tie", np.where(a_wins, "model_a", "model_b"))
    names = np.array([f"model-{k}" for k in range(p)])
    return pd.DataFrame({"model_a": names[a], "model_b": names[b], "winner": winner})


def parquet(votes: pd.DataFrame, path: Path) -> Path:
    duckdb.connect().register("votes", votes).execute(f"copy votes to '{path}' (format parquet)")
    return path


def test_the_worked_example_is_reproduced() -> None:
    found = ratings(WORKED, "").set_index("model")
    assert found.rating["A"] - found.rating["B"] == pytest.approx(111.628673, abs=2e-6)
    assert found.rating["B"] - found.rating["C"] == pytest.approx(74.308950, abs=2e-6)
    assert found.rating.mean() == pytest.approx(1000, abs=1e-6)
    _, v = _bradley_terry.fit(Votes.of(WORKED), "")
    assert ELO * np.sqrt(v[0, 0] + v[1, 1] - 2 * v[0, 1]) == pytest.approx(28.448741, abs=1e-6)
    assert (found.rating_high - found.rating).tolist() == pytest.approx((1.959964 * found.se).tolist(), abs=2e-6)
    assert found.votes.tolist() == [200, 200, 200]


@pytest.mark.parametrize(("points", "share"), [(10, 51.44), (100, 64.01)])
def test_a_lead_in_elo_is_a_share_of_votes(points: float, share: float) -> None:
    """Votes of which that share were won give that lead back."""
    n = 1_000_000
    won = round(n * share / 100)
    first, second = ratings(pairs(("A", "B", won, n - won, 0)), "").rating
    assert first - second == pytest.approx(points, abs=0.05)


def test_ratings_are_those_of_evalica(tmp_path: Path) -> None:
    votes = simulated(4, 20_000, 30)
    ours = rated(parquet(votes, tmp_path / "votes.parquet")).set_index("model").rating
    winner = {"model_a": evalica.Winner.X, "model_b": evalica.Winner.Y, "tie": evalica.Winner.Draw}
    theirs = ELO * np.log(evalica.bradley_terry(votes.model_a, votes.model_b, votes.winner.map(winner)).scores)
    assert len(ours) == 30
    assert (theirs - theirs.mean() + 1000 - ours).abs().max() < 0.05


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Five models, 400 seeded arenas; ties come half from either side, so that the model of the fit is true."""
    rng = np.random.default_rng(12)
    truth = np.array([0.8, 0.3, 0.0, -0.3, -0.8])
    i, j = np.triu_indices(5, 1)
    q = 1 / (1 + np.exp(truth[j] - truth[i]))
    tie = 0.8 * np.minimum(q, 1 - q)
    held, model_based = [], []
    for _ in range(400):
        counts = rng.multinomial(60, np.column_stack([q - tie / 2, 1 - q - tie / 2, tie]))
        votes = Votes(np.arange(5), i, j, *counts.T.astype(float))
        theta, v = _bradley_terry.fit(votes, "")
        held.append(np.abs(theta - truth) <= 1.959964 * np.sqrt(np.diag(v)))
        chance = 1 / (1 + np.exp(theta[j] - theta[i]))
        inverse = np.linalg.pinv(votes.laplacian(votes.n * chance * (1 - chance)))
        model_based.append(np.abs(theta - truth) <= 1.959964 * np.sqrt(np.diag(inverse)))
    assert 0.93 <= np.mean(held) <= 0.97
    assert np.mean(model_based) > 0.97, "errors that ignore ties are too wide, which is why these are not used"


def test_ranks_hold_for_all_models_at_once() -> None:
    """The pin of rank ranges: with errors of one each, Tukey's constant tells apart what lies more than 3.86 apart."""
    scores = np.array([72.0, 71.0, 69.0, 66.0, 60.0])
    low, high = _bradley_terry.ranks(scores, np.eye(5))
    assert [*zip(low.tolist(), high.tolist(), strict=True)] == [(1, 3), (1, 3), (1, 4), (3, 4), (5, 5)]


def test_many_models_are_ranked_block_by_block_as_all_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    votes = rated(parquet(simulated(5, 4_000, 20), tmp_path / "votes.parquet"))
    monkeypatch.setattr(_bradley_terry, "BLOCK", 7)
    pd.testing.assert_frame_equal(rated(tmp_path / "votes.parquet"), votes)


# Every model wins and loses once in a circle, so that ratings are finite whatever else is drawn.
CIRCLE: list[Vote] = [("p", "q", "model_a"), ("q", "r", "model_a"), ("r", "s", "model_a"), ("s", "p", "model_a")]
names = st.sampled_from("pqrs")
arenas = st.lists(
    st.tuples(names, names, st.sampled_from(["model_a", "model_b", "tie"])).filter(lambda v: v[0] != v[1]), max_size=25
).map(lambda drawn: CIRCLE + drawn)
few = settings(max_examples=6, deadline=None, derandomize=True, database=None)


def of(folder: Path, votes: list[Vote]) -> pd.DataFrame:
    return rated(csv(folder, lines(votes))).set_index("model")


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one.sort_index(), other.sort_index(), check_exact=False, rtol=0, atol=2e-5)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drawn")


@given(votes=arenas, data=st.data())
@few
def test_neither_order_nor_names_nor_sides_change_a_rating(drawn: Path, votes: list[Vote], data: st.DataObject) -> None:
    plain = of(drawn, votes)
    same(of(drawn, data.draw(st.permutations(votes))), plain)
    new = {"p": "zed", "q": "mid", "r": "alf", "s": "quo"}
    same(of(drawn, [(new[a], new[b], w) for a, b, w in votes]), plain.rename(index=new))
    other = {"model_a": "model_b", "model_b": "model_a", "tie": "tie"}
    same(of(drawn, [(b, a, other[w]) for a, b, w in votes]), plain)


@given(votes=arenas)
@few
def test_every_vote_twice_changes_no_rating_and_divides_errors_by_root_two(drawn: Path, votes: list[Vote]) -> None:
    once, twice = of(drawn, votes), of(drawn, votes * 2)
    assert (twice.rating - once.rating).abs().max() < 1e-5
    assert (twice.se * np.sqrt(2) - once.se).abs().max() < 1e-5
    assert (twice.votes == 2 * once.votes).all() and once.votes.sum() == 2 * len(votes)


def test_a_nearly_perfect_record_has_a_finite_rating() -> None:
    found = ratings(pairs(("A", "B", 10**6, 1, 0), ("B", "C", 10**6, 1, 0)), "")
    assert found.model.tolist() == ["A", "B", "C"]
    assert found.rating.diff()[1:].tolist() == pytest.approx([-ELO * np.log(10**6)] * 2, abs=1e-3)


@pytest.mark.parametrize(
    ("scores", "counted"),
    [((72, 71, 69, 66, 60), [1, 1, 1, 3, 5]), ((90, 70, 70, 70, 50), [1, 2, 2, 2, 5])],
    ids=["the pin", "equal intervals"],
)
def test_lmarenas_own_count_is_reproduced_and_equal_intervals_share_it(
    scores: tuple[float, ...], counted: list[int]
) -> None:
    rows = [(name, float(score), 1.0) for name, score in zip("abcde", scores, strict=True)]
    con = toy(published("overall", rows), wanted="page_arena")
    con.execute("insert into mart_receipts select * replace ('arena' as source) from mart_receipts limit 1")
    (view,) = [view for view in sql.views() if view.name == "page_arena"]
    assert [row["rank_ub"] for row in con.execute(view.text).df().to_dict("records")] == counted


def between(changes: list[float], days: tuple[date, date] = (date(2026, 1, 1), date(2026, 2, 1))) -> dict[str, Any]:
    """What is said of the scale between two dates, from models 10 points apart and the change of each."""
    before = [(str(k), 1000.0 + 10 * k, 3.0) for k in range(len(changes))]
    after = [(name, score + change, se) for (name, score, se), change in zip(before, changes, strict=True)]
    rows = [
        row | {"dated": day}
        for day, found in zip(days, (before, after), strict=True)
        for row in published("overall", found)
    ]
    rows += [row | {"model": "newcomer", "dated": days[1]} for row in published("overall", [("", 5000.0, 1.0)])]
    (found,) = toy(rows, wanted="mart_rating_breaks").sql("from mart_rating_breaks").df().to_dict("records")
    return found


WOBBLE = [0.5 * (-1) ** k for k in range(60)]


@pytest.mark.parametrize(
    ("changes", "why", "shift"),
    [
        ([20 + w for w in WOBBLE], "moved", 20),
        ([-3.4 + w for w in WOBBLE], "moved", -3.4),
        ([0.5 + w for w in WOBBLE], "no break shown", 0.5),
        ([*WOBBLE[:59], 400.0], "no break shown", 0),
        ([0.2 * (k - 29.5) for k in range(60)], "stretched", 0),
        ([9 + 0.2 * (k - 29.5) for k in range(60)], "moved and stretched", 9),
        ([4.0, 4.0, 4.0], "no break shown", 4),
    ],
    ids=["all move", "all move a little", "half a point", "one moves far", "stretch", "both",
         "three models say too little"],
)  # fmt: skip
def test_the_scale_broke_where_the_models_on_both_dates_moved_together(
    changes: list[float], why: str, shift: float
) -> None:
    found = between(changes)
    assert (found["why"], found["n_models"]) == (why, len(changes))
    assert found["shift"] == pytest.approx(shift, abs=0.51)
    assert found["is_break"] == (why != "no break shown")
