"""Measure ratings from pairwise votes beside evalica and arena-rank; print every figure beside its budget."""

import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
import duckdb
import numpy as np
import pandas as pd
import rounds

from build import SHM, Row, limit, read, spread, told

HERE = Path(__file__).resolve().parent
RATE = str(HERE / "rate.py")
LOCK = HERE.parent / "requirements-bench.txt"
MODELS = 100
MILLION = 1_000_000


def votes(n: int, folder: Path) -> dict[str, Path]:
    """Seeded votes among 100 models as Parquet and as CSV: 28 % ties, of some models 20 times as many as of others."""
    rng = np.random.default_rng(42)
    strength, share = rng.normal(0, 0.7, MODELS), rng.permutation(np.geomspace(1, 20, MODELS))
    a, b = rng.choice(MODELS, (2, n), p=share / share.sum())
    b = np.where(a == b, (b + 1) % MODELS, b)
    a_wins = rng.random(n) < 1 / (1 + np.exp(strength[b] - strength[a]))
    winner = np.where(rng.random(n) < 0.28, 2, np.where(a_wins, 0, 1))
    names = [f"organisation-{k % 12}/model-{k:03d}-instruct" for k in range(MODELS)]
    columns = {"model_a": (a, names), "model_b": (b, names), "winner": (winner, ["model_a", "model_b", "tie"])}
    table = pd.DataFrame({name: pd.Categorical.from_codes(codes, of) for name, (codes, of) in columns.items()})
    files = {kind: folder / f"votes-{n}.{kind}" for kind in ("parquet", "csv")}
    for kind, path in files.items():
        duckdb.connect().register("votes", table).execute(
            f"copy (select columns(*)::varchar from votes) to '{path}' (format {kind})"
        )
    return files


def arena_rank() -> list[str]:
    """Install arena-rank in an environment of its own, in the cache, once a lock; the command that rates by it."""
    folder = rounds.CACHE / "arena-rank"
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    lock = folder / LOCK.name
    if not lock.is_file() or lock.read_bytes() != LOCK.read_bytes():
        shutil.rmtree(folder, ignore_errors=True)
        rounds.run([sys.executable, "-m", "venv", str(folder)], HERE)
        rounds.run([str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)], HERE)
        shutil.copy(LOCK, lock)
    return [str(python), RATE, "arena-rank"]


def evalica() -> list[str]:
    """The command that rates by evalica, which the tests' lock holds."""
    rounds.run([sys.executable, "-c", "import evalica"], HERE)
    return [sys.executable, RATE, "evalica"]


PEERS: dict[str, Callable[[], list[str]]] = {"evalica": evalica, "arena-rank": arena_rank}


def found(every: list[dict[str, dict[str, Any]]], name: str) -> list[dict[str, Any]]:
    """What one job said in every round."""
    return [one[name] for one in every]


def whole(job: dict[str, Any]) -> float:
    """Seconds from file to ratings, libraries loaded."""
    return float(job["read"] + job["fit"])


def of_ours(every: list[dict[str, dict[str, Any]]]) -> list[Row]:
    """Our own time from file to ratings, intervals and ranks, at each size and from each kind of file."""
    rows: list[Row] = []
    for name in (name for name in every[0] if name.startswith("ours ")):
        jobs = found(every, name)
        _, n, kind = name.split()
        label = f"{int(n):,} votes from {kind.replace('csv', 'CSV').replace('parquet', 'Parquet')}"
        parts = ", ".join(f"{part} {statistics.median(job[part] for job in jobs):.3f} s" for part in ("read", "fit"))
        seconds = [whole(job) for job in jobs]
        rows.append(limit(label, seconds, 1, " s", 3, f": {parts}") if int(n) == MILLION else read(
            label, f"{spread(seconds, ' s', 3)}: {parts}"))  # fmt: skip
        if f"build.py {n} {kind}" in every[0]:
            walls = [job["wall"] for job in found(every, f"build.py {n} {kind}")]
            rows.append(read(f"{label} by `build.py ratings`, start and all", spread(walls, " s", 2)))
    return rows


