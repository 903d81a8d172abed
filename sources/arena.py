"""Ratings from blind pairwise votes of people, by category: as voted, and with the effect of style taken out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from sources._contract import ModelFact, Result

NAME = "LMArena"
PUBLISHER = "LMArena"
URL = "https://huggingface.co/datasets/lmarena-ai/leaderboard-dataset"
LICENSE = "CC BY 4.0"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"
CADENCE = "weekly"
_REPO = "lmarena-ai/leaderboard-dataset"
FILES = tuple(
    (_REPO, f"{subset}/{part}-*.parquet") for subset in ("text", "text_style_control") for part in ("latest", "full")
)
_METRICS = ("rating", "rating_style_control")

# Today's ratings, and before them the last date of each earlier month: enough for a history, a twentieth of the rows.
_THINNED = """
with today as (select * from read_parquet($latest)),
months as (
    select max(leaderboard_publish_date) as leaderboard_publish_date
    from read_parquet($full)
    where leaderboard_publish_date[:7] < (select max(leaderboard_publish_date)[:7] from today)
    group by leaderboard_publish_date[:7]
),
rows as (
    select * from today
    union all by name
    select * from read_parquet($full) join months using (leaderboard_publish_date)
)
select model_name, category, rating, rating_lower, rating_upper, vote_count, organization, license,
    cast(leaderboard_publish_date as date) as dated
from rows
order by dated desc, category, rating desc, model_name
"""


def parse(text_latest: Path, text_full: Path, style_latest: Path, style_full: Path) -> Iterator[Result | ModelFact]:
    """One row a model, category and date, in Elo; intervals are the publisher's own 95 %."""
    seen: set[str] = set()
    for metric, latest, full in zip(_METRICS, (text_latest, style_latest), (text_full, style_full), strict=True):
        rows = duckdb.execute(_THINNED, {"latest": str(latest), "full": str(full)}).fetchall()
        for model, category, rating, low, high, votes, organization, license_, dated in rows:
            yield Result(
                model=model,
                benchmark=category,
                metric=metric,
                score=rating,
                score_low=low,
                score_high=high,
                n=int(votes) if votes else None,
                dated=dated or date.min,
                url=URL,
            )
            if model not in seen:
                seen.add(model)
                yield ModelFact(model=model, organization=organization or None, license=license_ or None)
