"""Measure the build, the sizes of the site, and two peers; print every figure beside its budget."""

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
PEERS: dict[str, Callable[[Path], list[str]]] = {"eleventy": rounds.eleventy, "hugo": rounds.hugo}
SHM = Path("/dev/shm")


def spread(values: list[float], unit: str = "", places: int = 1) -> str:
    """The median, with the smallest and the largest."""
    middle, low, high = (f"{value:,.{places}f}" for value in (statistics.median(values), min(values), max(values)))
    return f"{middle}{unit}" if low == high else f"{middle}{unit} ({low}–{high})"


def limit(figure: str, values: list[float], most: float, unit: str = "", places: int = 1, note: str = "") -> Row:
    """A row of which the median must not pass a limit."""
    return figure, spread(values, unit, places) + note, f"≤ {most:,g}{unit}", statistics.median(values) <= most


def read(figure: str, text: str) -> Row:
    """A row without a budget."""
    return figure, text, "", None


def told(done: Run) -> dict[str, Any]:
    """What a job has printed."""
    found: dict[str, Any] = json.loads(done.said.splitlines()[-1])
    return found


def of_builds(every: list[dict[str, Run]], n: int) -> list[Row]:
    """The build: time, memory (of the first round, which is not timed), and what an unchanged one writes."""
    warm, timed = every[0], every[1:]
    wall = {name: [one[name].wall for one in timed] for name in warm}
    cpu = {name: spread([one[name].cpu for one in timed], " s of CPU") for name in warm}
    jobs = [told(one["steps"]) for one in timed]
    floors = [told(one["floor"])["seconds"] for one in timed]
    steps = {step: statistics.median(job["steps"][step] for job in jobs) for step in jobs[0]["steps"]}
    rows = [
        read(
            label,
            f"{spread(wall[name], ' s')}, {spread([s / n * 1000 for s in wall[name]], ' ms a page', 2)}, {cpu[name]}",
        )
        for name, label in (("first", "First build"), ("forced", "Forced rebuild of the same"))
    ]
    rows += [
        limit(
            "First build without charts, a page",
            [s / n * 1000 for s in wall["uncharted"]],
            1.3,
            " ms",
            2,
            f", {cpu['uncharted']}",
        ),
        limit("Charts, number", [job["charts"] for job in jobs], 60, places=0),
        limit("Charts, time beside the pages", [job["chart_seconds"][0] for job in jobs], 8, " s"),
        read("Charts, CPU", spread([job["chart_seconds"][1] for job in jobs], " s")),
        read("Where the time of a first build goes", ", ".join(f"{step} {s:.1f} s" for step, s in steps.items())),
        read("Floor: writing the same bytes", spread(floors, " s", 2)),
        read("First build ÷ floor", spread([s / floor for s, floor in zip(wall["first"], floors, strict=True)])),
        limit("Unchanged rebuild", wall["unchanged"], 1, " s", 2),
    ]
    rows += [
        limit(f"Files that {kind} rebuild writes", [max(one[kind.split()[1]].written for one in every)], 0, places=0)
        for kind in ("an unchanged", "a forced")
    ]
    return [*rows, read(f"Memory of the build, {n:,} pages", memory(warm["first"]))]


def memory(done: Run) -> str:
    """The most memory a run held."""
    return f"{done.mib:,.0f} MiB" if done.mib else "not known here"


def of_sizes(found: dict[str, Any]) -> list[Row]:
    """What a visitor is sent; KB are thousands of bytes, gz is gzip −6."""
    raw, packed, path = found["model_largest"]
    mean_raw, mean_packed = found["model_mean"]
    over = f"{found['model_over']:,} of {found['models']:,}"
    pages = [
        (f"Largest model page, {path}", f"{raw / 1e3:.1f} KB, {packed / 1e3:.1f} gz", "≤ 20 KB, 5 gz",
         raw <= 20e3 and packed <= 5e3),
        read("Model pages above 20 KB or 5 gz", over),
        read("Mean model page", f"{mean_raw / 1e3:.1f} KB, {mean_packed / 1e3:.1f} gz"),
    ]  # fmt: skip
    sizes = [
        ("Home page with all it loads", found["home"][0], 60, f", {found['home'][1] / 1e3:.1f} of it HTML"),
        (f"Most script, {found['script'][1] or 'the home page'}", found["script"][0], 15, ""),
        (f"Largest chart, {found['chart'][1] or 'the home page'}", found["chart"][0], 60, ""),
        ("Page with the table of models", found["table"], 300, ""),
    ]
    whole = limit("Whole site", [found["bytes"] / 1e6], 300, " MB", note=f" in {found['files']:,} files")
    return [*pages, *(limit(name, [size / 1e3], most, " KB gz", note=note) for name, size, most, note in sizes), whole]


