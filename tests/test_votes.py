"""Files of pairwise votes: how a vote may be written, which votes are asked for, every refusal, and the command."""

import gzip
import io
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner

import build
from sources import _votes
from sources._contract import SourceError
from tests.conftest import Run
from tests.test_cli import told
from tests.test_ratings import COLUMNS, HEAD, csv, parquet, rated

WORDS = {
    "model_a": "a", "MODEL_A": "a", "a": "a", "A": "a", " a ": "a", "Oak-7B": "a", "oak-7b": "a", "model_b": "b",
    "b": "b", "B": "b", "birch/3B": "b", "tie": "tie", "Tie": "tie", "tie (bothbad)": "tie", "both_bad": "tie",
    "both": "tie", "draw": "tie", "DRAW": "tie",
}  # fmt: skip


@pytest.mark.parametrize(("word", "won"), WORDS.items(), ids=repr)
def test_a_winner_is_read_as_people_write_it(tmp_path: Path, word: str, won: str) -> None:
    counted, _ = _votes.read(csv(tmp_path, f"Oak-7B,birch/3B,{word}\n"))
    (row,) = counted.to_dict("records")
    assert row == {"model_a": "Oak-7B", "model_b": "birch/3B", "wins_a": int(won == "a"), "wins_b": int(won == "b"),
                   "ties": int(won == "tie")}  # fmt: skip


ROUND = "x,y,a\ny,z,a\nz,x,a\n"


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEAD + ROUND,
        HEAD.replace(",", ";") + ROUND.replace(",", ";"),
        (HEAD + ROUND).replace("\n", "\r\n"),
        "winner,more,Model_B,MODEL_A\na,#,y,x\na,#,z,y\na,#,x,z\n",
        'model_a,model_b,winner\n"x","y","a"\ny,z,a\nz,x,a',
    ],
    ids=["a byte-order mark", "semicolons", "lines of Windows", "columns in another order",
         "quotes, and no last line end"],
)  # fmt: skip
def test_a_csv_is_read_however_it_is_written(tmp_path: Path, text: str) -> None:
    path = tmp_path / "it's [1] of *.csv"
    path.write_bytes(text.encode())
    packed = tmp_path / "votes.csv.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    for file in (path, packed):
        assert _votes.read(file)[0].to_numpy().tolist() == [
            ["x", "y", 1, 0, 0],
            ["x", "z", 0, 1, 0],
            ["y", "z", 1, 0, 0],
        ]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_votes_may_be_of_a_category_and_a_span(tmp_path: Path, suffix: str) -> None:
    dates = pd.to_datetime(["2026-01-01 23:59", "2026-01-02 00:00", "2026-01-03 12:00", "2026-01-04 08:00",
                            "2026-01-05 00:00"])  # fmt: skip
    table = pd.DataFrame({"model_a": "x", "model_b": "y", "winner": ["a", "b", "tie", "a", "a"], "date": dates,
                          "category": ["code", "code", "code", "maths", None]})  # fmt: skip
    path = tmp_path / f"votes.{suffix}"
    table.to_csv(path, index=False) if suffix == "csv" else parquet(table, path)

    def counted(**asked: Any) -> list[int]:
        return _votes.read(path, **asked)[0][["wins_a", "wins_b", "ties"]].to_numpy()[0].tolist()

    day = [stamp.date() for stamp in dates]
    assert counted() == [3, 1, 1]
    assert counted(category="code") == [1, 1, 1]
    assert counted(since=day[1]) == [2, 1, 1]
    assert counted(until=day[0]) == [1, 0, 0]
    assert counted(since=day[0], until=day[2], category="code") == [1, 1, 1]


