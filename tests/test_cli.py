"""The command line: every command shows how it is used, and what is wrong is said in one sentence."""

import re
from pathlib import Path

import click
import pytest

import build
from tests import world
from tests.conftest import Run, kept

COMMANDS = list(build.cli.commands)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_says_what_a_command_does_and_gives_an_example(run: Run, command: str) -> None:
    done = run(*([command] if command else []), "--help")
    assert done.returncode == 0
    usage, _, rest = done.stdout.partition("\n")
    assert usage.startswith(f"Usage: build.py {command}".strip())
    assert re.search(rf"build\.py {command}".strip(), rest), "no example"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(command: str) -> None:
    options = [p for p in build.cli.commands[command].params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []


def told(run: Run, *arguments: object, **environment: object) -> str:
    """The one sentence that a failing command says."""
    done = run(*arguments, **environment)
    assert done.returncode in (1, 2), done.stdout
    assert "Traceback" not in done.stderr
    (sentence,) = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    return sentence


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["bild"], "No such command 'bild'"),
        (["--colour"], "No such option '--colour'"),
        (["build", "--out"], "Option '--out' requires an argument"),
        (["fetch", "lmsys"], "no source is called 'lmsys'; there are aider, arena"),
        (["serve", "--port", "banana"], "'banana' is not a valid integer"),
        (["serve", "--port", "70000"], "70000 is not in the range 0<=x<=65535"),
    ],
)
def test_a_wrong_word_is_answered_with_what_would_be_right(run: Run, arguments: list[str], sentence: str) -> None:
    assert sentence in told(run, *arguments)


def test_building_is_what_is_done_where_no_command_is_named(run: Run, tmp_path: Path) -> None:
    """Shown by its refusal, which takes no time: options of `build` are understood without the word."""
    (tmp_path / "mine.txt").write_text("mine")
    assert f"{tmp_path} is not empty and no site of ours" in told(run, "--out", tmp_path)


def test_a_folder_that_is_not_ours_is_refused_and_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("somebody's page")
    before = kept(tmp_path)
    assert "empty it or name another with --out" in told(run, "build", "--force", "--out", tmp_path)
    assert kept(tmp_path) == before


def test_a_file_where_the_folder_should_be_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    assert f"{tmp_path / 'site'} is a file" in told(run, "build", "--out", tmp_path / "site")


def test_a_folder_that_cannot_be_made_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert str(tmp_path / "file") in told(run, "build", "--out", tmp_path / "file" / "site")


def test_a_check_passes_and_counts(run: Run, checkout: Path) -> None:
    done = run("check", root=checkout)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\d+ checks, 0 errors, \d+ warnings\n", done.stdout)
    assert int(done.stdout.split()[0]) > 90


@pytest.mark.parametrize("status", ["written", "unchanged", "failed"])
def test_fetch_says_of_each_source_what_became_of_it(fetch, up, status: str) -> None:
    if status == "unchanged":
        fetch("models_dev")
    if status == "failed":
        up.files.clear()
    code, said = fetch("models_dev")
    assert re.search(rf"^{status} *models_dev: \S", said, re.M)
    assert code == (1 if status == "failed" else 0)


def test_the_mirror_may_be_named_as_an_option(run: Run, up, tmp_path: Path) -> None:
    done = run("fetch", "models_dev", "--mirror", up.url, "--snapshots", tmp_path / "s", SHORTLIST_RETRIES=0)
    assert done.returncode == 0, done.stderr
    assert [request.path for request in up.requests] == [world.PRICES]
