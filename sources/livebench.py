"""LiveBench: 23 tasks with checkable answers, put to recent models; each release is another set of questions."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sources._contract import Result, SourceError

NAME = "LiveBench"
PUBLISHER = "LiveBench authors"
URL = "https://livebench.ai"
LICENSE = "none stated"
LICENSE_URL = None
CADENCE = "monthly"
# Pinned: a new release has new questions, so its scores are those of other benchmarks. To move on, change the date,
# and review n, names and dates of the benchmarks in the catalogue whose source this is.
RELEASE = date(2026, 1, 8)
FILES = (f"https://raw.githubusercontent.com/LiveBench/livebench.github.io/main/public/table_{RELEASE:%Y_%m_%d}.csv",)


def parse(path: Path) -> Iterator[Result]:
    """One row a model and task, as a share in percent; a row with too few or too many cells cannot be told apart.

    Such a row has lost a cell somewhere, so all of its later cells may belong to other tasks: it is left out.
    """
    rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    header = next(rows, [])
    if header[:1] != ["model"] or len(header) < 2:
        raise SourceError(f"{FILES[0]}: the first line is {header[:3]}, not model and tasks; mend sources/livebench.py")
    for row in rows:
        if len(row) != len(header):
            continue
        for task, score in zip(header[1:], row[1:], strict=True):
            if score.strip():
                yield Result(model=row[0], benchmark=task, metric="score", score=float(score), dated=RELEASE, url=URL)
