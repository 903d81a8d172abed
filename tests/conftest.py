"""What many tests stand on: the shipped figures, the made-up world, its site, and the site itself."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock

import sources
import sql
import templates
from templates._write import Output
from tests import world
from tests.chromium import chromium, origin  # noqa: F401  fixtures
from tests.upstream import Upstream
from tests.zygote import Zygote

ROOT = Path(__file__).parent.parent
# What a developer's own shell may set, and a test must not see.
OURS = ("SHORTLIST_", "HF_", "HUGGING", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")

# The figures that tests know by heart are those of this day: a refresh adds snapshots and changes none.
KNOWN = date(2026, 11, 25)

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Fetch = Callable[..., tuple[int, str]]
Taken = Callable[[str], dict[str, bytes]]


# What takes long begins first, so that no process is left alone with it at the end.
LONG = (
    "test_browser",
    "test_accessibility",
    "test_fetch_faults",
    "test_checkout",
    "test_cards",
    "test_site",
    "test_hub_models",
    "test_fetch",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files in which most time is spent come first, the others as they are."""
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """`build.py` of a checkout, in a process and with a cache of its own; keyword arguments are its environment."""
    home = tmp_path_factory.mktemp("home")
    zygote = Zygote()

    def run_build(*arguments: object, root: Path = ROOT, **environment: object) -> "subprocess.CompletedProcess[str]":
        clean = {k: v for k, v in os.environ.items() if not k.upper().startswith(OURS)}
        ours = {"SHORTLIST_CACHE": home / "cache", "HF_HOME": home / "hub", "NO_PROXY": "127.0.0.1", "COLUMNS": "100"}
        env = clean | {k: str(v) for k, v in (ours | environment).items()}
        if "PYTHONHASHSEED" not in environment:  # which is read when Python starts
            return zygote.run(root, list(map(str, arguments)), env, home)
        return subprocess.run(
            [sys.executable, str(root / "build.py"), *map(str, arguments)],
            env=env, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    yield run_build
    zygote.close()


@pytest.fixture(scope="session")
def shipped() -> duckdb.DuckDBPyConnection:
    """Every table of the shipped figures; read it, change nothing."""
    con = sql.connect()
    sources.load(con, as_of=KNOWN)
    sql.create(con)
    return con


@pytest.fixture(scope="session")
def world_snapshots(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up world's figures, as the real fetch writes them; read them, change nothing."""
    folder = tmp_path_factory.mktemp("world")
    with Upstream(world.files(), world.datasets(), world.models()) as up:
        done = run(
            "fetch",
            "--snapshots",
            folder,
            HF_ENDPOINT=up.url,
            SHORTLIST_MIRROR=up.url,
            SHORTLIST_CACHE=folder / ".cache",
        )
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.rmtree(folder / ".cache")
    return folder


@pytest.fixture
def up() -> Iterator[Upstream]:
    with Upstream(world.files(), world.datasets(), world.models()) as upstream:
        yield upstream


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "snapshots"


@pytest.fixture
def taken(world_snapshots: Path, folder: Path) -> Taken:
    """Puts a source's figures there as an earlier fetch left them, and tells every file of them."""

    def put(source: str) -> dict[str, bytes]:
        shutil.copytree(world_snapshots / source, folder / source)
        return kept(folder)

    return put


@pytest.fixture
def fetch(run, up: Upstream, folder: Path, tmp_path: Path) -> Fetch:
    """Exit status and everything said by `build.py fetch`, which sees the stand-in as both Hub and mirror."""

    def fetched(*arguments: object, **environment: object) -> tuple[int, str]:
        ours = {"HF_ENDPOINT": up.url, "SHORTLIST_MIRROR": up.url, "SHORTLIST_CACHE": tmp_path / "cache",
                "HF_HOME": tmp_path / "hub", "SHORTLIST_RETRIES": 1, "SHORTLIST_TIMEOUT": 20}  # fmt: skip
        done = run("fetch", *arguments, "--snapshots", folder, **(ours | environment))
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    return fetched


@pytest.fixture(scope="session")
def world_con(world_snapshots: Path) -> duckdb.DuckDBPyConnection:
    """Every table of the made-up world; read it, change nothing."""
    return made(world_snapshots)


@pytest.fixture(scope="session")
def world_site(world_con: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up world's site; read it, change nothing."""
    return rendered(world_con, tmp_path_factory.mktemp("world-site"))


@pytest.fixture
def checkout(world_snapshots: Path, tmp_path: Path) -> Path:
    """The code in a folder of its own, with the made-up world's catalogue and figures in place of the shipped ones."""
    folder = tmp_path / "checkout"
    ignore = shutil.ignore_patterns("catalog", "snapshots", "private", "__pycache__")
    for name in ("sources", "sql", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    shutil.copy(ROOT / "build.py", folder)
    shutil.copytree(world.CATALOG, folder / "sources" / "catalog")
    shutil.copytree(world_snapshots, folder / "sources" / "snapshots")
    (folder / "sources" / "private").mkdir()
    return folder


@pytest.fixture(scope="session")
def site(run: Run, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The shipped site, built once for all workers; read it, change nothing."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "shipped-site"
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            done = run("build", "--as-of", KNOWN, "--out", f"{folder}.partial")
            assert done.returncode == 0, done.stderr
            Path(f"{folder}.partial").rename(folder)
    return folder


def made(snapshots: Path, catalog: Path = world.CATALOG, private: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database of everything, every check of which holds."""
    con = sql.connect()
    sources.load(con, catalog=catalog, snapshots=snapshots, private=private)
    sql.create(con)
    return con


class Bar:
    """Hears how far a build has come."""

    def update(self, n: int) -> None:
        """Nobody looks."""


def rendered(con: duckdb.DuckDBPyConnection, folder: Path) -> Path:
    """A site of some tables."""
    output = Output(folder / "site")
    output.open()
    templates.make(con, sql.views(), output, folder / "scratch", Bar())
    output.close()
    return folder / "site"


def kept(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def sidecars(folder: Path, source: str) -> list[dict[str, Any]]:
    """What the snapshots of a source say of themselves, oldest first."""
    return [
        tomllib.loads(path.read_text()) for path in sorted((folder / source).glob("*.toml"), key=lambda path: path.stem)
    ]
