"""A fork's tuning runs: how their files are read, which are refused in what words, and what is worked out of them."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pytest

import sources
import sql
from sources import _tunings
from sources._contract import SourceError
from tests import world
from tests.toys import needed

NOWHERE = duckdb.connect()  # what is refused is in no table
HEAD = "base,task,metric,base_score,tuned_score,n,method,rank,cost\n"
GOOD = "ourorg/our-base,quiz,accuracy,.4,.7,1000,lora,16,12.5\n"
ABOUT = """
name = "Our quiz"
suite = "ours"
order = 1
category = "Our work"
description = "Answer our own questions."
dataset = "our own"
metric = "accuracy"
scoring = "right or wrong"
n = 1200
n_source = "our own"
domain = "knowledge"
"""


def loaded(private: Path | None, catalog: Path = world.CATALOG) -> duckdb.DuckDBPyConnection:
    """The raw tables of the made-up world and a fork's folder, without any snapshot."""
    con = sql.connect()
    with tempfile.TemporaryDirectory() as folder:
        sources.load(con, catalog=catalog, snapshots=world.bare(Path(folder)), private=private)
    return con


def files(folder: Path, **texts: str) -> Path:
    """A fork's folder: `ours` is ours.tunings.csv, `quiz_task` quiz.task.toml."""
    for name, text in texts.items():
        task = name.removesuffix("_task")
        (folder / (f"{name}.tunings.csv" if task == name else f"{task}.task.toml")).write_text(text)
    return folder