REFUSED = {
    "an unknown winner": (HEAD + "x,y,a\nx,y,left\nx,y,left\n",
        "winner = 'left' is none of model_a, model_b, tie and the two names (2 votes, the first in row 2"),
    "no winner": (HEAD + "x,y,a\nx,y,\n", "winner is empty (1 vote in row 2 below the header)"),
    "a winner of two meanings": (HEAD + "b,a,a\n", "winner = 'a' is a model's name and also says another side"),
    "names that differ in case only": (HEAD + "Oak,OAK,oak\n", "winner = 'oak' is none of"),
    "two kinds of trouble": (HEAD + "x,y,left\nx,y,left\nx,,a\n", "row 1 below the header; 1 more such words)"),
    "no name": (HEAD + "x,y,a\nx,y,b\n,y,a\n", "model_a is empty (1 vote in row 3"),
    "a name of spaces": (HEAD + "x,  ,a\n", "model_b is empty (1 vote in row 1"),
    "a model against itself": (HEAD + "x,y,a\nx,x,tie\n", "a model is compared with itself: x (1 vote in row 2"),
    "a lost column": ("model_a,model_b,won\nx,y,a\n",
        "the column 'winner' is missing; there are model_a, model_b, won"),
    "a column twice": ("model_a,model_b,winner,Winner\nx,y,a,a\n", "two columns are called 'winner'"),
    "nothing at all": ("", "is empty"),
    "a header only": (HEAD, "holds no vote below its header"),
    "a short line": (HEAD + "x,y,a\nx,y\n", "cannot be read (Invalid Input Error: CSV Error on Line: 3"),
    "a long line": (HEAD + "x,y,a\nx,y,a,b\n", "cannot be read (Invalid Input Error: CSV Error on Line: 3"),
    "one vote": (HEAD + "x,y,a\n", "holds one vote only"),
    "one tie": (HEAD + "x,y,tie\n", "holds one vote only"),
    "groups apart": (HEAD + "x,y,a\nx,y,b\ny,z,tie\nu,v,a\nu,v,b\n",
        "fall into 2 groups that were never compared with each other, the smallest u, v;"),
    "one that won all": (HEAD + ROUND + "top,x,a\ntop,y,a\n", "top won every vote, 2 of 2, so no finite rating fits"),
    "one that lost all": (HEAD + ROUND + "x,low,a\n", "low lost every vote, 1 of 1, so no finite rating fits"),
    "a set that won all": (HEAD + ROUND + "u,v,tie\nu,x,a\ny,v,b\nu,v,a\n",
        "u, v won every vote against the others, 2 of 2, so no finite rating fits"),
    "two models and one winner": (HEAD + "x,y,a\nx,y,a\n", "x won every vote, 2 of 2, so no finite rating fits"),
    "ties only": (HEAD + "x,y,tie\nx,y,both\n", "a tie between equals, so nothing says how uncertain"),
    "a model tied with one equal": (HEAD + ROUND + "x,u,tie\nx,u,tie\n",
        "every vote between u and the others is a tie between equals"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_allows_no_rating_is_refused_by_name(tmp_path: Path, text: str, sentence: str) -> None:
    path = csv(tmp_path, text, head="")
    with pytest.raises(SourceError) as raised:
        rated(path)
    said = str(raised.value)
    assert sentence in said
    assert said.startswith(f"{path}: ") and said.count("\n") == 0


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"category": "art"}, "no vote is of the category 'art'; there are code (2), maths (1)"),
        ({"since": pd.Timestamp("2027-01-01").date()}, "within that span; the dates are 2026-01-01 to 2026-01-01"),
        ({"until": pd.Timestamp("2025-01-01").date()}, "no date that can be read (2 votes, the first in row 2"),
    ],
    ids=["an unknown category", "a span without votes", "a vote without a date"],
)
def test_a_choice_that_leaves_no_vote_says_what_there_is(tmp_path: Path, asked: dict[str, Any], sentence: str) -> None:
    dates = ["2026-01-01"] * 3 if "since" in asked else ["2026-01-01", "May", ""]
    rows = [f"x,y,a,{c},{d}\n" for c, d in zip(("code", "maths", "code"), dates, strict=True)]
    with pytest.raises(SourceError, match=r"votes\.csv") as raised:
        rated(csv(tmp_path, "".join(rows), head="model_a,model_b,winner,category,date\n"), **asked)
    assert sentence in str(raised.value)


