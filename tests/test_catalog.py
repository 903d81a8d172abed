"""The catalogue's strict schema: whatever is wrong in a file is said in one sentence that names it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import sources
from sources import _catalog
from sources._contract import SourceError
from tests import world

Change = Callable[[str, str, str], str]


@pytest.fixture
def message(tmp_path: Path) -> Change:
    """What is said when a text in a file of the made-up catalogue is replaced by another (or, if empty, added)."""

    def said(file: str, old: str, new: str) -> str:
        catalog = tmp_path / "catalog"
        shutil.copytree(world.CATALOG, catalog)
        path = catalog / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1) if old else text + new)
        with pytest.raises(SourceError) as raised:
            sources.load(duckdb.connect(), catalog=catalog, snapshots=world.bare(tmp_path / "snapshots"))
        return str(raised.value)

    return said


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("benchmarks/gpqa.toml", "", 'colour = "red"\n', "unknown key 'colour'; known keys are name, domain"),
        ("benchmarks/gpqa.toml", 'domain = "knowledge"\n', "", "the key 'domain' is missing"),
        ("benchmarks/gpqa.toml", "n = 493", 'n = "493"', "n = '493' should be a int"),
        ("benchmarks/gpqa.toml", "n = 493", "n = 493.0", "n = 493.0 should be a int"),
        ("benchmarks/gpqa.toml", "counts = true", "counts = 1", "counts = 1 should be a bool"),
        ("benchmarks/gpqa.toml", 'unit = "points"', 'unit = "marks"', "unit = 'marks' should be 'points' or 'elo'"),
        ("benchmarks/gpqa.toml", 'name = "GPQA"', 'name = ""', "name = '' should be a str"),
        (
            "benchmarks/gpqa.toml",
            'problems = ["It is made up."]',
            'problems = "none"',
            "problems = 'none' should be a list",
        ),
        ("organizations/birch.toml", 'hub = ["birch-labs"]', 'hub = ["birch-labs", 1]', "hub = "),
        ("boards/open.toml", "order = 1", "order = 1\norder = 2", "cannot be read (Cannot overwrite a value"),
        ("domains/overall.toml", 'question = "', 'query = "', "unknown key 'query'"),
        ("tiers/24gb.toml", "memory_gib = 24", "memory_gib = true", "memory_gib = True should be a float"),
        ("gpus/stone.toml", 'kind = "consumer"', 'kind = "toaster"', "kind = 'toaster' should be 'consumer' or"),
        (
            "licenses/oak-license.toml",
            'class = "conditional"',
            'class = "nice"',
            "class = 'nice' should be 'permissive' or",
        ),
        ("organizations/birch.toml", 'hub = ["birch-labs"]\n', "", "the key 'hub' is missing"),
        ("models/acorn.toml", "layers = 80", "layer = 80", "acorn-ai/oak-70b: unknown key 'layer'"),
        ("models/acorn.toml", "[[models]]", "[models]", "acorn.toml"),
        ("models/acorn.toml", 'id = "acorn-ai/oak-70b"\n', "", "a model without id: the key 'id' is missing"),
        ("models/acorn.toml", "acorn-ai/oak-70b", "Acorn-AI/Oak-70B", "is no model id; write <organisation>/<name>"),
        ("models/acorn.toml", "acorn-ai/oak-70b", "oak-70b", "is no model id; write <organisation>/<name>"),
        ("models/acorn.toml", "acorn-ai/oak-70b", "acorn-ai/../oak", "is no model id; write <organisation>/<name>"),
        ("models/acorn.toml", "", '[[model]]\nid = "a/b"\n', "unknown key 'model'"),
        ("models/birch.toml", ', name = "birch-3b-chat"', "", "an alias is {name}"),
        (
            "models/birch.toml",
            "",
            '[[models]]\nid = "acorn-ai/oak-70b"\n',
            "oak-70b is by acorn; move it to acorn.toml",
        ),
        (
            "models/birch.toml",
            "",
            '[[models]]\nid = "a/b"\naliases = [{ source = "arena", name = "birch-3b-chat" }]\n',
            "'birch-3b-chat' stands twice; one is wrong",
        ),
        ("models/birch.toml", "", '[[models]]\nid = "birch-labs/birch-3b-it"\n', "stands twice; one is wrong"),
    ],
)
def test_a_wrong_catalogue_file_is_refused_by_name(
    message: Change, file: str, old: str, new: str, sentence: str
) -> None:
    said = message(file, old, new)
    assert Path(file).name in said
    assert sentence in said
    assert "\n" not in said


def test_a_file_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(SourceError, match=r"broken\.toml: cannot be read"):
        sources.toml(tmp_path / "broken.toml")


@pytest.mark.parametrize("kind", _catalog.CATALOG)
def test_an_empty_part_of_the_catalogue_is_refused(tmp_path: Path, kind: str) -> None:
    catalog = tmp_path / "catalog"
    shutil.copytree(world.CATALOG, catalog, ignore=lambda folder, names: names if Path(folder).name == kind else [])
    with pytest.raises(SourceError, match=f"{kind}: holds no file"):
        sources.load(duckdb.connect(), catalog=catalog, snapshots=world.bare(tmp_path / "snapshots"))


@pytest.mark.parametrize("folder", ["catalog", "snapshots"])
def test_a_missing_folder_is_named(tmp_path: Path, folder: str) -> None:
    paths = {"catalog": world.CATALOG, "snapshots": world.CATALOG} | {folder: tmp_path / "nowhere"}
    with pytest.raises(SourceError, match="nowhere: no such folder"):
        sources.load(duckdb.connect(), **paths)


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        (
            "2026-01-01.toml",
            b"results = 3\nretrieved_at = 2026-01-01T00:00:00Z\n",
            r"2026-01-01\.result\.parquet: the sidecar names this file but it is missing",
        ),
        ("2026-01-01.toml", b"results = \n", r"2026-01-01\.toml: cannot be read"),
    ],
    ids=["without its figures", "a broken sidecar"],
)
def test_a_broken_snapshot_is_named(tmp_path: Path, name: str, body: bytes, sentence: str) -> None:
    (tmp_path / "arena").mkdir()
    (tmp_path / "arena" / name).write_bytes(body)
    with pytest.raises(SourceError, match=sentence):
        sources.load(duckdb.connect(), catalog=world.CATALOG, snapshots=tmp_path)


def test_a_snapshot_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    (tmp_path / "arena").mkdir()
    (tmp_path / "arena" / "2026-01-01.toml").write_text("results = 3\nretrieved_at = 2026-01-01T00:00:00Z\n")
    (tmp_path / "arena" / "2026-01-01.result.parquet").write_bytes(b"<html>")
    with pytest.raises(SourceError, match=r"2026-01-01\.result\.parquet: cannot be read as a snapshot of results"):
        sources.load(duckdb.connect(), catalog=world.CATALOG, snapshots=tmp_path)


@pytest.mark.parametrize(
    ("aliases", "sentence"),
    [
        ({"a/b": "Birch 3B", "a/c": "birch-3b"}, "stands for a/b and for a/c; one alias is wrong"),
        ({"a/b": "a/c", "a/c": "a/b"}, "lead in a circle; one is the model"),
        ({"a/b": "a/b"}, "lead in a circle; one is the model"),
        ({"a/b": "a/c", "a/c": "a/d"}, "a/d is an alias of a/c, itself one of a/b; name a/b at once"),
    ],
)
def test_aliases_that_lead_nowhere_are_refused_by_name(message: Change, aliases: dict[str, str], sentence: str) -> None:
    entries = [f'[[models]]\nid = "{id_}"\naliases = [{{ name = "{name}" }}]\n' for id_, name in aliases.items()]
    said = message("models/birch.toml", "", "".join(entries))
    assert "birch.toml: " in said
    assert sentence in said


def test_models_of_an_unknown_organization_are_refused(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog"
    shutil.copytree(world.CATALOG, catalog)
    (catalog / "models" / "nobody.toml").write_text('[[models]]\nid = "nobody/model"\n')
    with pytest.raises(SourceError, match=r"nobody\.toml: there is no 'nobody' among the organizations"):
        sources.load(duckdb.connect(), catalog=catalog, snapshots=world.bare(tmp_path / "snapshots"))
