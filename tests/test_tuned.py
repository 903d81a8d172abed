"""The tuning index: published rows, means and places over tasks, likely firsts, the winner's curse, correlations."""

import math
import re
import shutil
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import sources
import sql
from sql import _tuned
from sql.mart_tuned_correlations import _pair
from tests import world
from tests.toys import needed

LORA_LAND = "suite_id = 'lora_land'"


def one(con: duckdb.DuckDBPyConnection, query: str) -> tuple[object, ...]:
    (row,) = con.execute(query).fetchall()
    return tuple(row)


def test_every_row_of_the_study_is_in_and_its_sums_are_those_published(shipped: duckdb.DuckDBPyConnection) -> None:
    of_study = "from mart_tuned_scores where study_id = 'lora_land'"
    counts = f"select count(*), count(tuned_score), count(distinct tuning_task_id), count(lift) {of_study}"
    assert one(shipped, counts) == (372, 310, 31, 310)
    assert one(shipped, f"select round(avg(lift), 2), count(*) filter (where lift > 0) {of_study}") == (38.39, 301)
    asked = f"select round(avg(base_score) / 100, 3) {of_study} and base = "
    assert one(shipped, asked + "'gpt-4'") == (0.661,) and one(shipped, asked + "'gpt-3.5-turbo'") == (0.599,)
    above = "select count(*) filter (where gap > 0), count(*) filter (where gap >= 0) from mart_tuned_gaps"
    assert one(shipped, f"{above} where reference_name = 'GPT-4'") == (194, 204)
    assert one(
        shipped,
        "select n_wins, n_ties, n_losses, round(gap, 1) from mart_tuned_contests "
        "where who = 'best' and category_id = 'all' and reference_name = 'GPT-4'",
    ) == (24, 1, 6, 9.5)


def test_every_published_number_stands_on_the_page_of_its_task(site: Path, shipped: duckdb.DuckDBPyConnection) -> None:
    rows = shipped.execute("""
        select tuning_task_id, list([base_score, tuned_score]) from stg_tunings group by all order by all
    """).fetchall()
    n_found = 0
    for task, scores in rows:
        page = (site / "tuning" / "tasks" / task / "index.html").read_text(encoding="utf-8")
        table = page.partition('<table id="task-scores"')[2]
        for score in [value for pair in scores for value in pair if value is not None]:
            assert re.search(rf">{score:.1f}\b", table), (task, score)
            n_found += 1
    assert n_found == 372 + 310 + 3


def test_a_reference_is_named_and_led_to_no_model_and_every_base_is_a_model(shipped: duckdb.DuckDBPyConnection) -> None:
    found = "select name, model_id from mart_tuned_entrants where {} order by all"
    assert shipped.execute(found.format("is_reference")).fetchall() == [("GPT-3.5 Turbo", None), ("GPT-4", None)]
    assert shipped.execute(found.format("not is_reference and model_id is null")).fetchall() == []
    assert one(shipped, "select count(*) from mart_tuned_entrants where not is_reference") == (13,)


