"""Newest benchmarks: Epoch AI's own runs with standard errors, and published leaderboards it compiles."""

import csv
import io
import math
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sources._contract import ModelFact, Relationship, Result, SourceError

NAME = "Epoch AI Benchmarking Hub"
PUBLISHER = "Epoch AI"
URL = "https://epoch.ai/benchmarks"
LICENSE = "CC BY 4.0"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"
CADENCE = "daily"
FILES = ("https://epoch.ai/data/benchmark_data.zip",)


@dataclass(frozen=True, slots=True)
class _Table:
    """Which columns of a file say what; `setup` names the columns that tell two runs of one model apart."""

    score: str
    stderr: str | None = None
    low: str | None = None
    high: str | None = None
    setup: tuple[str, ...] = ()
    stderr_factor: float = 1.0


_OWN = _Table("mean_score", stderr="stderr")
_SHOTS = ("Shots", "Source")

# Only files whose columns are clear. Left out: swe_bench_bash (non-commercial figures), the capabilities index
# (a model of the others), live_bench (a source of its own), and files about images, video, 3-D or places.
TABLES = {
    "gpqa_diamond": _OWN,
    "frontiermath": _OWN,
    "frontiermath_tier_4": _OWN,
    "otis_mock_aime_2024_2025": _OWN,
    "math_level_5": _OWN,
    "swe_bench_verified": _OWN,
    "simpleqa_verified": _OWN,
    "chess_puzzles": _OWN,
    # What the file calls a standard error is half a 95 % interval: only so does it imply the 2,500 questions.
    "hle_external": _Table("Accuracy", stderr="Accuracy Standard Error", stderr_factor=1 / 1.96),
    "arc_agi_external": _Table("Score", setup=("Source",)),
    "arc_agi_2_external": _Table("Score"),
    # Its error is that of repeated runs, below what 89 tasks allow: the catalogue's n speaks instead.
    "terminalbench_external": _Table("Accuracy mean", setup=("Agent",)),
    "aider_polyglot_external": _Table("Percent correct", setup=("Edit format",)),
    "weirdml_external": _Table("Accuracy"),  # its error of 0.0002 cannot be that of 19 tasks
    "fictionlivebench_external": _Table("120k token score"),
    "simplebench_external": _Table("Score (AVG@5)"),
    "os_world_external": _Table("Score", setup=("Agent",)),
    "metr_time_horizons_external": _Table("Time horizon", low="CI_low", high="CI_high", setup=("METR version",)),
    "gso_external": _Table("Score OPT@1", setup=("Scaffold",)),
    "cybench_external": _Table("Unguided % Solved"),
    "balrog_external": _Table("Average progress", stderr="Average Standard error"),
    "the_agent_company_external": _Table("% Score", setup=("Name",)),
    "gdpval_external": _Table("Win Rate (%)"),
    # In points where the score is a share, and again half a 95 % interval.
    "apex_agents_external": _Table("Pass@1 score", stderr="Pass@1 Standard Error", stderr_factor=0.01 / 1.96),
    "webdev_arena_external": _Table("Arena Score", low="95% CI Low", high="95% CI High"),
    "lech_mazur_writing_external": _Table("Mean score"),
    "mmlu_external": _Table("EM", setup=_SHOTS),
    "gsm8k_external": _Table("EM", setup=_SHOTS),
    "hella_swag_external": _Table("Overall accuracy", setup=_SHOTS),
    "arc_ai2_external": _Table("Challenge score", setup=_SHOTS),
    "wino_grande_external": _Table("Accuracy", setup=_SHOTS),
    "piqa_external": _Table("Score", setup=_SHOTS),
    "bool_q_external": _Table("Score", setup=_SHOTS),
    "trivia_qa_external": _Table("EM", setup=_SHOTS),
    "lambada_external": _Table("Score", setup=_SHOTS),
    "open_book_qa_external": _Table("Accuracy", setup=_SHOTS),
    "bbh_external": _Table("Average", setup=_SHOTS),
}
_LINKS = ("Log viewer", "Source link", "Source Link", "Source link (site from table)")
_DATES = ("Started at", "Date of evaluation", "Run date", "Evaluation date", "Date run", "Date added", "Date")