def of_peers(every: list[dict[str, Run]], missing: dict[str, str], models: int, n: int) -> list[Row]:
    """The same model pages from the same figures, each process from its start to its end."""
    warm, timed = every[0], every[1:]
    rows: list[Row] = []
    for name in ("pages", "pages in one process", *PEERS):
        label = f"{models:,} model pages, {name.capitalize() if name in PEERS else name.replace('pages', 'ours')}"
        if name in missing:
            rows.append(read(label, f"not measured: {missing[name]}"))
            continue
        wall = spread([one[name].wall for one in timed], " s")
        cpu = spread([one[name].cpu for one in timed], " s of CPU")
        rows.append(read(label, f"{wall}, {cpu}, {memory(warm[name])}, {warm[name].page_bytes / 1e3:.2f} KB a page"))
    for name, text, least in (("eleventy", "≥ 2.5 ×", 2.5), ("hugo", "≥ 0.77 × (ours ≤ 1.3 × Hugo)", 1 / 1.3)):
        if name in missing:
            continue
        whole = [one[name].wall / models / (one["first"].wall / n) for one in timed]
        alone = [one[name].wall / one["pages"].wall for one in timed]
        for label, values in (("our model pages", alone), ("our whole build, SQL and charts included, a page", whole)):
            holds = statistics.median(values) >= least
            rows.append((f"{name.capitalize()} ÷ {label}", spread(values, " ×", 2), text, holds))
        cpu = spread([one[name].cpu / one["pages"].cpu for one in timed], " ×", 2)
        rows.append(read(f"{name.capitalize()} ÷ our model pages, CPU", cpu))
    return rows


def prepare(tmp: Path, wanted: bool) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The figures that all render, the peers' commands, and why a peer is missing."""
    rounds.run([*JOB, "export", str(tmp / "figures")], tmp)
    peers: dict[str, list[str]] = {}
    missing = {} if wanted else dict.fromkeys(PEERS, "left out")
    for name, find in PEERS.items() if wanted else ():
        try:
            command = find(tmp)
            rounds.run(command, tmp / name)
            peers[name] = command
        except (click.ClickException, OSError) as error:
            missing[name] = str(error).splitlines()[-1][:200]
    return peers, missing


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--repeats", type=click.IntRange(1), default=3, show_default=True, help="Rounds, after one for memory.")
@click.option("--peers/--no-peers", default=True, help="Render the model pages with Eleventy and Hugo too.")
def main(repeats: int, peers: bool) -> None:
    """Measure the build, the site's sizes and two peers, and print each figure beside its budget.

    Every round runs everything once, one after the other, so that a slow moment of the machine meets all of it.
    Figures are medians of the rounds, with the smallest and the largest. It measures and does not judge: the exit
    status is 0 whether the budgets hold or not.

    \b
    Examples:
      benchmarks/build.py                three rounds, about ten minutes
      benchmarks/build.py --repeats 7    for figures that are to be quoted
      benchmarks/build.py --no-peers     without Node, npm and Hugo; nothing is installed
    """
    load = os.getloadavg()[0]
    folder = SHM if SHM.is_dir() and os.access(SHM, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="shortlist-", dir=folder) as name:
        tmp = Path(name)
        commands, missing = prepare(tmp, peers)
        every = []
        for number in range(repeats + 1):
            click.echo(f"Round {number} of {repeats}{', for memory' if number == 0 else ''}", err=True)
            every.append(rounds.measure(tmp, commands, memory=number == 0))
        sizes = told(rounds.run([*JOB, "sizes", str(tmp / "site")], tmp))
        less = rounds.run([*JOB, "build", str(tmp / "less"), str(tmp / "cache"), "open_llm_leaderboard_v1"], tmp, True)
    n, models = sizes["pages"], sizes["models"]
    fits = None if less.mib is None else less.mib <= 300
    small = (f"Memory of the build, {told(less)['pages']:,} pages", memory(less), "≤ 300 MiB at 5,000", fits)
    rows = [*of_builds(every, n), small, *of_sizes(sizes), *of_peers(every, missing, models, n)]
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MIB / 1024
    machine = f"{os.cpu_count()} cores, {total:.0f} GiB, {platform.system()}, Python {platform.python_version()}"
    where = "tmpfs" if folder else "a temporary folder"
    click.echo(
        f"{date.today()}: {n:,} pages into {where}, {repeats} rounds; {machine}, load {load:.1f} when it began.\n"
    )
    click.echo("| figure | measured | budget | holds |\n|---|---|---|---|")
    for figure, measured, budget, holds in rows:
        click.echo(f"| {figure} | {measured} | {budget} | {'' if holds is None else 'yes' if holds else '**no**'} |")


if __name__ == "__main__":
    main()
