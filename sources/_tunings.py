"""Tuning runs: what a base model scores on a task before and after it is tuned, shipped studies and a fork's own."""

import csv
import itertools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas as pd

from sources._contract import SourceError, columns, create, frame, insert, read, toml
from sources.formats import BINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Tuning runs that one party published together, in the CSV of the same name beside the file."""

    name: str
    publisher: str
    url: str
    license: str
    dated: date
    entered: date  # when a person wrote the file
    description: str  # in our own words: who tuned what, and how it was evaluated
    license_url: str | None = None
    method: str | None = None  # of every run, where the rows do not say it
    rank: int | None = None
    n_at_most: int | None = None  # how many examples a score rests on at most, where it may be fewer than the task has
    n_note: str | None = None
    references: dict[str, str] | None = None  # models that were only asked: the study's own name, and what to call it


@dataclass(frozen=True, slots=True, kw_only=True)
class TuningTask:
    """A task that models were tuned for; lengths are of one example in tokens, `n` the examples of the split scored."""

    name: str
    suite: str  # the study that first measured it: a suite's tasks are averaged together
    order: int
    category: str
    description: str
    metric: str
    # Whether an example is right or wrong, and its error binomial, or earns a share that no error can be told from.
    scoring: Literal["right or wrong", "partial credit"]
    dataset: str | None = None  # an address, or in words
    n: int | None = None
    n_source: str | None = None
    split: str | None = None
    tokens_min: int | None = None
    tokens_max: int | None = None
    tokens_p95: int | None = None
    train_examples: int | None = None
    validation_examples: int | None = None
    test_examples: int | None = None
    domain: str | None = None  # the domain of this site whose scores tell of such work
    chance: float | None = None  # percent that guessing gets right, of so many options to choose from
    note: str | None = None  # what a reader of its scores must know


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """One base on one task: shares from 0 to 1 where more is better; a model that was only asked has no tuned score."""

    base: str
    task: str
    metric: str
    base_score: float | None = None
    tuned_score: float | None = None
    n: int | None = None
    method: str | None = None
    rank: int | None = None
    cost: float | None = None  # US dollars of this run


WANTED = ("base", "task", "metric", "base_score", "tuned_score", "n", "method", "rank", "cost")


def load(con: duckdb.DuckDBPyConnection, catalog: Path, private: Path | None) -> None:
    """Create and fill raw_tuning_study, raw_tuning_task and raw_tuning; a file that is wrong is a SourceError."""
    tasks = {path.stem: path for path in sorted((catalog / "tuning_tasks").glob("*.toml"))}
    described = _named(private, ".task.toml")
    for name in described.keys() & tasks.keys():
        raise SourceError(f"{described[name]}: {name} is a task that is shipped; call yours, and the file, otherwise")
    tasks |= described
    known = {name: read(TuningTask, toml(path), str(path)) for name, path in tasks.items()}
    for name, task in known.items():
        _check_task(str(tasks[name]), catalog, name, task)
    studies = {path.stem: read(Study, toml(path), str(path)) for path in sorted((catalog / "tunings").glob("*.toml"))}
    runs = {name: runs_of(catalog / "tunings" / f"{name}.csv") for name in studies}
    ours = _named(private, ".tunings.csv")
    for name, path in ours.items():
        if name in studies:
            raise SourceError(f"{path}: {name} is the name of a study that is shipped; call the file otherwise")
        _check_name(str(path), "the file's name", name)
        runs[name] = runs_of(path)
    made = [(name, run, ours.get(name, catalog / "tunings" / f"{name}.csv")) for name in runs for run in runs[name]]
    for name, run, path in made:
        known.setdefault(run.task, _undescribed(name, run, len(known) + 1))
        tasks.setdefault(run.task, path)
        _check_run(str(path), run, known[run.task])
    for name in described:
        if (suite := known[name].suite) in studies:
            raise SourceError(f"{described[name]}: suite = {suite!r} is a study that is shipped; call yours otherwise")
    _check_names(tasks, known)
    if unused := sorted(described.keys() - {run.task for _, run, _ in made}):
        raise SourceError(
            f"{described[unused[0]]}: no tuning run is of the task {unused[0]}; what do the runs call it?"
        )
    _fill(con, "raw_tuning_study", "study_id", Study, studies)
    _fill(con, "raw_tuning_task", "tuning_task_id", TuningTask, known)
    create(con, "raw_tuning_reference", dict.fromkeys(("study_id", "base", "name"), "varchar"))
    named = [(study, *pair) for study, about in studies.items() for pair in (about.references or {}).items()]
    insert(con, "raw_tuning_reference", pd.DataFrame(named, columns=["study_id", "base", "name"], dtype=object))
    create(con, "raw_tuning", {"study_id": "varchar", "source": "varchar", **columns(Tuning)})
    rows = frame(Tuning, [run for _, run, _ in made])
    source = ["private" if name in ours else name for name, *_ in made]
    insert(con, "raw_tuning", rows.assign(study_id=[name for name, *_ in made], source=source))


def _named(private: Path | None, ending: str) -> dict[str, Path]:
    """A fork's own files of one kind, by their names; where it is not asked for, none."""
    found = sorted(private.glob(f"*{ending}")) if private is not None else []
    return {path.name.removesuffix(ending): path for path in found}