def of_peers(every: list[dict[str, dict[str, Any]]], missing: dict[str, str]) -> list[Row]:
    """Each peer's time over ours in the same round, and how far its ratings are from ours."""
    rows: list[Row] = []
    for peer in PEERS:
        if peer in missing:
            rows.append(read(peer, f"not measured: {missing[peer]}"))
            continue
        for kind in ("parquet", "csv"):
            ours, theirs = found(every, f"ours {MILLION} {kind}"), found(every, f"{peer} {MILLION} {kind}")
            label = f"{peer}, 1,000,000 votes from {'CSV' if kind == 'csv' else 'Parquet'}"
            seconds = spread([whole(job) for job in theirs], " s", 2)
            rows.append(read(label, f"{seconds}, the first time {spread([job['first'] for job in theirs], ' s', 2)}"))
            pairs = [*zip(theirs, ours, strict=True)]
            rows.append(read(f"{label} ÷ ours", spread([whole(t) / whole(o) for t, o in pairs], " ×")))
            fits = [t["fit"] / o["fit"] for t, o in pairs]
            rows.append(read(f"{label} ÷ ours, without reading", spread(fits, " ×", 0)))
        apart = [abs(theirs[0]["ratings"][model] - rating) for model, rating in ours[0]["ratings"].items()]
        label, text = f"Largest difference from {peer}", f"{max(apart):.6f} Elo"
        rows.append((label, text, "≤ 0.05 Elo", max(apart) <= 0.05) if peer == "evalica" else read(label, text))
        if theirs[0]["se"]:
            ratios = [theirs[0]["se"][model] / se for model, se in ours[0]["se"].items()]
            rows.append(read(f"Standard errors of {peer} ÷ ours, by model", spread(ratios, places=3)))
    return rows


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--repeats", type=click.IntRange(1), default=5, show_default=True, help="Rounds.")
@click.option("--peers/--no-peers", default=True, help="Rate with evalica and arena-rank too.")
def main(repeats: int, peers: bool) -> None:
    """Measure ratings with intervals from 100,000 to 10 million votes, beside evalica and arena-rank at a million.

    Every round runs everything once, one after the other. Each job rates twice in a process of its own, and the second
    time counts, with the libraries loaded. It measures and does not judge: the exit status is 0 whatever holds.

    \b
    Examples:
      benchmarks/ratings.py             five rounds, about five minutes, after arena-rank is installed
      benchmarks/ratings.py --no-peers  ours alone
    """
    load = os.getloadavg()[0]
    missing, commands = {} if peers else dict.fromkeys(PEERS, "left out"), {}
    for name, find in PEERS.items() if peers else ():
        try:
            commands[name] = find()
        except (click.ClickException, OSError) as error:
            missing[name] = str(error).splitlines()[-1][:200]
    every = []
    with tempfile.TemporaryDirectory(dir=SHM if SHM.is_dir() and os.access(SHM, os.W_OK) else None) as folder:
        files = {n: votes(n, Path(folder)) for n in (MILLION // 10, MILLION, MILLION * 10)}
        plan = {f"ours {n} {kind}": [sys.executable, RATE, "ours", str(path)]
                for n, of in files.items() for kind, path in of.items()}  # fmt: skip
        plan |= {f"build.py {MILLION} {kind}": [sys.executable, str(HERE.parent / "build.py"), "ratings", str(path),
                 "--out", f"{path}.ratings.csv"] for kind, path in files[MILLION].items()}  # fmt: skip
        plan |= {f"{peer} {MILLION} {kind}": [*command, str(path)]
                 for peer, command in commands.items() for kind, path in files[MILLION].items()}  # fmt: skip
        for number in range(1, repeats + 1):
            click.echo(f"Round {number} of {repeats}", err=True)
            said: dict[str, dict[str, Any]] = {}
            for name, command in plan.items():
                done = rounds.run(command, Path(folder))
                said[name] = (told(done) if done.said else {}) | {"wall": done.wall}
            every.append(said)
    click.echo(
        f"{date.today()}: {MODELS} models, {repeats} rounds; {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, load {load:.1f} when it began.\n"
    )
    click.echo("| figure | measured | budget | holds |\n|---|---|---|---|")
    for figure, measured, budget, holds in [*of_ours(every), *of_peers(every, missing)]:
        click.echo(f"| {figure} | {measured} | {budget} | {'' if holds is None else 'yes' if holds else '**no**'} |")


if __name__ == "__main__":
    main()
