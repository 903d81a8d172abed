"""Measure what the tuning index costs: likely firsts beside drawing them, places, and constants beside SciPy."""

import math
import statistics
import sys
from pathlib import Path

import click
import numpy as np
from ranks import timed
from scipy import stats

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sql import _tuned  # noqa: E402

DRAWS = 20_000


def drawn(score: np.ndarray, se: np.ndarray, draw: np.random.Generator) -> tuple[np.ndarray, float]:
    """Shares of firsts and the winner's curse by so many draws, as the usual way has it."""
    sample = draw.normal(score, se, size=(DRAWS, len(score)))
    best = sample.argmax(axis=1)
    return np.bincount(best, minlength=len(score)) / DRAWS, float((sample.max(axis=1) - score[best]).mean())


@click.command()
@click.option("--tasks", default=500, show_default=True)
@click.option("--bases", default=40, show_default=True)
@click.option("--repeats", default=5, show_default=True)
def main(tasks: int, bases: int, repeats: int) -> None:
    """Print seconds and ratios: likely firsts, places over tasks, and the constant of Tukey for small samples."""
    draw = np.random.default_rng(1)
    scores = np.clip(draw.normal(70, 5, (bases, tasks)) + draw.normal(0, 10, tasks), 1, 99)
    errors = np.sqrt(scores * (100 - scores) / 1000)
    columns = [(scores[:, task], errors[:, task]) for task in range(tasks)]
    ours = [timed(lambda: [_tuned.best_shares(*column) for column in columns]) for _ in range(repeats)]
    theirs = [timed(lambda: [drawn(*column, draw) for column in columns]) for _ in range(repeats)]
    apart = max(np.abs(_tuned.best_shares(*column)[0] - drawn(*column, draw)[0]).max() for column in columns[:50])
    ratio = statistics.median(their / our for their, our in zip(theirs, ours, strict=True))
    click.echo(f"likely firsts of {tasks:,} tasks × {bases} bases: {statistics.median(ours):.3f} s")
    click.echo(f"by {DRAWS:,} draws: {statistics.median(theirs):.3f} s, {ratio:.1f} × ours, at most {apart:.4f} apart")
    _tuned.c_tukey(bases, tasks - 1), _tuned.c_mcb(bases - 1, tasks - 1)
    found = [timed(lambda: _tuned.places(scores)) for _ in range(repeats)]
    click.echo(f"places over all tasks: {statistics.median(found):.3f} s")
    sizes = [(p, df) for p in (2, 10, 20) for df in (4, 12, 30)]
    ours = [timed(lambda: [_tuned.c_tukey.__wrapped__(*size) for size in sizes]) for _ in range(repeats)]
    theirs = [timed(lambda: [stats.studentized_range.ppf(0.95, *size) for size in sizes]) for _ in range(repeats)]
    apart = max(abs(_tuned.c_tukey(*size) - stats.studentized_range.ppf(0.95, *size) / math.sqrt(2)) for size in sizes)
    ratio = statistics.median(their / our for their, our in zip(theirs, ours, strict=True))
    click.echo(f"{len(sizes)} constants: {statistics.median(ours):.3f} s; SciPy {ratio:.1f} × that, {apart:.4f} apart")


if __name__ == "__main__":
    main()
