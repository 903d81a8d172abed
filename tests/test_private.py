"""A fork's own results: in every list and page where they are asked for, and in no byte where they are not."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from sources import _votes, private_results, private_votes
from sources._contract import SourceError
from sql import _bradley_terry
from tests import world
from tests.conftest import made, rendered

CANARY = "canary-quiz"
ABOUT = """
name = "Canary Quiz"
domain = "knowledge"
board = "open"
source = "private"
upstream = "canary-quiz"
metric = "accuracy"
unit = "points"
factor = 1
counts = true
n = 200
n_source = "our own"
released = "2026-01"
url = "https://example.org/canary-quiz"
measures = "Our own work."
misses = "All other work."
problems = ["It is ours."]
"""
SCORES = """model,benchmark,metric,value,n
acorn-ai/Oak-7B-Instruct,canary-quiz,accuracy,91.5,200
birch-labs/Birch-3B-it,canary-quiz,accuracy,60,
acorn/acorn-large,canary-quiz,accuracy,97,200
"""


VOTES = """model_a,model_b,winner,date
acorn-ai/Oak-7B-Instruct,birch-labs/Birch-3B-it,model_a,2026-05-01
acorn-ai/Oak-7B-Instruct,birch-labs/Birch-3B-it,model_a,2026-05-02
birch-labs/Birch-3B-it,acorn-ai/Oak-7B-Instruct,birch-labs/Birch-3B-it,2026-05-03
acorn/acorn-large,acorn-ai/Oak-7B-Instruct,tie,2026-05-04
acorn/acorn-large,birch-labs/Birch-3B-it,a,2026-05-04
"""
ARENA = (
    ABOUT.replace("Canary Quiz", "Canary Arena").replace("canary-quiz", "canary-arena").replace("accuracy", "rating")
    .replace("points", "elo").replace('"open"', '"votes"').replace('"knowledge"', '"human-preference"')
    .replace("n = 200\n", "").replace('n_source = "our own"\n', "")
)  # fmt: skip


def arena(folder: Path, votes: str = VOTES, about: str = ARENA) -> Path:
    """Votes of a fork's own in a folder, with what describes them."""
    folder.mkdir(exist_ok=True)
    (folder / "canary-arena.votes.csv").write_text(votes)
    (folder / "canary-arena.toml").write_text(about)
    return folder


TUNED = """base,task,metric,base_score,tuned_score,n,method,rank,cost
acorn-ai/Oak-7B-Instruct,sorting,accuracy,.4,.8,300,qlora,8,
canary-org/our-base,canary-task,f1,.4,.7,,full,,12.5
"""
TASK = """
name = "Canary Task"
suite = "canary"
order = 1
category = "Canary work"
description = "Our own work."
dataset = "our own"
metric = "f1"
scoring = "partial credit"
"""


def private(folder: Path, scores: str = SCORES) -> Path:
    folder.mkdir(parents=True)
    (folder / "canary.tunings.csv").write_text(TUNED)
    (folder / "canary-task.task.toml").write_text(TASK)
    (folder / "ours.csv").write_text(scores)
    (folder / f"{CANARY}.toml").write_text(ABOUT)
    return folder