def _fill(con: duckdb.DuckDBPyConnection, table: str, key: str, kind: type, found: dict[str, Any]) -> None:
    """Reviewed files into a table, under the names of their files."""
    create(con, table, {key: "varchar", **columns(kind)})
    rows = frame(kind, found.values())
    rows.insert(0, key, list(found))
    insert(con, table, rows)


def _undescribed(study: str, run: Tuning, order: int) -> TuningTask:
    """A task of which only its name and metric are known; its category is that of its study."""
    is_binary = run.metric.lower().partition(",")[0] in BINARY  # after the comma stands how the answer was found
    scoring: Any = "right or wrong" if is_binary else "partial credit"
    return TuningTask(
        name=run.task, suite=study, order=order, category=study, metric=run.metric, scoring=scoring,
        description=f"Not described; a file {run.task}.task.toml beside the results may say what it is.",
    )  # fmt: skip


def _check_name(where: str, what: str, name: str) -> None:
    """Refuse what cannot be the name of a page."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
        raise SourceError(f"{where}: {what} is {name!r}, and names a page: use letters, digits, '.', '_' and '-'")


def _check_task(where: str, catalog: Path, name: str, task: TuningTask) -> None:
    """Refuse a task of a domain that is none, a name or category without a page, and a size that no task has."""
    _check_name(where, "the task", name)
    if not re.search("[a-z0-9]", task.category.lower()):
        raise SourceError(f"{where}: category = {task.category!r}, and names a page: use letters from a to z")
    if task.domain is not None and not (catalog / "domains" / f"{task.domain}.toml").is_file():
        known = ", ".join(sorted(path.stem for path in (catalog / "domains").glob("*.toml")))
        raise SourceError(f"{where}: there is no {task.domain!r} among the domains; there are {known}")
    if task.chance is not None and not 0 < task.chance < 100:
        raise SourceError(f"{where}: chance = {task.chance:g}; it is what guessing gets right, in percent")
    if task.n is not None and (task.n < 1 or task.n_source is None):
        raise SourceError(f"{where}: n = {task.n}; say in n_source where at least one example is known from")


def _check_names(where: dict[str, Path], tasks: dict[str, TuningTask]) -> None:
    """Refuse two tasks with one page, and a category of two suites, whose means no page tells apart, or of all."""
    for one, other in itertools.combinations(tasks, 2):
        if one.lower() == other.lower():
            raise SourceError(f"{where[other]}: the tasks {one} and {other} differ by capitals only; write both alike")
    suites = {"all": ""}
    for name, task in tasks.items():
        category = re.sub("[^a-z0-9]+", "-", task.category.lower()).strip("-")
        if suites.setdefault(category, task.suite) != task.suite:
            of = f"of the suite {suites[category]} too" if suites[category] else "that of all tasks"
            raise SourceError(f"{where[name]}: the category {task.category!r} of {name} is {of}; call it otherwise")


def _check_run(where: str, run: Tuning, task: TuningTask) -> None:
    """Refuse what cannot be compared with the other runs of its task."""
    if run.metric != task.metric:
        other_name = f"{run.task}_{re.sub('[^A-Za-z0-9._-]+', '_', run.metric)}"
        raise SourceError(
            f"{where}: {run.task} of {run.base} has the metric {run.metric!r}, and others of that task {task.metric!r},"
            f" which cannot be compared; call the task otherwise, such as {other_name}"
        )
    if run.n is not None and task.n is not None and run.n > task.n:
        raise SourceError(f"{where}: n = {run.n} of {run.base} on {run.task}, which has {task.n} examples; mend one")


def runs_of(path: Path) -> list[Tuning]:
    """The rows of a CSV with the columns `base, task, metric, base_score, tuned_score, n, method, rank, cost`.

    The last four may be left out, as may be one score of a row. Two rows of one base, task, method and rank, or a
    score that is no share from 0 to 1, are a SourceError with the line.
    """
    try:
        return runs_in(path.read_text(encoding="utf-8-sig").splitlines(keepends=True), path)
    except (UnicodeDecodeError, csv.Error) as error:
        raise SourceError(f"{path}: cannot be read as CSV ({error})") from error


def runs_in(lines: Iterable[str], path: Path) -> list[Tuning]:
    """The runs in the lines of a CSV, of which a path is told where they are wrong."""
    table = csv.reader(lines, skipinitialspace=True, strict=True)
    names = [name.strip() for name in next(table, [])]
    if missing := [name for name in WANTED[:5] if name not in names]:
        raise SourceError(f"{path}: the column {missing[0]!r} is missing; wanted {', '.join(WANTED)}")
    if unknown := [name for name in names if name not in WANTED or names.count(name) > 1]:
        twice = "unknown column" if unknown[0] not in WANTED else "two columns are called"
        raise SourceError(f"{path}: {twice} {unknown[0]!r}; wanted {', '.join(WANTED)}")
    runs: dict[tuple[Any, ...], Tuning] = {}
    for row in table:
        where = f"{path}, line {table.line_num}"
        if not any(value.strip() for value in row):
            continue
        if len(row) != len(names):
            raise SourceError(f"{where}: has {len(row)} cells, and the first line {len(names)}; is a comma too many?")
        run = _run({name: value.strip() for name, value in zip(names, row, strict=True)}, where)
        # What was only asked has no way of tuning.
        way = None if run.tuned_score is None else (run.method, run.rank)
        if runs.setdefault((run.base.lower(), run.task, way), run) is not run:
            raise SourceError(f"{where}: {run.base} on {run.task} stands twice; tell the runs apart by method or rank")
    return list(runs.values())


def _run(row: dict[str, str], where: str) -> Tuning:
    for name in ("base", "task", "metric"):
        if not row[name]:
            raise SourceError(f"{where}: {name} is empty")
    _check_name(where, "the task", row["task"])
    numbers = {name: _number(row.get(name, ""), name, where) for name in ("base_score", "tuned_score", "cost")}
    counts = {name: _count(row.get(name, ""), name, where) for name in ("n", "rank")}
    if numbers["base_score"] is None and numbers["tuned_score"] is None:
        raise SourceError(f"{where}: neither base_score nor tuned_score; leave the row out")
    for name in ("base_score", "tuned_score"):
        score = numbers[name]
        if score is not None and not 0 <= score <= 1:
            raise SourceError(
                f"{where}: {name} = {score:g}; scores are shares from 0 to 1 where more is better:"
                " divide percent by 100, and give 1 less an error"
            )
    if numbers["cost"] is not None and numbers["cost"] < 0:
        raise SourceError(f"{where}: cost = {numbers['cost']:g}; it is in US dollars and not negative")
    named = {name: row[name] for name in ("base", "task", "metric")}
    return Tuning(**named, **numbers, **counts, method=row.get("method", "").lower() or None)  # type: ignore[arg-type]  # two kinds of number


def _number(text: str, name: str, where: str) -> float | None:
    try:
        value = float(text) if text else None
    except ValueError:
        value = math.nan
    if value is not None and not math.isfinite(value):
        raise SourceError(f"{where}: {name} = {text!r} is not a number; leave it empty where it is not known")
    return value


def _count(text: str, name: str, where: str) -> int | None:
    if text and (not text.isdecimal() or int(text) < 1):
        raise SourceError(f"{where}: {name} = {text!r}; it is a whole number from 1, or empty where it is not known")
    return int(text) if text else None
