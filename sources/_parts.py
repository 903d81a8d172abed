"""The parts a benchmark averages: how many questions each has, and what guessing gives; the files into raw_part."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from sources._contract import SourceError, create, insert, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: `n` questions, `chance` in percent, `weight` in the average (equal where no part names one).

    `upstream` is the name under which the benchmark's source publishes the part's own score.
    """

    name: str
    n: int
    chance: float = 0.0
    weight: float | None = None
    upstream: str | None = None


def load(con: duckdb.DuckDBPyConnection, found: dict[Path, Any]) -> None:
    """Check the parts of every benchmark, and put them into raw_part."""
    rows = []
    for path, benchmark in found.items():
        parts = [read(Part, table, f"{path}, part {i}") for i, table in enumerate(benchmark.parts or (), start=1)]
        _check(path, parts)
        rows += [
            (path.stem, i, p.name, p.n, p.chance, p.weight or 1 / len(parts), p.upstream) for i, p in enumerate(parts)
        ]
    kinds = {
        "benchmark_id": "varchar", "place": "bigint", "name": "varchar", "n": "bigint", "chance": "double",
        "weight": "double", "upstream": "varchar",
    }  # fmt: skip
    create(con, "raw_part", kinds)
    insert(con, "raw_part", pd.DataFrame(rows, columns=list(kinds), dtype=object))


def _check(path: Path, parts: list[Part]) -> None:
    """Refuse parts that cannot make an average."""
    for part in parts:
        if part.n < 1:
            raise SourceError(f"{path}: part {part.name!r} has n = {part.n}; a part has at least one question")
        if not 0 <= part.chance < 100:
            raise SourceError(
                f"{path}: part {part.name!r} has chance = {part.chance}; it is from 0 to below 100 percent"
            )
    weights = [part.weight for part in parts]
    if any(weights) and not (all(weights) and abs(sum(w or 0 for w in weights) - 1) < 1e-6):
        raise SourceError(f"{path}: the weights of the parts are {weights}; give every part one, and make their sum 1")