def refusal(private: Path) -> str:
    """The one sentence in which a folder is refused."""
    with pytest.raises(SourceError) as raised:
        _tunings.load(NOWHERE, world.CATALOG, private)
    said = str(raised.value)
    assert said.startswith(str(private)) and "\n" not in said
    return said


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "ours.tunings.csv: the column 'base' is missing; wanted base, task, metric, base_score"),
        (HEAD.replace("metric,", ""), "ours.tunings.csv: the column 'metric' is missing; wanted base, task"),
        (HEAD.replace("cost", "costs"), "ours.tunings.csv: unknown column 'costs'; wanted base, task"),
        (HEAD.replace("cost", "n"), "ours.tunings.csv: two columns are called 'n'"),
        (HEAD + GOOD + "x/y,quiz,accuracy,.4,.7,9,lora,8,1,2\n", "line 3: has 10 cells, and the first line 9"),
        (HEAD + "x/y,quiz,accuracy,.4,.7,9,lora,8,1,2\n", "line 2: has 10 cells"),
        (HEAD + GOOD + "x/y,quiz,accuracy,.4\n", "line 3: has 4 cells, and the first line 9"),
        (HEAD + "\n\n" + GOOD + GOOD, "line 5: ourorg/our-base on quiz stands twice; tell the runs apart by method"),
        (HEAD + GOOD + GOOD.replace("our-base", "OUR-BASE"), "line 3: ourorg/OUR-BASE on quiz stands twice"),
        (HEAD + "x/y,quiz,accuracy,.4,,,lora,,\nx/y,quiz,accuracy,.5,,,full,,\n", "line 3: x/y on quiz stands twice"),
        (HEAD + GOOD.replace("ourorg/our-base", " "), "line 2: base is empty"),
        (HEAD + GOOD.replace("accuracy", ""), "line 2: metric is empty"),
        (HEAD + GOOD.replace("quiz", "our quiz"), "line 2: the task is 'our quiz', and names a page: use letters"),
        (HEAD + GOOD.replace("quiz", "../quiz"), "line 2: the task is '../quiz', and names a page"),
        (HEAD + GOOD.replace(".4,.7", ","), "line 2: neither base_score nor tuned_score; leave the row out"),
        (HEAD + GOOD.replace(".7", "70"), "line 2: tuned_score = 70; scores are shares from 0 to 1 where more is"),
        (HEAD + GOOD.replace(".4", "-.1"), "line 2: base_score = -0.1; scores are shares"),
        (HEAD + GOOD.replace(".7", "N/A"), "line 2: tuned_score = 'N/A' is not a number; leave it empty"),
        (HEAD + GOOD.replace(".7", "nan"), "line 2: tuned_score = 'nan' is not a number"),
        (HEAD + GOOD.replace("1000", "0"), "line 2: n = '0'; it is a whole number from 1"),
        (HEAD + GOOD.replace("1000", "1e3"), "line 2: n = '1e3'; it is a whole number from 1"),
        (HEAD + GOOD.replace(",16,", ",-16,"), "line 2: rank = '-16'; it is a whole number from 1"),
        (HEAD + GOOD.replace("12.5", "-1"), "line 2: cost = -1; it is in US dollars and not negative"),
        (HEAD + GOOD.replace("12.5", "$12"), "line 2: cost = '$12' is not a number"),
        (HEAD + GOOD + 'x/y,"quiz,accuracy,.4,.7,9,lora,8,1\n', "ours.tunings.csv: cannot be read as CSV"),
        (HEAD + GOOD + "x/y,quiz,f1,.4,.7,,,,\n", "quiz of x/y has the metric 'f1', and others of that task"),
        (HEAD + "x/y,sorting,acc,.4,.7,,,,\n", "such as sorting_acc"),
        (HEAD + "x/y,sorting,accuracy,.4,.7,401,,,\n", "n = 401 of x/y on sorting, which has 400 examples"),
        (HEAD + "x/y,Sorting,accuracy,.4,.7,,,,\n", "the tasks sorting and Sorting differ by capitals only"),
    ],
    ids=lambda value: value.strip()[-40:],
)  # fmt: skip
def test_a_line_that_is_wrong_is_named_with_its_file(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentence in refusal(files(tmp_path, ours=text))


def test_bytes_that_are_no_text_are_named_with_their_file(tmp_path: Path) -> None:
    (tmp_path / "ours.tunings.csv").write_bytes(b"PK\x03\x04\xff\xfe\x00")
    assert "ours.tunings.csv: cannot be read as CSV" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("name", "about", "sentence"),
    [
        ("quiz_task", ABOUT.replace('suite = "ours"\n', ""), "quiz.task.toml: the key 'suite' is missing"),
        ("quiz_task", ABOUT + "shots = 5\n", "quiz.task.toml: unknown key 'shots'; known keys are name, suite"),
        ("quiz_task", ABOUT.replace("right or wrong", "binary"), "scoring = 'binary' should be 'right or wrong' or"),
        ("quiz_task", ABOUT.replace('"knowledge"', '"cooking"'), "there is no 'cooking' among the domains; there are"),
        ("quiz_task", ABOUT.replace("n = 1200", "n = 0"), "quiz.task.toml: n = 0; say in n_source where"),
        ("quiz_task", ABOUT.replace('n_source = "our own"\n', ""), "quiz.task.toml: n = 1200; say in n_source where"),
        ("quiz_task", ABOUT.replace('"Our work"', '"–"'), "quiz.task.toml: category = '–', and names a page"),
        ("quiz_task", ABOUT + "n = 3\n", "quiz.task.toml: cannot be read"),
        ("quiz_task", ABOUT.replace("1200", "999"), "n = 1000 of ourorg/our-base on quiz, which has 999 examples"),
        ("our quiz_task", ABOUT, "our quiz.task.toml: the task is 'our quiz', and names a page"),
        ("sorting_task", ABOUT, "sorting.task.toml: sorting is a task that is shipped; call yours, and the file,"),
        ("quizz_task", ABOUT, "quizz.task.toml: no tuning run is of the task quizz; what do the runs call it?"),
        ("quiz_task", ABOUT.replace('"ours"', '"orchard"'), "quiz.task.toml: suite = 'orchard' is a study that is"),
        ("quiz_task", ABOUT.replace("Our work", "HANDWORK"), "quiz.task.toml: the category 'HANDWORK' of quiz is of"),
        ("all", HEAD + GOOD.replace("quiz", "x"), "all.tunings.csv: the category 'all' of x is that of all tasks;"),
        ("orchard", HEAD + GOOD, "orchard.tunings.csv: orchard is the name of a study that is shipped"),
        ("our runs", HEAD + GOOD, "our runs.tunings.csv: the file's name is 'our runs', and names a page"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_is_named(tmp_path: Path, name: str, about: str, sentence: str) -> None:
    assert sentence in refusal(files(tmp_path, ours=HEAD + GOOD, **{name: about}))


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEAD + GOOD,
        (HEAD + GOOD).replace("\n", "\r\n"),
        HEAD.replace(",", ", ") + GOOD.replace(",", ", ").rstrip("\n"),
        HEAD + "\n" + GOOD.replace("lora", "LoRA") + ",,,,,,,,\n",
        "tuned_score,cost,rank,method,n,base_score,metric,task,base\n.7,12.5,16,lora,1000,.4,accuracy,quiz,ourorg/our-base",
    ],
    ids=["with a mark of order", "from Windows", "with spaces", "with empty lines", "in another order"],
)
def test_a_file_may_be_written_in_several_ways(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ours.tunings.csv"
    path.write_bytes(text.encode())
    (run,) = _tunings.runs_of(path)
    assert run == _tunings.Tuning(
        base="ourorg/our-base", task="quiz", metric="accuracy", base_score=0.4, tuned_score=0.7, n=1000,
        method="lora", rank=16, cost=12.5,
    )  # fmt: skip


RUNS = (
    HEAD
    + GOOD
    + """\
ourorg/our-base,quiz,accuracy,.4,.72,1000,qlora,8,
ourorg/our-base,quiz,accuracy,.4,.74,,full,,
ourorg/our-base,quiz,accuracy,.4,.75,,,,
ourorg/our-base,low,accuracy,.049,.5,1000,full,,
ourorg/our-base,at5,accuracy,.05,.5,1000,full,,
ourorg/our-base,nothing,accuracy,.5,0,1000,full,,
ourorg/our-base,all,accuracy,1,1,1000,full,,
ourorg/our-base,fell,accuracy,1,0,1000,full,,
ourorg/our-base,rose,accuracy,0,1,1000,full,,
ourorg/our-base,solved,"exact_match,strict-match",.4,.7,1000,full,,
ourorg/our-base,summary,rouge,.4,.7,1000,full,,
ourorg/asked,quiz,accuracy,.9,,1000,,,
ourorg/tuned,quiz,accuracy,,.9,1000,lora,,
acorn-ai/Oak-7B-Instruct,sorting,accuracy,.4,.9,100,lora,64,
birch-labs/Birch-3B-it,sorting,accuracy,.4,.9,,lora,,
"""
)
Found = dict[tuple[str, str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    con = loaded(files(tmp_path_factory.mktemp("fork"), ours=RUNS, quiz_task=ABOUT))
    sql.create(con, needed("mart_tuned_bests", "page_site"))
    return con


@pytest.fixture(scope="module")
def found(con: duckdb.DuckDBPyConnection) -> Found:
    """What is worked out of a fork's runs, by base, task and way of tuning."""
    told = con.execute("select * from mart_tuned_scores where source = 'private'")
    names = [column[0] for column in told.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in told.fetchall()]
    return {(row["base"], row["tuning_task_id"], row["setup"]): row for row in rows}


OURS, LORA, FULL = "ourorg/our-base", "LoRA, rank 16", "all weights"


def test_no_run_is_lost_and_ways_of_tuning_are_told_apart(con: duckdb.DuckDBPyConnection, found: Found) -> None:
    assert len(found) == RUNS.count("\n") - 1
    ways = [setup for base, task, setup in found if (base, task) == (OURS, "quiz")]
    assert sorted(ways) == ["LoRA, rank 16", "QLoRA, rank 8", "all weights", "way not stated"]
    assert len({(row["entrant"], row["tuning_task_id"]) for row in found.values()}) == len(found)
    n = con.execute("select count(*) from mart_tuned_scores where source = 'orchard'").fetchall()
    assert n == [(len(_tunings.runs_of(world.CATALOG / "tunings" / "orchard.csv")),)]


def test_every_check_of_tuning_runs_holds_at_the_ends_of_the_scale(con: duckdb.DuckDBPyConnection) -> None:
    checks = [check for check in sql.checks() if check.name.startswith(("stg_tunings:", "mart_tuned_scores:"))]
    assert len(checks) > 8
    assert [str(finding) for finding in sql.findings(con, checks)] == []


def test_a_lift_and_its_errors_are_those_worked_out_by_hand(found: Found) -> None:
    """Base .40, tuned .70, 1,000 examples: the formulas and their values are of METHODS, section 5."""
    row = found[OURS, "quiz", LORA]
    assert row["lift"] == pytest.approx(30)
    assert row["lift_se"] == pytest.approx(2.1213, abs=5e-5)
    assert [row["lift_low"], row["lift_high"]] == pytest.approx([25.8423, 34.1577], abs=5e-4)
    assert row["relative_lift"] == pytest.approx(0.75)
    assert [row["relative_low"], row["relative_high"]] == pytest.approx([0.605673, 0.907300], abs=1e-6)
    assert row["gap_closed"] == pytest.approx(50)
    assert row["log_odds_lift"] == pytest.approx(1.252763, abs=1e-6)
    assert row["log_odds_se"] == pytest.approx(0.094491, abs=1e-6)
    assert (row["cost_usd"], row["rank"], row["method"]) == (12.5, 16, "lora")
    same = found[OURS, "solved", FULL]
    assert same["lift_low"] == row["lift_low"], "after the comma stands how the answer was found"


def test_a_mean_of_shares_has_a_bound_and_no_interval(found: Found) -> None:
    row = found[OURS, "summary", FULL]
    assert row["lift_se"] == pytest.approx(2.1213, abs=5e-5)
    assert {row[f"{name}_{end}"] for name in ("base", "tuned", "lift", "relative") for end in ("low", "high")} == {None}


def test_below_five_points_there_is_no_relative_lift(found: Found) -> None:
    assert found[OURS, "low", FULL]["relative_lift"] is None
    assert found[OURS, "low", FULL]["relative_low"] is None
    assert found[OURS, "at5", FULL]["relative_lift"] == pytest.approx(9)
    assert found[OURS, "at5", FULL]["relative_low"] < 9


@pytest.mark.parametrize(
    ("task", "lift", "relative", "gap"),
    [("nothing", -50, -1, -100), ("all", 0, 0, None), ("fell", -100, -1, None), ("rose", 100, None, 100)],
)
def test_a_score_at_the_end_of_the_scale_is_not_taken_to_be_certain(
    found: Found, task: str, lift: float, relative: float | None, gap: float | None
) -> None:
    row = found[OURS, task, FULL]
    assert (row["lift"], row["relative_lift"], row["gap_closed"]) == (lift, relative, gap)
    assert row["lift_se"] > 0 and -100 <= row["lift_low"] < row["lift_high"] <= 100
    missing = ("relative_low", "relative_high", "log_odds_lift", "log_odds_se")
    assert {row[name] for name in missing} == {None}


def test_what_was_only_asked_or_only_scored_after_tuning_has_no_lift(found: Found) -> None:
    asked, tuned = found["ourorg/asked", "quiz", ""], found["ourorg/tuned", "quiz", "LoRA"]
    assert (asked["is_reference"], asked["base_score"], asked["tuned_score"], asked["lift"]) == (True, 90, None, None)
    assert (tuned["is_reference"], tuned["base_score"], tuned["tuned_score"], tuned["lift"]) == (False, None, 90, None)
    assert asked["base_low"] is not None and tuned["tuned_low"] is not None


def test_a_number_of_examples_is_the_runs_own_or_that_of_the_forks_own_task(found: Found) -> None:
    assert found[OURS, "quiz", LORA]["n"] == 1000
    assert found[OURS, "quiz", FULL]["n"] == 1200, "the file of the task says so"
    assert found["acorn-ai/Oak-7B-Instruct", "sorting", "LoRA, rank 64"]["n"] == 100
    unsaid = found["birch-labs/Birch-3B-it", "sorting", "LoRA"]
    assert (unsaid["n"], unsaid["lift"], unsaid["lift_se"], unsaid["lift_low"]) == (None, 50, None, None)


def test_a_run_of_unknown_error_has_no_chance_told_and_takes_none_from_the_others(
    con: duckdb.DuckDBPyConnection,
) -> None:
    told = "select count(*), count(p_first), round(sum(p_first), 6), count(delta_star), max(rank_high)"
    rows = con.execute(f"{told} from mart_tuned_bests where tuning_task_id = 'sorting'").fetchall()
    assert rows == [(4, 3, 1.0, 0, 4)]


def test_a_task_is_described_by_its_file_or_else_by_that_of_its_runs(found: Found) -> None:
    assert (found[OURS, "quiz", LORA]["category_id"], found[OURS, "low", FULL]["category_id"]) == ("our-work", "ours")
    sorting = found["acorn-ai/Oak-7B-Instruct", "sorting", "LoRA, rank 64"]
    assert (sorting["suite_id"], sorting["study_id"], sorting["relationship"]) == ("orchard", "ours", "other")


def test_a_copy_with_nothing_private_but_tuning_runs_says_not_to_publish_it(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("select has_private, 'private' in sources from page_site").fetchall() == [(True, True)]


def test_without_being_asked_for_no_run_of_a_fork_is_read(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog"
    shutil.copytree(world.CATALOG, catalog)
    for folder in (catalog, catalog / "private", tmp_path / "private"):
        folder.mkdir(exist_ok=True)
        files(folder, canary=HEAD + GOOD, quiz_task=ABOUT)
    con = loaded(None, catalog)
    assert con.execute("select count(*) from raw_tuning where source <> 'orchard'").fetchall() == [(0,)]
    assert con.execute("select count(*) from raw_tuning_task where tuning_task_id = 'quiz'").fetchall() == [(0,)]
