"""Six older benchmarks run on open models by one harness, until June 2024; frozen since, and worn out at the top."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from sources._contract import ModelFact, Result

NAME = "Open LLM Leaderboard v1"
PUBLISHER = "Hugging Face"
URL = "https://huggingface.co/datasets/open-llm-leaderboard-old/contents"
LICENSE = "none stated"
LICENSE_URL = None
CADENCE = "frozen"
FILES = (("open-llm-leaderboard-old/contents", "data/train-*.parquet"),)

BENCHMARKS = ("ARC", "HellaSwag", "MMLU", "TruthfulQA", "Winogrande", "GSM8K")


def parse(path: Path) -> Iterator[Result | ModelFact]:
    """One row a model, precision and revision: accuracy from 0 to 100; parameters are whole billions, 0 if unknown."""
    seen: set[str] = set()
    runs: set[tuple[str, str]] = set()
    best_first = 'select * from read_parquet(?) order by "Average ⬆️" desc, eval_name, "Model sha"'
    rows = duckdb.execute(best_first, [str(path)]).df()
    for row in rows.astype(object).where(rows.notna(), None).to_dict("records"):
        model, revision = row["fullname"], row["Model sha"] or ""
        weights = "" if row["Weight type"] == "Original" else f", {row['Weight type'].lower()} weights"
        setup = f"{row['Precision']}{weights}"
        if (model, setup) in runs:
            setup = f"{setup}, revision {revision[:8] or 'unknown'}"
        runs.add((model, setup))
        run = {"model": model, "setup": setup, "metric": "accuracy", "dated": _date(row["date"]), "url": URL}
        for name in BENCHMARKS:
            yield Result(benchmark=name, score=row[name], **run)
        yield Result(benchmark="Average", score=row["Average ⬆️"], **run)
        if model in seen:
            continue
        seen.add(model)
        yield ModelFact(
            model=model,
            kind=row["Type"],
            parameters=row["#Params (B)"] * 1e9 if row["#Params (B)"] else None,
            architecture=row["Architecture"],
            license=row["Hub License"] or None,
            revision=revision or None,
            is_available=row["Available on the hub"],
            is_flagged=row["Flagged"],
            is_merge=row["Merged"] or "merge" in (row["Type"] or ""),
            is_adapter=row["Weight type"] != "Original",
            is_open_weights=True,
            likes=row["Hub ❤️"],
        )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
