"""What is said for and against each base that might be tuned: its figures are those of the pages it comes from."""

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

import sql
from tests.test_cards import numbers

Rows = list[Any]
TUNED = "(select distinct model_id from stg_tunings where tuned_score is not null and model_id is not null)"


def all_of(con: duckdb.DuckDBPyConnection, query: str, *values: object) -> Rows:
    return con.execute(query, list(values)).fetchall()


@pytest.fixture(params=["shipped", "world_con"])
def con(request: pytest.FixtureRequest) -> duckdb.DuckDBPyConnection:
    """The shipped figures, then those of the made-up world."""
    made: duckdb.DuckDBPyConnection = request.getfixturevalue(request.param)
    return made


def test_what_was_measured_is_called_so_and_nothing_else_is(con: duckdb.DuckDBPyConnection) -> None:
    ((n_tuned, n_called),) = all_of(
        con, f"select (select count(*) from {TUNED}), count(*) filter (where is_tuned) from page_tuning_screen"
    )
    assert n_tuned == n_called > 0
    assert all_of(con, f"select model_id from page_tuning_screen where is_tuned <> (model_id in {TUNED})") == []
    assert all_of(con, f"select model_id from page_model_tuned where is_tuned <> (model_id in {TUNED})") == []
    said = all_of(con, "select is_tuned, reasons[4]['text'] from page_tuning_screen")
    assert all(text.startswith("measured itself: ") == is_tuned for is_tuned, text in said)
    assert all(text.startswith("not measured") != is_tuned for is_tuned, text in said)


def test_a_model_without_relatives_is_said_to_have_none(shipped: duckdb.DuckDBPyConnection) -> None:
    ((relatives, reasons),) = all_of(
        shipped, "select relatives, reasons from page_tuning_screen where model_id = 'qwen/qwen2.5-7b'"
    )
    assert relatives == []
    lineage = next(one for one in reasons if one["what"] == "lineage")
    assert lineage["text"] == "not measured, nor is any model of its family or lineage"
    assert lineage["verdict"] == "unknown"
    assert all_of(shipped, "select relative_id from page_model_tuned where model_id = 'qwen/qwen2.5-7b'") == [(None,)]


def told(con: duckdb.DuckDBPyConnection, what: str) -> dict[str, tuple[str, str]]:
    """Each base's verdict and text of one kind of reason."""
    found = all_of(con, "select model_id, verdict, text from mart_tuning_reasons where what = ?", what)
    return {model_id: (verdict, text) for model_id, verdict, text in found}


def test_the_memory_told_is_that_of_tuning_and_several_cards_speak_against(con: duckdb.DuckDBPyConnection) -> None:
    needs = all_of(
        con,
        """select model_id, list(need_gib order by method_order desc),
                max(need_high_gib) filter (where method = 'qlora'), list(tier_name order by method_order desc)[1],
                list(cards order by method_order desc)[1]
           from mart_tunings left join mart_tiers using (tier_id) group by model_id""",
    )
    by_model = {model_id: rest for model_id, *rest in needs}
    for model_id, (verdict, text) in told(con, "memory").items():
        (qlora, lora, full), high, tier, cards = by_model[model_id]
        experts = [f"{high:.1f}"] if high > 1.02 * qlora else []
        assert re.findall(r"[\d,]+\.\d", text) == [f"{qlora:.1f}", *experts, f"{lora:,.1f}", f"{full:,.1f}"]
        assert ("an adapter in every expert" in text) == bool(experts)
        assert f"fits {tier}" in text if tier else "more than any tier" in text
        assert verdict == ("for" if cards == 1 else "against")


def test_the_scores_told_are_those_of_the_boards_and_only_certain_halves_speak(con: duckdb.DuckDBPyConnection) -> None:
    known = {
        (model_id, board, domain, f"{low:,}–{high:,}" if low < high else f"{low:,}", f"{n:,}"): (
            score,
            low / n,
            high / n,
        )
        for model_id, board, domain, score, low, high, n in all_of(
            con,
            """select model_id, board_name, domain_name,
                    if(unit = 'elo', format('{:,d}', round(score)::bigint), format('{:.1f}', score)),
                    rank_low, rank_high, n_ranked from mart_model_boards where is_ranked""",
        )
    }
    n_told = 0
    for model_id, (verdict, text) in told(con, "scores").items():
        halves = set()
        for part in re.split(r"\. (?=[A-Z])", text) if not text.startswith("not ranked") else []:
            board, figures = re.split(r": (?=[A-Z])", part, maxsplit=1)
            for figure in figures.split("; "):
                domain, score, place, n = re.fullmatch(
                    r"(.+?) ([\d,.]+)(?: \[.*\])?, ([\d,–]+) of ([\d,]+)", figure
                ).groups()  # type: ignore[union-attr]
                found, low, high = known[model_id, board, domain, place, n]
                assert found == score
                n_told += 1
                if domain == "Overall":
                    halves.add("for" if high <= 0.5 else "against" if low > 0.5 else "unknown")
        assert {verdict} == (halves or {"unknown"}), model_id
    assert n_told > 0