def test_a_base_that_lacks_tasks_has_no_place_and_says_how_far_it_is_from_those_that_have_them(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    rows = shipped.execute("""
        select name, n_tasks, n_all, rank_low, ahead, standing from page_tuning_models
        where measure = 'tuned' and name = 'Meta-Llama-3-8B'
    """).fetchall()
    ranked = shipped.execute("""
        select avg(tuned_score) from mart_tuned_scores where tuning_task_id = 'magicoder' and study_id = 'lora_land'
    """).fetchall()
    assert rows == [("Meta-Llama-3-8B", 1, 31, None, pytest.approx(41 - ranked[0][0]), "partial")]


def test_means_intervals_and_differences_over_tasks_are_those_worked_out_by_hand(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    scores = shipped.execute("""
        select entrant, tuned_score from mart_tuned_scores
        where study_id = 'lora_land' and category_id = 'classic-nlp' and not is_reference
        order by entrant, tuning_task_id
    """).df()
    wide = np.array(scores.tuned_score).reshape(10, 7)
    names = scores.entrant.unique()
    told = shipped.execute("""
        select entrant, score, score_high, rank_low, is_tied_best from mart_tuned_means
        where category_id = 'classic-nlp' and measure = 'tuned' and position is not null
    """).df()
    told = told.set_index("entrant").loc[names]
    assert told.score.to_numpy() == pytest.approx(wide.mean(axis=1))
    half = stats.t.ppf(0.975, 6) * wide.std(axis=1, ddof=1) / math.sqrt(7)
    assert (told.score_high - told.score).to_numpy() == pytest.approx(half)
    least = stats.studentized_range.ppf(0.95, 10, 6) / math.sqrt(2)
    for i in range(10):
        above = [stats.ttest_rel(wide[j], wide[i]).statistic > least for j in range(10) if j != i]
        assert told.rank_low.iloc[i] == 1 + sum(above)


def test_one_or_two_tasks_tell_nothing_of_others(shipped: duckdb.DuckDBPyConnection) -> None:
    few = "from mart_tuned_means where category_id in ('coding', 'mathematics') and position is not null"
    assert one(shipped, f"select count(score_low), bool_and(is_tied_best), max(rank_low) {few}") == (0, True, 1)


@pytest.mark.parametrize(("p", "df"), [(2, 30), (10, 30), (10, 6), (4, 12), (13, 2)])
def test_the_constants_of_small_samples_are_those_of_other_programs(p: int, df: int) -> None:
    assert _tuned.c_tukey(p, df) == pytest.approx(stats.studentized_range.ppf(0.95, p, df) / math.sqrt(2), rel=2e-3)
    assert _tuned.c_mcb(1, df) == pytest.approx(stats.t.ppf(0.95, df), rel=2e-3)
    assert _tuned.c_mcb(p, df) > _tuned.c_mcb(p - 1, df) > 0


def test_dunnetts_constant_is_that_of_drawn_samples() -> None:
    draw = np.random.default_rng(5)
    centres, best, s = (
        draw.normal(size=(40_000, 4)),
        draw.normal(size=(40_000, 1)),
        np.sqrt(draw.chisquare(8, 40_000) / 8),
    )
    reached = ((centres - best).max(axis=1) / (math.sqrt(2) * s) <= _tuned.c_mcb(4, 8)).mean()
    assert reached == pytest.approx(0.95, abs=0.004)


def test_the_pins_of_shares_signs_and_correlations_hold() -> None:
    assert _tuned.wilson(25, 31) == pytest.approx((0.637197, 0.908130), abs=1e-6)
    assert _tuned.sign_test(25, 6) == pytest.approx(0.000878, abs=1e-6)
    assert _tuned.sign_test(25, 6) == pytest.approx(stats.binomtest(25, 31).pvalue)
    assert _tuned.sign_test(0, 0) is None and _tuned.sign_test(3, 3) == 1
    assert _tuned.fisher(0.5, 31) == pytest.approx((0.177023, 0.725758), abs=1e-6)
    assert _tuned.fisher(0.5, 3) == (None, None)
    assert _tuned.c_choice(1) == pytest.approx(1.959964, abs=1e-6)
    assert _tuned.c_choice(10) == pytest.approx(2.7996, abs=1e-4)


scores_and_errors = st.lists(st.tuples(st.floats(0, 100), st.floats(0.0005, 20)), min_size=2, max_size=12)


@given(scores_and_errors)
@settings(max_examples=60, deadline=None)
def test_probabilities_to_be_the_best_are_a_share_each_and_the_curse_is_never_below_nothing(
    pairs: list[tuple[float, float]],
) -> None:
    score, se = (np.array(column) for column in zip(*pairs, strict=True))
    share, flattery = _tuned.best_shares(score, se)
    assert share.min() >= 0 and share.sum() == pytest.approx(1)
    assert 0 <= flattery <= 5 * se.max()
    order = np.random.default_rng(0).permutation(len(score))
    assert _tuned.best_shares(score[order], se[order])[0] == pytest.approx(share[order], abs=1e-9)


def test_likely_firsts_and_the_curse_are_those_of_draws_and_a_counted_winner_may_lose() -> None:
    draw = np.random.default_rng(11)
    known_well, known_badly = _tuned.best_shares(np.array([50, 50.001]), np.array([0.001, 10]))[0]
    assert known_well == pytest.approx(known_badly, abs=1e-3), "no step is wider than the smaller error"
    # Ahead by a hair on two tasks of three, and far behind on the other.
    tasks = [([70.1, 70, 66], 2.0), ([50.2, 50, 49.5], 2.0), ([30, 60, 59], 1.0)]
    expected = np.zeros(3)
    for score, se in tasks:
        share, flattery = _tuned.best_shares(np.array(score), np.full(3, se))
        drawn = draw.normal(score, se, size=(200_000, 3))
        best = drawn.argmax(axis=1)
        assert share == pytest.approx(np.bincount(best, minlength=3) / 200_000, abs=0.005)
        assert flattery == pytest.approx((drawn.max(axis=1) - np.array(score)[best]).mean(), abs=0.02)
        expected += share
    assert expected.argmax() == 1, "counted firsts are 2, 1 and 0"


def test_a_tune_of_unknown_error_leaves_the_others_their_chances_and_may_have_any_place(
    world_snapshots: Path, tmp_path: Path
) -> None:
    lines = ["base,task,metric,base_score,tuned_score,n"]
    lines += [
        f"ours/{name},quiz,accuracy,0.3,{score},{n}"
        for name, score, n in (("a", 0.9, 500), ("b", 0.8, 500), ("c", 0.95, ""))
    ]
    (tmp_path / "ours.tunings.csv").write_text("\n".join([*lines, "ours/d,quiz,accuracy,0.5,,500"]))
    con = sql.connect()
    sources.load(con, catalog=world.CATALOG, snapshots=world_snapshots, private=tmp_path)
    sql.create(con, wanted=["mart_tuned_contests"])
    found = con.execute("""
        select split_part(entrant, '|', 1), is_first, round(p_first, 3), rank_low, rank_high, is_tied_best, delta_star
        from mart_tuned_bests where tuning_task_id = 'quiz' order by all
    """).fetchall()
    assert found == [
        ("ours/a", False, 1.0, 1, 2, True, None), ("ours/b", False, 0.0, 2, 3, False, None),
        ("ours/c", True, None, 1, 3, True, None),
    ]  # fmt: skip
    against = "select n_wins, n_clear_wins, gap, gap_less_flattery from mart_tuned_contests where who = 'best'"
    assert one(con, f"{against} and suite_id = 'ours' and category_id = 'all'") == (1, 0, pytest.approx(45), None)


def test_counted_firsts_are_told_beside_those_expected_and_both_add_up_to_the_tasks(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    sums = f"select sum(shared_firsts), sum(expected_firsts), sum(n_first) from page_tuning_bases where {LORA_LAND}"
    assert one(shipped, sums) == (pytest.approx(31), pytest.approx(31), 42)
    counted = shipped.execute("select name from page_tuning_bases order by n_first desc limit 1").fetchall()
    likely = shipped.execute("select name from page_tuning_bases order by expected_firsts desc limit 1").fetchall()
    assert (counted, likely) == ([("Mistral-7B-v0.1",)], [("zephyr-7b-beta",)])


def test_the_best_of_ten_must_be_further_off_than_one_chosen_before(shipped: duckdb.DuckDBPyConnection) -> None:
    wrong = """
        select * from mart_tuned_gaps
        where is_best and is_chosen_clear and not (z >= 2.79 or z <= -1.959) or is_chosen_clear and not is_best
            or gap_less_flattery > gap + 1e-9
    """
    assert shipped.execute(wrong).fetchall() == []
    unsure = "select count(*) from mart_tuned_gaps where is_best and is_clear and gap > 0 and not is_chosen_clear"
    assert one(shipped, unsure)[0] > 0, "the choice makes a difference somewhere"


def test_a_score_and_its_lift_correlate_by_construction_where_nothing_is_related() -> None:
    draw = np.random.default_rng(3)
    base, tuned = pd.Series(draw.normal(50, 10, 20_000)), pd.Series(draw.normal(70, 10, 20_000))
    *_, n, pearson, low, high, _, coupled = _pair(("toy", "coupled", "base", "base", "lift"), base, tuned - base)
    assert n == 20_000
    assert pearson == pytest.approx(-0.707, abs=0.01) and coupled == pytest.approx(-0.707, abs=0.01)
    assert isinstance(low, float) and isinstance(high, float) and low < -0.707 < high
    sound = _pair(("toy", "sound", "base", "base", "tuned"), base, tuned)
    assert sound[6] == pytest.approx(0, abs=0.02)
    oldham = _pair(("toy", "sound", "base", "mean", "lift"), (base + tuned) / 2, tuned - base)
    assert oldham[6] == pytest.approx(0, abs=0.02)


def test_what_is_part_of_the_other_is_never_told_as_a_finding(site: Path, shipped: duckdb.DuckDBPyConnection) -> None:
    page = (site / "tuning" / "which-base" / "index.html").read_text(encoding="utf-8")
    table = page.partition('<table id="coupled-1"')[2].partition("</table>")[0]
    lines = re.findall(r'<tr><th scope="row">.*?</tr>', table, flags=re.S)
    told = [("neither is part of the other" in line, "coupled: ignore" in line) for line in lines]
    assert set(told) == {(True, False), (False, True)}
    n_coupled = f"select count(*) from page_tuning_correlations where {LORA_LAND} and about = 'coupled'"
    assert one(shipped, n_coupled) == (told.count((False, True)),)


def test_without_any_run_there_is_nothing_to_tell_and_nothing_breaks(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog"
    shutil.copytree(world.CATALOG, catalog, ignore=shutil.ignore_patterns("tunings", "tuning_tasks"))
    con = sql.connect()
    sources.load(con, catalog=catalog, snapshots=world.bare(tmp_path / "snapshots"))
    sql.create(con, needed(*(view.name for view in sql.views() if view.name.startswith("page_tuning_"))))
    assert con.execute("select count(*) from page_tuning_tasks").fetchall() == [(0,)]


def test_a_task_of_unknown_size_is_not_taken_to_be_as_large_as_its_study_allows(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog"
    shutil.copytree(world.CATALOG, catalog)
    about = catalog / "tuning_tasks" / "sorting.toml"
    about.write_text(re.sub("n = .*\nn_source = .*\n", "", about.read_text()))
    con = sql.connect()
    sources.load(con, catalog=catalog, snapshots=world.bare(tmp_path / "snapshots"))
    sql.create(con, needed("stg_tunings"))
    sizes = con.execute("select distinct tuning_task_id, n from stg_tunings order by all").fetchall()
    assert sizes == [("counting", 500), ("labelling", 300), ("sorting", None)]