def parse(path: Path) -> Iterator[Result | ModelFact]:
    """One row a model version and file; a row without a model version or a score is no result and is passed over."""
    seen: set[str] = set()
    with zipfile.ZipFile(path) as archive:
        files = {Path(name).stem: name for name in archive.namelist() if name.endswith(".csv")}
        for stem, table in TABLES.items():
            if stem not in files:
                raise SourceError(f"{FILES[0]}: {stem}.csv is gone; drop it from sources/epoch.py if that is final")
            yield from _results(stem, table, archive.read(files[stem]).decode("utf-8-sig"), seen)


def _results(stem: str, table: _Table, text: str, seen: set[str]) -> Iterator[Result | ModelFact]:
    rows = csv.DictReader(io.StringIO(text))
    needed = [c for c in ("Model version", table.score, table.stderr, table.low, table.high, *table.setup) if c]
    if lost := [c for c in needed if c not in (rows.fieldnames or ())]:
        raise SourceError(f"{stem}.csv: the column {lost[0]!r} is gone; look at the file and mend sources/epoch.py")
    listed: dict[tuple[str, str, date | None], list[tuple[Result, dict[str, str]]]] = defaultdict(list)
    for row in rows:
        model, score = row["Model version"].strip(), _number(row[table.score])
        if not model or score is None:
            continue
        stderr = _number(row[table.stderr]) if table.stderr else None
        result = Result(
            model=model,
            benchmark=stem,
            metric="score",
            score=score,
            setup=", ".join(v for c in table.setup if (v := _setup(c, row[c]))),
            score_low=_number(row[table.low]) if table.low else None,
            score_high=_number(row[table.high]) if table.high else None,
            stderr=stderr * table.stderr_factor if stderr is not None else None,
            dated=next((d for c in _DATES if (d := _date(row.get(c)))), None),
            url=next((row[c] for c in _LINKS if _is_url(row.get(c))), URL),
            relationship=_relationship(stem, row),
            measured_by=row.get("Agent Org", "").strip() or None,
        )
        listed[model, result.setup, result.dated].append((result, row))
        if model not in seen:
            seen.add(model)
            released = _date(row.get("Release date"))
            yield ModelFact(model=model, organization=_organization(row), released_on=released)
    for same in listed.values():
        for result, row in _told_apart(same):
            if result.model not in seen:
                seen.add(result.model)
                yield ModelFact(model=result.model, organization=_organization(row))
            yield result


def _told_apart(listed: list[tuple[Result, dict[str, str]]]) -> list[tuple[Result, dict[str, str]]]:
    """The runs behind the rows of one model version, setup and day.

    A figure that stands twice, if need be rounded once, is one run. Different figures are different runs, and often of
    another effort, build or size than the model version says: each is then called by its own name in the table that
    Epoch took it from. Where the names are one too, the number of Epoch's row tells the runs apart. Of two rows of one
    run the one with a link of its own stands.
    """
    runs: list[tuple[Result, dict[str, str]]] = []
    for result, row in sorted(listed, key=lambda one: one[0].url == URL):
        if not any(math.isclose(result.score, other.score, rel_tol=1e-3) for other, _ in runs):
            runs.append((result, row))
    if len(runs) == 1:
        return runs
    names = Counter(_name(row) for _, row in runs)
    return [(_called(result, row, names, place), row) for place, (result, row) in enumerate(runs, start=1)]


def _called(result: Result, row: dict[str, str], names: Counter[str], place: int) -> Result:
    if (name := _name(row)) and names[name] == 1:
        return replace(result, model=name)
    return replace(
        result, setup=", ".join(filter(None, [result.setup, f"row {row.get('id') or row.get('ID') or place}"]))
    )


def _name(row: dict[str, str]) -> str:
    return " ".join(row.get("Name", "").split())


def _organization(row: dict[str, str]) -> str | None:
    return row.get("Organization", "").split(",")[0].strip() or None


def _relationship(stem: str, row: dict[str, str]) -> Relationship:
    """Epoch's own runs are a third party's; a system card or launch post is the maker's own word; else not said."""
    if not stem.endswith("_external"):
        return "third_party"
    said = f"{row.get('Source', '')} {row.get('Notes', '')}".lower()
    return "first_party" if "system card" in said or "model card" in said else "other"


def _setup(column: str, value: str) -> str:
    return f"{value.strip()}-shot" if column == "Shots" and re.fullmatch(r"\d+", value.strip()) else value.strip()


def _number(text: str | None) -> float | None:
    return float(text) if text and text.strip() else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text and re.match(r"\d{4}-\d\d-\d\d", text) else None


def _is_url(text: str | None) -> bool:
    return bool(text) and str(text).startswith("https://")