@pytest.fixture(scope="module")
def con(world_snapshots: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    return made(world_snapshots, private=arena(private(tmp_path_factory.mktemp("fork") / "private")))


@pytest.fixture(scope="module")
def private_site(con: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendered(con, tmp_path_factory.mktemp("private-site"))


@pytest.mark.parametrize(
    ("view", "where"),
    [
        ("page_benchmarks", "benchmark_id = 'canary-quiz' and n_models = 3"),
        ("page_benchmark_ranks", "benchmark_id = 'canary-quiz' and model_name = 'Oak-7B-Instruct' and rank_low < 3"),
        ("page_domain_benchmarks", "benchmark_id = 'canary-quiz' and domain_id = 'knowledge' and counts"),
        ("page_domain_benchmarks", "benchmark_id = 'canary-quiz' and domain_id = 'overall'"),
        ("page_domain_ranks", "model_id = 'acorn-ai/oak-7b-instruct' and domain_id = 'overall' and n_benchmarks = 4"),
        ("page_model_scores", "benchmark_id = 'canary-quiz' and score = 60 and score_low < 60 and source = 'private'"),
        ("page_model_scores", "benchmark_id = 'canary-quiz' and model_id = 'acorn/acorn-large' and score = 97"),
        ("page_benchmarks", "benchmark_id = 'canary-arena' and n_models = 3"),
        ("page_benchmark_ranks", "benchmark_id = 'canary-arena' and model_name = 'Oak-7B-Instruct' and rank_high = 3"),
        ("page_model_scores", "benchmark_id = 'canary-arena' and score_low < score - 100 and dated = '2026-05-04'"),
        ("mart_tuned_scores", "model_id = 'acorn-ai/oak-7b-instruct' and study_id = 'canary' and lift_low < 40"),
        ("mart_tuned_scores", "base_name = 'our-base' and category_id = 'canary-work' and lift = 30"),
        ("page_site", "has_private"),
    ],
)
def test_a_private_score_is_in_every_view_it_bears_on(con: duckdb.DuckDBPyConnection, view: str, where: str) -> None:
    assert con.execute(f"select count(*) from {view} where {where}").fetchall()[0][0] > 0


def test_a_private_score_changes_the_average_of_its_board(
    con: duckdb.DuckDBPyConnection, world_con: duckdb.DuckDBPyConnection
) -> None:
    overall = """
        select score from mart_domain_scores
        where model_id = 'acorn-ai/oak-7b-instruct' and domain_id = 'overall' and board_id = 'open'
    """
    (before,), (after,) = world_con.execute(overall).fetchall()[0], con.execute(overall).fetchall()[0]
    assert after == pytest.approx((3 * before + 91.5) / 4)


def holding(folder: Path, word: bytes) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and word in path.read_bytes()
    }


def test_a_private_score_is_on_the_pages_with_a_warning_not_to_publish_them(private_site: Path) -> None:
    found = holding(private_site, CANARY.encode())
    assert {
        "benchmarks/canary-quiz/index.html",
        "models/acorn-ai/oak-7b-instruct/index.html",
        "domains/knowledge/index.html",
    } <= found
    tuned = holding(private_site, b"our-base")
    pages = ("", "models/", "which-base/", "tasks/canary-task/", "categories/canary-work/")
    assert {f"tuning/{page}index.html" for page in pages} <= tuned
    assert holding(private_site, b"tuned for $12.50") == {"tuning/tasks/canary-task/index.html"}
    assert {"tuning/tasks/sorting/index.html", "tuning/models/index.html"} <= holding(private_site, b"QLoRA, rank 8")
    assert "benchmarks/canary-arena/index.html" in holding(private_site, b"Canary Arena")
    pages = {path.relative_to(private_site).as_posix() for path in private_site.rglob("*.html")}
    assert holding(private_site, b"This copy contains private results") == pages


def test_without_being_asked_for_nothing_private_is_in_any_file(world_site: Path) -> None:
    assert len(list(world_site.rglob("*.html"))) > 20
    assert holding(world_site, b"canary") == set()
    assert holding(world_site, b"Canary") == set()
    assert holding(world_site, b"private results") == set()


def test_loading_without_private_reads_nothing_of_it_even_beside_the_catalogue(
    world_snapshots: Path, tmp_path: Path
) -> None:
    catalog = tmp_path / "catalog"
    shutil.copytree(world.CATALOG, catalog)
    private(catalog / "private")
    con = made(world_snapshots, catalog=catalog)
    assert con.execute("select count(*) from raw_result where source = 'private'").fetchall() == [(0,)]
    assert con.execute("select count(*) from raw_benchmark where benchmark_id = 'canary-quiz'").fetchall() == [(0,)]
    assert con.execute("select count(*) from raw_tuning where study_id = 'canary'").fetchall() == [(0,)]
    assert con.execute("select count(*) from raw_tuning_task where suite = 'canary'").fetchall() == [(0,)]


Wrong = Callable[[str], str]


@pytest.fixture
def message(tmp_path: Path) -> Wrong:
    """What is said of a CSV."""

    def said(scores: str) -> str:
        with pytest.raises(SourceError) as raised:
            private_results(private(tmp_path / "private", scores))
        return str(raised.value)

    return said


HEAD = "model,benchmark,metric,value,n\n"
GOOD = "acorn-ai/Oak-7B-Instruct,canary-quiz,accuracy,91.5,200\n"


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        (
            "model,benchmark,metric,n\na/b,canary-quiz,accuracy,9\n",
            "ours.csv: the column 'value' is missing; wanted model, benchmark",
        ),
        (
            "model,benchmark,metric,value,n,notes\na/b,canary-quiz,accuracy,9,9,x\n",
            "ours.csv: unknown column 'notes'; wanted model",
        ),
        (
            HEAD + GOOD + "a/b,canary-quiz,accuracy,ninety,10\n",
            "ours.csv, line 3: could not convert string to float: 'ninety'",
        ),
        (HEAD + GOOD + "a/b,canary-quiz,accuracy,90,ten\n", "ours.csv, line 3: invalid literal for int()"),
        (HEAD + GOOD + "a/b,canary-quiz,accuracy,90,0\n", "ours.csv, line 3: n = 0"),
        (HEAD + GOOD + "a/b,canary-quiz,accuracy,0.915,200\n", "ours.csv, line 3: value = 0.915 looks like a share"),
        (HEAD + GOOD + "a/b,canary-quiz,accuracy,101,200\n", "ours.csv, line 3: value = 101; with factor = 1 it is"),
        (HEAD + GOOD + "a/b,canary-quiz,accuracy,-1,200\n", "ours.csv, line 3: value = -1; with factor = 1 it is"),
        (HEAD + GOOD + "a/b,canary-quiz,accuracy,,10\n", "ours.csv, line 3: could not convert"),
        (HEAD + GOOD + "a/b,other-quiz,accuracy,90,10\n", "ours.csv, line 3: describe the benchmark in"),
        (HEAD + GOOD + "a/b,canary-quiz,accuracy,nan,10\n", "ours.csv"),
        (HEAD + GOOD + ",canary-quiz,accuracy,90,10\n", "ours.csv: a row without a model name"),
        (HEAD + GOOD + GOOD, "ours.csv: two rows with the key ('acorn-ai/Oak-7B-Instruct', 'canary-quiz'"),
        (HEAD + GOOD + "a/b,canary-quiz,accuracy,1,2,3,4\n", "ours.csv: cannot be read as CSV"),
        ("", "ours.csv: cannot be read as CSV"),
    ],
    ids=[
        "a lost column",
        "an unknown column",
        "a value in words",
        "a number in words",
        "no questions",
        "a share for percent",
        "above the whole",
        "below nothing",
        "no value",
        "an unknown benchmark",
        "not a number",
        "no model",
        "the same twice",
        "too many cells",
        "an empty file",
    ],
)
def test_a_bad_line_is_named_with_its_file(message: Wrong, scores: str, sentence: str) -> None:
    said = message(scores)
    assert sentence in said
    assert said.startswith("/") and said.count("\n") == 0


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere: no such folder; private results live in CSV files there"):
        private_results(tmp_path / "nowhere")


