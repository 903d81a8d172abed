"""Toy figures: a few made-up scores put through the views that rank them, and through no others."""

import atexit
import functools
import shutil
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

import sources
import sql
from tests import world

Z = 1.959964


@functools.cache
def needed(*wanted: str) -> Path:
    """A folder of some views and of all that they read."""
    views = {view.name: view for view in sql.views()}
    found: set[str] = set()
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name in views and name not in found:
            found.add(name)
            waiting += views[name].reads
    folder = Path(tempfile.mkdtemp(prefix="views-"))
    atexit.register(shutil.rmtree, folder)
    for name in found:
        shutil.copy(views[name].path, folder)
    return folder


def toy(
    results: Iterable[dict[str, Any]],
    benchmarks: Iterable[dict[str, Any]] = (),
    wanted: str = "mart_ranks",
    **more: Iterable[dict[str, Any]],
) -> duckdb.DuckDBPyConnection:
    """The tables that some results make under the made-up catalogue and further benchmarks; `more` rows by table."""
    con = sql.connect()
    with tempfile.TemporaryDirectory() as folder:
        sources.load(con, catalog=world.CATALOG, snapshots=world.bare(Path(folder)))
    usual = {"setup": "", "relationship": "third_party", "dated": date(2026, 6, 30)}
    made = {"raw_benchmark": benchmarks, "raw_result": [usual | row for row in results], **more}
    for table, rows in made.items():
        if frame := list(rows):
            con.register("toys", pd.DataFrame(frame, dtype=object))
            con.execute(f"insert into {table} by name select * from toys")
            con.unregister("toys")
    sql.create(con, needed(wanted))
    return con


def benchmark(name: str, **about: Any) -> dict[str, Any]:
    """A benchmark of its own on the votes board."""
    usual = {
        "domain": "human-preference",
        "board": "votes",
        "source": "arena",
        "metric": "rating",
        "unit": "elo",
        "counts": False,
    }
    return {"benchmark_id": name, "name": name, "upstream": name, "factor": 1.0, "problems": ["toy"], **usual, **about}


def ratings(upstream: str, rows: Iterable[tuple[str, float, float]]) -> list[dict[str, Any]]:
    """Ratings of one category from (name, score, standard error)."""
    return [
        {"source": "arena", "benchmark": upstream, "metric": "rating", "model": f"acorn-{name}", "score": score,
         "score_low": score - Z * se, "score_high": score + Z * se}
        for name, score, se in rows
    ]  # fmt: skip


def accuracies(rows: dict[str, float], n: int, wanted: str = "mart_ranks") -> duckdb.DuckDBPyConnection:
    """Shares of right answers of some models on one benchmark of `n` questions."""
    about = benchmark(
        "quiz",
        source="open_llm_leaderboard_v1",
        metric="accuracy",
        unit="points",
        board="open",
        domain="knowledge",
        n=n,
        scoring="right or wrong",
    )
    found = [
        {"source": about["source"], "benchmark": "quiz", "metric": "accuracy", "model": f"acorn-{m}", "score": p}
        for m, p in rows.items()
    ]
    return toy(found, [about], wanted)


def ranks(con: duckdb.DuckDBPyConnection, name: str) -> dict[str, dict[str, Any]]:
    """The rank rows of one benchmark, by the model's short name."""
    found = con.execute("select * from mart_ranks where ranking = ? order by position", [f"benchmark/{name}"]).df()
    return {row["model_id"].removeprefix("acorn/acorn-"): row for row in found.to_dict("records")}