def test_the_gains_told_are_the_means_of_the_study(con: duckdb.DuckDBPyConnection) -> None:
    means = dict(
        all_of(
            con,
            """select model_name, round(avg(lift), 1)
        from mart_tuned_scores
        join mart_tuning_bases using (model_id)
        where lift is not null group by all""",
        )
    )
    n_told = 0
    for verdict, text in told(con, "lineage").values():
        for name, gain in re.findall(r"not measured; (\S+) \(.*\): ([+−-][\d.]+) points", text):
            assert float(gain) == means[name]
            n_told += 1
        assert verdict == "unknown" or " points on average" in text
    for name, gain in all_of(
        con,
        """select model_name, round(mean_lift, 1)
        from page_tuning_screen
        where mean_lift is not null""",
    ):
        assert gain == means[name]
        n_told += 1
    assert n_told > 1


def test_licence_and_age_are_told_as_on_the_models_page(con: duckdb.DuckDBPyConnection) -> None:
    about = all_of(con, "select model_id, license_class, work_use, released_on from page_models")
    by_model = {model_id: rest for model_id, *rest in about}
    licences, ages = told(con, "licence"), told(con, "age")
    for model_id, (verdict, text) in licences.items():
        license_class, work_use, released_on = by_model[model_id]
        assert text.startswith(license_class)
        assert verdict == {"yes": "for", "no, unless": "against"}.get(work_use, "unknown")
        known = released_on and f"out since {released_on.day} {released_on:%B %Y}"
        assert ages[model_id][1].startswith(known or "not known when it came out")
        assert ("; newest of its family" in ages[model_id][1]) == (ages[model_id][0] == "against")


def test_reasons_are_never_added_up(con: duckdb.DuckDBPyConnection) -> None:
    columns = {name for name, *_ in all_of(con, "describe page_tuning_screen")}
    assert {name for name in columns if re.search("score|rank|place|total|points|suit|stars|grade|lift", name)} == {
        "overall_score",
        "overall_rank_low",
        "overall_rank_high",
        "overall_n_ranked",
        "n_lifts",
        "mean_lift",
    }
    unmeasured = """select model_id
        from page_tuning_screen
        where not is_tuned and coalesce(mean_lift, n_lifts, n_tasks) is not null"""
    assert all_of(con, unmeasured) == []
    order = all_of(con, "select n_against, released_on from page_tuning_screen")
    assert [n for n, _ in order] == sorted(n for n, _ in order)


def test_the_page_holds_every_reason_and_calls_unmeasured_what_is(
    world_con: duckdb.DuckDBPyConnection, world_site: Path
) -> None:
    path = world_site / "tuning" / "screen" / "index.html"
    body = path.read_text()
    rows = dict(re.findall(r'<tr><th scope="row"><a href="[^"]*models/([^"]+)/">(.*?)</tr>', body, flags=re.S))
    shown = all_of(world_con, "select model_id, is_tuned, reasons from page_tuning_screen where is_shown")
    assert rows.keys() == {model_id for model_id, *_ in shown}
    for model_id, is_tuned, reasons in shown:
        verdicts = {"for": "for", "against": "against", "unknown": "open"}
        assert all(f"{verdicts[one['verdict']]}: {one['text']}" in rows[model_id] for one in reasons)
        assert ("not measured" in rows[model_id]) != is_tuned
        assert ('tuning/models/">measured' in rows[model_id]) == is_tuned
    assert numbers(path).bare == []


def test_what_is_measured_of_a_relative_is_no_result_of_the_model(world_site: Path) -> None:
    for path in (world_site / "models").rglob("index.html"):
        for line in re.findall(r'<p class="data">Tuning: (.*)</p>', path.read_text()):
            assert len(line) < 250
            assert "not measured" not in line or not re.search(r"[+−]\d", line)


def test_the_screen_is_made_of_reasons_each_of_which_somebody_reads() -> None:
    kinds = next(view for view in sql.views() if view.name == "mart_tuning_reasons")
    whats = set(re.findall(r"'(\w+)' as what", kinds.text))
    page = (sql.HERE.parent / "templates" / "pages" / "tuning" / "screen" / "index.html").read_text()
    assert {one.lower() for one in re.findall(r"<dt>(\w+)</dt>", page)} == whats