def test_private_votes_are_rated_as_the_command_rates_them(tmp_path: Path) -> None:
    found = {row.model: row for row in private_votes(arena(tmp_path / "private"))}
    pairs, _ = _votes.read(tmp_path / "private" / "canary-arena.votes.csv")
    for row in _bradley_terry.ratings(pairs, "").itertuples():
        ours = found[row.model]
        # The mean is fixed, which correlates the ratings: combined as if independent they must be that much wider.
        wider = (len(found) / (len(found) - 1)) ** 0.5
        ends = [row.rating + wider * (end - row.rating) for end in (row.rating_low, row.rating_high)]
        assert [ours.score, ours.score_low, ours.score_high] == pytest.approx([row.rating, *ends])
        assert (ours.benchmark, ours.metric, ours.n) == ("canary-arena", "rating", None)
    assert private_results(tmp_path / "private") == [], "votes are no table of scores"


@pytest.mark.parametrize(
    ("votes", "about", "sentence"),
    [
        (VOTES.replace(",tie,", ",neither,"), ARENA, "canary-arena.votes.csv: winner = 'neither' is none of"),
        (VOTES.splitlines()[0] + "\n", ARENA, "canary-arena.votes.csv: holds no vote"),
        (VOTES, ARENA.replace('"elo"', '"points"'), "canary-arena.toml: unit = 'points' should be 'elo'"),
        (VOTES, None, "canary-arena.votes.csv: describe the benchmark in"),
    ],
    ids=["an unknown winner", "no votes", "another unit", "no description"],
)
def test_private_votes_that_cannot_be_rated_are_named_with_their_file(
    tmp_path: Path, votes: str, about: str | None, sentence: str
) -> None:
    folder = arena(tmp_path / "private", votes, about or "")
    if about is None:
        (folder / "canary-arena.toml").unlink()
    with pytest.raises(SourceError) as raised:
        private_votes(folder)
    assert sentence in str(raised.value) and str(raised.value).startswith(str(folder))
