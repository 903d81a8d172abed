"""Measure the build, the sizes of the site, and two peers; print every figure beside its budget. Nothing is asserted."""

import json
import os
import platform
import statistics
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

import rounds
from rounds import JOB, MIB, Run

Row = tuple[str, str, str, bool | None]  # figure, measured, budget, whether it holds


def median(values: list[float], unit: str = "", places: int = 1) -> str:
    """The median, with the smallest and the largest."""
    middle, low, high = (f"{value:,.{places}f}" for value in (statistics.median(values), min(values), max(values)))
    return f"{middle}{unit}" if low == high else f"{middle}{unit} ({low}–{high})"


class Table:
    """The rows that are printed: a figure, what was measured, its budget, and whether that holds."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(self, figure: str, measured: str, budget: str = "", holds: bool | None = None) -> None:
        """A row; without a budget it is there to be read."""
        self.rows.append((figure, measured, budget, holds))

    def at_most(self, figure: str, values: list[float], limit: float, unit: str = "", places: int = 1) -> None:
        """A row of which the median must not pass a limit."""
        budget = f"≤ {limit:,g}{unit}"
        self.add(figure, median(values, unit, places), budget, statistics.median(values) <= limit)

    def __str__(self) -> str:
        says = {True: "yes", False: "**no**", None: ""}
        lines = [f"| {figure} | {measured} | {budget} | {says[holds]} |" for figure, measured, budget, holds in self.rows]
        return "\n".join(["| figure | measured | budget | holds |", "|---|---|---|---|", *lines])


def told(done: Run) -> dict[str, Any]:
    """What a job has printed."""
    found: dict[str, Any] = json.loads(done.said.splitlines()[-1])
    return found


def of_builds(table: Table, timed: list[dict[str, tuple[Run, int]]], warm: dict[str, tuple[Run, int]], n: int) -> None:
    """The rows of the build: time, memory, and what an unchanged one writes."""

    def each(name: str) -> list[Run]:
        return [one[name][0] for one in timed]

    for name, label in (("first", "First build"), ("forced", "Forced rebuild of the same")):
        walls = [done.wall for done in each(name)]
        table.add(label, f"{median(walls, ' s')}, {median([wall / n * 1000 for wall in walls], ' ms a page', 2)}")
    table.at_most("First build, charts apart, a page", [d.wall / n * 1000 for d in each("uncharted")], 1.3, " ms", 2)
    charts = [told(done) for done in each("steps")]
    table.at_most("Charts, number", [one["charts"] for one in charts], 60, places=0)
    table.at_most("Charts, time in the one process that draws them", [one["chart_seconds"] for one in charts], 8, " s")
    steps = {step: statistics.median(one["steps"][step] for one in charts) for step in charts[0]["steps"]}
    table.add("Where the time goes", ", ".join(f"{step} {seconds:.1f} s" for step, seconds in steps.items()))
    table.add("Floor: writing the same bytes", median([told(done)["seconds"] for done in each("floor")], " s", 2))
    table.add("Build ÷ floor", median([f.wall / told(g)["seconds"] for f, g in zip(each("first"), each("floor"), strict=True)]))
    table.at_most("Unchanged rebuild", [done.wall for done in each("unchanged")], 1, " s", 2)
    for name in ("unchanged", "forced"):
        written = max(one[name][1] for one in [warm, *timed])
        table.add(f"Files that a{'n' if name[0] in 'u' else ''} {name} rebuild writes", f"{written:,}", "0", written == 0)
    if warm["first"][0].mib:
        table.add(f"Memory, build of {n:,} pages", f"{warm['first'][0].mib:,.0f} MiB")


def of_memory(table: Table, tmp: Path) -> None:
    """The row of memory at about 5,000 pages: the same site without the one source that has most of the others."""
    done = rounds.run([*JOB, "build", str(tmp / "small"), str(tmp / "cache"), "open_llm_leaderboard_v1"], tmp, memory=True)
    if done.mib:
        holds = done.mib <= 300
        table.add(f"Memory, build of {told(done)['pages']:,} pages", f"{done.mib:,.0f} MiB", "≤ 300 MiB at 5,000", holds)


def of_sizes(table: Table, found: dict[str, Any]) -> None:
    """The rows of what a visitor is sent; KB are thousands of bytes, gz is gzip −6."""

    def kb(value: float) -> str:
        return f"{value / 1000:,.1f} KB"

    raw, packed, path = found["model_largest"]
    table.add(f"Largest model page, {path}", f"{kb(raw)}, {kb(packed)} gz", "≤ 20 KB, 5 gz", raw <= 20e3 and packed <= 5e3)
    table.add("Model pages above that", f"{found['model_over']:,} of {found['models']:,}")
    table.add("Mean model page", " , ".join(map(kb, found["model_mean"])).replace(" ,", ",") + " gz")
    whole, page = found["home"]
    table.add("Home page with all it loads", f"{kb(whole)} gz, {kb(page)} of it HTML", "≤ 60 KB gz", whole <= 60e3)
    for key, label, limit in (("script", "Most script, page", 15), ("chart", "Largest chart, page", 60)):
        table.add(f"{label} {found[key][1]}", f"{kb(found[key][0])} gz", f"≤ {limit} KB gz", found[key][0] <= limit * 1000)
    table.add("Table of all models, the page", f"{kb(found['table'])} gz", "≤ 300 KB gz", found["table"] <= 300e3)
    table.add("Whole site", f"{found['bytes'] / 1e6:,.1f} MB in {found['files']:,} files", "≤ 300 MB", found["bytes"] <= 300e6)


def of_peers(table: Table, timed: list[dict[str, tuple[Run, int]]], warm: dict[str, tuple[Run, int]],
             missing: dict[str, str], means: dict[str, float], models: int, n: int) -> None:  # fmt: skip
    """The rows of the peers: the same model pages from the same figures, each process from its start to its end."""
    for name in ("pages", "pages in one process", "eleventy", "hugo"):
        label = {"pages": "Ours", "pages in one process": "Ours in one process"}.get(name, name.capitalize())
        if name in missing:
            table.add(label, f"not measured: {missing[name]}")
            continue
        each = [one[name][0] for one in timed]
        memory = f", {warm[name][0].mib:,.0f} MiB" if warm[name][0].mib else ""
        size = f", {means[name] / 1000:,.1f} KB a page" if name in means else ""
        wall, cpu = median([d.wall for d in each], " s"), median([d.cpu for d in each], " s of CPU")
        table.add(f"{label}: {models:,} model pages", f"{wall}, {cpu}{memory}{size}")
    for name, text, holds in (
        ("eleventy", "≥ 2.5", lambda value: value >= 2.5), ("hugo", "≥ 0.77 (ours ≤ 1.3 × Hugo)", lambda value: value >= 1 / 1.3),
    ):  # fmt: skip
        if name in missing:
            continue
        whole = [one[name][0].wall / models / (one["first"][0].wall / n) for one in timed]
        alone: list[float] = [one[name][0].wall / one["pages"][0].wall for one in timed]
        cpu_ratio = [one[name][0].cpu / one["pages"][0].cpu for one in timed]
        label = name.capitalize()
        table.add(f"{label} ÷ ours, pages alone", median(alone, " ×", 2), text, holds(statistics.median(alone)))
        table.add(f"{label} ÷ ours, pages alone, CPU", median(cpu_ratio, " ×", 2))
        table.add(f"{label} ÷ our whole build with SQL and charts, a page", median(whole, " ×", 2), text,
                  holds(statistics.median(whole)))  # fmt: skip


def prepare(tmp: Path, wanted: bool) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The peers' commands, and why a peer is missing. Their figures come from a first build, which is thrown away."""
    peers: dict[str, list[str]] = {}
    missing: dict[str, str] = {}
    known: dict[str, Callable[[Path], list[str]]] = {"eleventy": rounds.eleventy, "hugo": rounds.hugo}
    if not wanted:
        return {}, dict.fromkeys(known, "left out")
    rounds.run([*JOB, "build", str(tmp / "site"), str(tmp / "cache"), "", "without"], tmp)
    rounds.run([*JOB, "export", str(tmp / "site" / "data"), str(tmp / "figures")], tmp)
    for name, find in known.items():
        try:
            peers[name] = find(tmp)
            rounds.run(peers[name], tmp / name)
        except click.ClickException as error:
            peers.pop(name, None)
            missing[name] = error.message.splitlines()[-1][:200]
    return peers, missing


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--repeats", type=click.IntRange(1), default=3, show_default=True, help="Rounds, after one to warm up.")
@click.option("--peers/--no-peers", default=True, help="Render the model pages with Eleventy and Hugo too.")
def main(repeats: int, peers: bool) -> None:
    """Measure the build, the site's sizes and two peers, and print each figure beside its budget.

    Every round runs everything once, one after the other, so that a slow moment of the machine meets all of it.
    Figures are medians of the rounds, with the smallest and the largest; memory is that of the first round, which is
    not timed. It measures and does not judge: the exit status is 0 whether the budgets hold or not.

    \b
    Examples:
      benchmarks/build.py                three rounds, about ten minutes
      benchmarks/build.py --repeats 7    for figures that are to be quoted
      benchmarks/build.py --no-peers     without Node, npm and Hugo; nothing is installed
    """
    shared = Path("/dev/shm")
    folder = shared if shared.is_dir() and os.access(shared, os.W_OK) else None
    table = Table()
    with tempfile.TemporaryDirectory(prefix="shortlist-", dir=folder) as name:
        tmp = Path(name)
        commands, missing = prepare(tmp, peers)
        click.echo(f"Round 0 of {repeats}, for memory", err=True)
        warm, means = rounds.measure(tmp, commands, memory=True)
        timed = []
        for number in range(repeats):
            click.echo(f"Round {number + 1} of {repeats}", err=True)
            timed.append(rounds.measure(tmp, commands, memory=False)[0])
        sizes = told(rounds.run([*JOB, "sizes", str(tmp / "site")], tmp))
        of_builds(table, timed, warm, sizes["pages"])
        of_memory(table, tmp)
        of_sizes(table, sizes)
        of_peers(table, timed, warm, missing, means, sizes["models"], sizes["pages"])
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MIB / 1024
    where = "tmpfs" if folder else "the temporary folder"
    click.echo(f"{date.today()}: {sizes['pages']:,} pages into {where}, {repeats} rounds, {os.cpu_count()} cores, "
               f"{total:.0f} GiB, {platform.system()}, Python {platform.python_version()}\n\n{table}")  # fmt: skip


if __name__ == "__main__":
    main()
