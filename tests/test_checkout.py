"""A checkout from end to end, on the made-up world: built by its command line, changed, broken, and built again."""

import shutil
import socket
from pathlib import Path

import pytest

from tests.conftest import Run, kept
from tests.test_private import ABOUT, CANARY, SCORES, holding


def built(run: Run, checkout: Path, *arguments: object, **environment: object) -> str:
    """What a build that works says."""
    done = run(*arguments, root=checkout, SHORTLIST_CACHE=checkout / ".cache", **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(run: Run, checkout: Path, *arguments: object) -> str:
    """The one sentence that a build which does not work says."""
    done = run(*arguments, root=checkout, SHORTLIST_CACHE=checkout / ".cache")
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    (sentence,) = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    return sentence


def test_a_site_is_built_left_as_it_is_while_nothing_changes_and_loses_what_has_vanished(
    run: Run, checkout: Path
) -> None:
    said = built(run, checkout)
    site = checkout / "site"
    assert "pages and" in said and (site / "models" / "acorn-ai" / "oak-70b" / "index.html").is_file()
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    assert "Nothing has changed" in built(run, checkout)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before
    (checkout / "sources" / "catalog" / "tiers" / "8gb.toml").unlink()
    assert " 0 removed" not in built(run, checkout)
    assert not (site / "hardware" / "8gb").exists()
    assert (site / "index.html").stat().st_mtime_ns != before[site / "index.html"]
    assert (site / ".shortlist").stat().st_mtime_ns == before[site / ".shortlist"], "what is the same is not written"


def test_two_checkouts_make_the_same_bytes(run: Run, checkout: Path) -> None:
    other = checkout.parent / "elsewhere" / "checkout"
    shutil.copytree(checkout, other)
    built(run, checkout, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED=1)
    built(run, other, TZ="America/Los_Angeles", PYTHONHASHSEED=2)
    first, second = kept(checkout / "site"), kept(other / "site")
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("sources/catalog/tiers/8gb.toml", "order = 1", "order = one", "tiers/8gb.toml: cannot be read"),
        ("sources/catalog/tiers/8gb.toml", "order = 1", "rank = 1", "tiers/8gb.toml: unknown key 'rank'"),
        (
            "sources/catalog/benchmarks/hle.toml",
            "hle_external",
            "hle",
            "every benchmark in the catalogue has a score: 1 row breaks it",
        ),
        ("sql/mart_models.sql", "select", "selekt", "mart_models.sql: Parser Error"),
        (
            "templates/pages/arena/index.html",
            "{{ key() }}",
            "{{ kee() }}",
            "templates/pages/arena/index.html at arena/: 'kee' is undefined",
        ),
        ("templates/pages/arena/index.html", "page_arena_history", "mart_models", "mart_models is not a page_ view"),
    ],
    ids=["no TOML", "an unknown key", "a mistyped name", "no SQL", "an unknown word", "a table that is not public"],
)
def test_a_broken_file_is_named_and_the_last_good_site_stands(
    run: Run, checkout: Path, file: str, old: str, new: str, sentence: str
) -> None:
    path = checkout / file
    text = path.read_text()
    assert old in text
    site = checkout / "site"
    site.mkdir()
    (site / ".shortlist").write_text("A site built by Shortlist")
    (site / "index.html").write_text("the last good site")
    path.write_text(text.replace(old, new))
    assert sentence in refused(run, checkout)
    assert (site / "index.html").is_file()
    if not file.startswith("templates"):
        assert (site / "index.html").read_text() == "the last good site"


def test_a_missing_part_of_the_checkout_is_named(run: Run, checkout: Path) -> None:
    shutil.rmtree(checkout / "sources" / "snapshots")
    assert "snapshots: no such folder; run this from a complete checkout" in refused(run, checkout)


def test_private_results_are_built_in_only_when_asked_for_and_leave_with_the_next_build(
    run: Run, checkout: Path
) -> None:
    private = checkout / "sources" / "private"
    (private / "ours.csv").write_text(SCORES)
    (private / f"{CANARY}.toml").write_text(ABOUT)
    built(run, checkout, "--private")
    assert "benchmarks/canary-quiz/index.html" in holding(checkout / "site", b"Canary Quiz")
    built(run, checkout)
    assert holding(checkout / "site", b"anary") == set()


def test_the_site_can_be_built_as_of_a_date(run: Run, checkout: Path) -> None:
    arena = checkout / "sources" / "snapshots" / "arena"
    for path in list(arena.iterdir()):
        path.rename(arena / f"2026-03-01.{path.name.split('.', 1)[1]}")
    built(run, checkout, "build", "--as-of", "2026-03-15")
    assert b"acorn-large-thinking" in (checkout / "site" / "arena" / "index.html").read_bytes()
    assert "2026-02-28" in refused(run, checkout, "build", "--as-of", "2026-02-28")


def test_a_port_in_use_is_named_with_what_to_do(run: Run, checkout: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port} cannot be used" in refused(run, checkout, "serve", "--port", port)