@pytest.mark.parametrize(("asked", "column"), [({"category": "x"}, "category"), ({"until": "x"}, "date")])
def test_a_choice_by_a_column_that_is_not_there_is_refused(tmp_path: Path, asked: dict[str, Any], column: str) -> None:
    with pytest.raises(SourceError, match=rf"--\w+ needs a column '{column}'; there are model_a, model_b, winner"):
        rated(csv(tmp_path, ROUND), **asked)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("votes.parquet", b"PAR1 and no more", "cannot be read"),
        ("votes.parquet", b"", "cannot be read"),
        ("votes.csv", HEAD.encode() + b"x,\xff\xfe,a\n", "cannot be read"),
        ("votes.csv", b"\xff\xfemodel_a", "UTF-8"),
        ("votes.csv.gz", b"no gzip", "cannot be read as CSV"),
        ("votes.txt", HEAD.encode(), "ends in none of .csv, .csv.gz and .parquet"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError) as raised:
        rated(tmp_path / name)
    assert sentence in str(raised.value) and str(raised.value).startswith(str(tmp_path / name))


def test_the_command_prints_csv_where_no_file_is_named(run: Run, tmp_path: Path) -> None:
    votes = csv(tmp_path, ROUND * 3 + "x,z,tie\n")
    done = run("ratings", votes)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == ",".join(COLUMNS)
    pd.testing.assert_frame_equal(pd.read_csv(io.StringIO(done.stdout)), rated(votes), check_dtype=False)
    assert f"Error: {tmp_path / 'none.csv'}: No such file or directory" == told(run, "ratings", tmp_path / "none.csv")


def said(*arguments: object) -> tuple[int, str, str]:
    """Exit status, output and complaints of `build.py` in this process, which saves its start."""
    done = CliRunner().invoke(build.cli, [str(argument) for argument in arguments])
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize("suffix", ["csv", "parquet", "json"])
def test_the_command_writes_the_format_that_the_ending_names(tmp_path: Path, suffix: str) -> None:
    votes, out = csv(tmp_path, ROUND * 3 + "x,z,tie\n"), tmp_path / f"ratings.{suffix}"
    assert said("ratings", votes, "--out", out) == (0, "", f"{out}: 3 models from 10 votes\n")
    read = {"csv": pd.read_csv, "json": pd.read_json, "parquet": lambda path: duckdb.read_parquet(str(path)).df()}
    table = read[suffix](out)
    pd.testing.assert_frame_equal(table, rated(votes), check_dtype=False)
    assert suffix != "csv" or out.read_text() == said("ratings", votes)[1]


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["bad.csv"], 1, "winner = 'left' is none of"),
        (["good.csv", "--category", "code"], 1, "--category needs a column 'category'"),
        (["good.csv", "--out", "ratings.txt"], 2, "ends in none of .csv, .parquet, .json"),
        (["good.csv", "--out", "good.csv"], 2, "would overwrite the votes"),
        (["good.csv", "--out", "no/such/folder.csv"], 1, "cannot be written (IO"),
        (["good.csv", "--since", "May"], 2, "does not match the format"),
        ([], 2, "Missing argument 'VOTES'"),
    ],
)
def test_the_command_says_what_is_wrong_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    csv(tmp_path, ROUND, name="good.csv")
    csv(tmp_path, ROUND + "x,y,left\n", name="bad.csv")
    code, printed, complaint = said("ratings", *arguments)
    assert (code, printed) == (status, "")
    assert complaint.splitlines()[-1].startswith("Error: ") and sentence in complaint
    assert {path.name for path in tmp_path.iterdir()} == {"good.csv", "bad.csv"}
    assert (tmp_path / "good.csv").read_text() == HEAD + ROUND
