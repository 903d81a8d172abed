"""Six benchmarks run on open models by one harness on one cluster, June 2024 to March 2025; frozen since."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from sources._contract import ModelFact, Result

NAME = "Open LLM Leaderboard v2"
PUBLISHER = "Hugging Face"
URL = "https://huggingface.co/datasets/open-llm-leaderboard/contents"
LICENSE = "none stated"
LICENSE_URL = None
CADENCE = "frozen"
FILES = (("open-llm-leaderboard/contents", "data/train-*.parquet"),)

BENCHMARKS = ("IFEval", "BBH", "MATH Lvl 5", "GPQA", "MUSR", "MMLU-PRO")


def parse(path: Path) -> Iterator[Result | ModelFact]:
    """One row a model and precision: raw scores (0 to 1), normalised scores (0 to 100), and the board's average."""
    seen: set[str] = set()
    rows = duckdb.execute('select * from read_parquet(?) order by "Average ⬆️" desc, eval_name', [str(path)]).df()
    for row in rows.astype(object).where(rows.notna(), None).to_dict("records"):
        model, dated = row["fullname"], _date(row["Submission Date"])
        template = "chat template" if row["Chat Template"] else "no chat template"
        run = {
            "model": model,
            "setup": f"{row['Precision']}, {template}",
            "dated": dated,
            "url": f"https://huggingface.co/datasets/open-llm-leaderboard/{model.replace('/', '__')}-details",
        }
        yield Result(benchmark="Average", metric="normalized", score=row["Average ⬆️"], **run)
        for name in BENCHMARKS:
            yield Result(benchmark=name, metric="raw", score=row[f"{name} Raw"], **run)
            yield Result(benchmark=name, metric="normalized", score=row[name], **run)
        if model in seen:
            continue
        seen.add(model)
        billions = row["#Params (B)"]
        yield ModelFact(
            model=model,
            kind=row["Type"],
            parameters=billions * 1e9 if billions and billions > 0 else None,
            architecture=row["Architecture"],
            license=row["Hub License"] or None,
            base_model=row["Base Model"] or None,
            released_on=_date(row["Upload To Hub Date"]),
            revision=row["Model sha"] or None,
            is_available=row["Available on the hub"],
            is_flagged=row["Flagged"],
            is_merge=row["Merged"] or "merge" in row["Type"],
            is_adapter=row["Weight type"] == "Adapter",
            is_official=row["Official Providers"],
            is_open_weights=True,
            likes=row["Hub ❤️"],
        )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
