"""`build.py tunings`: two result files, of a base and of what was tuned from it, as rows of a fork's tuning runs."""

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from sources import _tunings
from sources._cli import clearly
from sources._contract import SourceError
from sources.formats import Report, Score, read

SHIPPED = Path(__file__).parent / "catalog" / "tuning_tasks"
Pairs = dict[tuple[str, str], tuple[Score, Score]]


def _ending(ctx: click.Context, option: click.Parameter, path: Path | None) -> Path | None:
    """A file that a build with --private would read, by its name."""
    if path is not None and not path.name.endswith(".tunings.csv"):
        raise click.BadParameter(f"{str(path)!r} is not read as tuning runs; call it <name>.tunings.csv")
    return path


@click.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), callback=_ending, help="Add to a file <name>.tunings.csv.")
@click.option("--base", metavar="MODEL", help="The base, by its Hub id; else as BEFORE names it.")
@click.option("--method", metavar="WORD", help="How it was tuned: full, lora, qlora ...")
@click.option("--rank", type=click.IntRange(1), help="Rank of the adapter.")
@click.option("--cost", type=click.FloatRange(0), metavar="USD", help="What the tuning cost, in US dollars.")
@click.option("--task", "tasks", multiple=True, metavar="TASK", help="Only this task, or group as one; repeatable.")
@click.option("--metric", "metrics", multiple=True, metavar="METRIC", help="Only this metric; repeatable.")
@clearly
def tunings(
    before: Path,
    after: Path,
    out: Path | None,
    base: str | None,
    method: str | None,
    rank: int | None,
    cost: float | None,
    tasks: tuple[str, ...],
    metrics: tuple[str, ...],
) -> None:
    """Pair the scores in two result files, BEFORE of a base and AFTER of what was tuned from it, as tuning runs.

    Both are files results_<date>.json of the lm-evaluation-harness, or both of lighteval. Printed, or added to --out,
    are rows base,task,metric,base_score,tuned_score,n,method,rank,cost. What is not among them is told on stderr.

    Scores of other versions, examples in the prompt, limits or numbers of examples cannot be compared, and are refused.
    A group repeats its subtasks: they are taken, and the group only where it is asked for with --task or they are not
    there. A task of several metrics becomes a task for each, called <task>_<metric>.

    \b
    Examples:
      build.py tunings base/results_2026-01-21.json tuned/results_2026-01-22.json --method lora --rank 16
      build.py tunings before.json after.json --task mmlu --out sources/private/ours.tunings.csv
      build.py tunings before.json after.json --base ourorg/our-base --metric exact_match,strict-match
    """
    if after.resolve() == before.resolve() or before.read_bytes() == after.read_bytes():
        raise SourceError(f"{before} and {after} are one and the same; give the base's file and the tuned model's")
    old, new = read(before), read(after)
    if old.format != new.format:
        raise SourceError(f"{before} is of {old.format} and {after} of {new.format}; evaluate both alike")
    named = _base(old, base)
    pairs, notes = paired(old, new, tasks, metrics)
    way = {"method": (method or "").strip().lower(), "rank": rank or ""}
    about = {"base": named, **way, "cost": "" if cost is None else f"{cost:g}"}
    rows = [about | row for row in _rows(pairs, _names(old, new, pairs), new.path)]
    for note in [*_doubts(old, new, named), *notes]:
        click.echo(f"note: {note}", err=True)
    if out is None:
        text = _text(rows, _tunings.WANTED, has_header=True)
        _tunings.runs_in(text.splitlines(), new.path)
        click.echo(text, nl=False)
        return
    n_before = _add(out, rows)
    click.echo(f"{out}: added {len(rows):,} to {n_before:,} runs", err=True)


def paired(old: Report, new: Report, tasks: Iterable[str], metrics: Iterable[str]) -> tuple[Pairs, list[str]]:
    """The scores that stand in both files, by task and metric, and in words what else there is."""
    notes = []
    for report in (old, new):
        notes += [f"{report.path}: left out, {why}: {', '.join(names)}" for why, names in report.left_out.items()]
    keys, both = set(old.scores.keys() | new.scores.keys()), old.scores.keys() & new.scores.keys()
    groups = {task: old.subtasks.get(task, set()) | new.subtasks.get(task, set()) for task, _ in keys}
    if wanted := set(tasks):
        _known(wanted, {task for task, _ in keys}, "task", old, new)
        for group in sorted(wanted):
            if twice := sorted(groups[group] & wanted):
                raise SourceError(f"the score of {group} repeats that of {twice[0]}; leave one of them out with --task")
        keys = {key for key in keys if key[0] in wanted}
    else:
        if repeated := {task for task, _ in keys if groups[task] & {name for name, _ in both}}:
            told = ", ".join(sorted(repeated))
            notes.append(f"left out, groups, which repeat their subtasks: {told}; --task takes one instead of them")
        keys = {key for key in keys if key[0] not in repeated}
    if wanted := set(metrics):
        _known(wanted, {word for _, metric in keys for word in (metric, metric.partition(",")[0])}, "metric", old, new)
        keys = {(task, metric) for task, metric in keys if {metric, metric.partition(",")[0]} & wanted}
    for report, other in ((old, new), (new, old)):
        if alone := sorted(keys - other.scores.keys()):
            told = ", ".join(f"{metric} of {task}" for task, metric in alone)
            notes.append(f"left out, only in {report.path}: {told}")
    pairs = {key: (old.scores[key], new.scores[key]) for key in sorted(keys & both)}
    if not pairs:
        raise SourceError("; ".join([f"{old.path} and {new.path} have no task and metric in common", *notes]))
    for was, now in pairs.values():
        _comparable(was, now, old, new)
    return pairs, notes + _subsets(pairs)


def _known(wanted: set[str], known: set[str], what: str, old: Report, new: Report) -> None:
    if unknown := sorted(wanted - known):
        there = ", ".join(sorted(known))
        raise SourceError(f"{old.path} and {new.path} have no {what} {unknown[0]!r}; there are {there}")


def _comparable(one: Score, other: Score, old: Report, new: Report) -> None:
    for what in one.under | other.under:
        was, now = one.under.get(what), other.under.get(what)
        if was != now:
            unsaid = "none" if what == "limit" else "not stated"
            said = [unsaid if value is None else value for value in (was, now)]
            raise SourceError(
                f"{old.path} and {new.path} cannot be compared: the {what} is {said[0]} in the first and {said[1]} in"
                " the second; evaluate both alike, or name the tasks that were with --task"
            )


def _subsets(pairs: Pairs) -> list[str]:
    """What rests on a part of a task's examples, or on an unknown number of them, in words."""
    notes = []
    for task in sorted({task for task, _ in pairs}):
        score = next(one for (name, _), (one, _) in pairs.items() if name == task)
        of = f"{score.n:,} of its {score.total:,} examples" if score.n and score.total else "not all of its examples"
        if score.under.get("limit") is not None or (score.n and score.total and score.n < score.total):
            notes.append(f"{task}: a subset of the task, {of}")
        if score.n is None:
            notes.append(f"{task}: on how many examples its score rests is not known, and n is left empty")
    return notes


def _base(old: Report, given: str | None) -> str:
    """What the base is called. A path is of one machine: nobody else knows the model by it."""
    if given and given.strip():
        return given.strip()
    if not old.model:
        raise SourceError(f"{old.path}: does not say which model it is of; name it with --base")
    if re.match(r"[/.~\\]|[A-Za-z]:", old.model) or old.model.count("/") > 1 or "\\" in old.model:
        raise SourceError(f"{old.path}: names its model by a path, {old.model!r}; name the base with --base")
    return old.model


def _doubts(old: Report, new: Report, base: str) -> list[str]:
    """What speaks against a comparison and does not forbid it."""
    notes, names = [], {(old.model or base).lower(), base.lower()}
    if old.adapter:
        notes.append(f"{old.path} is of the adapter {old.adapter}, and so of no base; check that it is the right file")
    if not new.adapter and (new.model or "").lower() in names:
        notes.append(f"{new.path} is of {new.model} as well, without an adapter; check that it was tuned")
    elif new.adapter and new.model and new.model.lower() not in names:
        notes.append(f"{new.path} is of an adapter on {new.model}, and not on {base}; check what it was tuned from")
    elif not new.adapter:
        notes.append(f"{new.path} is of {new.model or 'a model without a name'}, taken to be tuned from {base}")
    for what, was in old.asked.items():
        if was != new.asked.get(what):
            notes.append(f"the {what} differs: {was or 'none'} before, {new.asked.get(what) or 'none'} after")
    return notes


def _names(old: Report, new: Report, pairs: Pairs) -> dict[tuple[str, str], str]:
    """What each pair is called as a task: a task has one metric, and a shipped study's is not evaluated like this."""
    keys = old.scores.keys() | new.scores.keys()
    found: dict[tuple[str, str], str] = {}
    for task, metric in pairs:
        is_only = sum(name == task for name, _ in keys) == 1 and not (SHIPPED / f"{task}.toml").is_file()
        name = re.sub(r"[^A-Za-z0-9._-]+", "_", task if is_only else f"{task}_{metric}")
        if name in found.values():
            raise SourceError(f"{new.path}: two tasks would be called {name}; take one of them with --task or --metric")
        found[task, metric] = name
    return found


def _rows(pairs: Pairs, names: dict[tuple[str, str], str], path: Path) -> list[dict[str, Any]]:
    rows = []
    for (task, metric), (one, other) in pairs.items():
        for which, score in (("base", one), ("tuned", other)):
            if not 0 <= score.value <= 1:
                raise SourceError(
                    f"{path}: {metric} of {task}: the {which} score is {score.value:g}, and scores are shares from 0"
                    " to 1, as percent are not; take the others with --metric or --task"
                )
        rows.append({"task": names[task, metric], "metric": metric, "base_score": repr(one.value),
                     "tuned_score": repr(other.value), "n": one.n or ""})  # fmt: skip
    return rows


def _text(rows: list[dict[str, Any]], columns: Iterable[str], has_header: bool) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), lineterminator="\n", extrasaction="ignore")
    if has_header:
        writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _add(out: Path, rows: list[dict[str, Any]]) -> int:
    """Rows after those that a file has, whose number is returned; nothing of it is changed, and no run stands twice."""
    kept = _tunings.runs_of(out) if out.exists() and out.stat().st_size else []
    text = out.read_text(encoding="utf-8-sig") if out.exists() else ""
    columns = [name.strip() for name in next(csv.reader(io.StringIO(text)), [])] or list(_tunings.WANTED)
    given = {name for row in rows for name, value in row.items() if value != ""}
    if lacking := [name for name in _tunings.WANTED if name in given - set(columns)]:
        raise SourceError(f"{out}: has no column {lacking[0]!r}, which the new rows need; add it to its first line")
    added = _text(rows, columns, has_header=not text)
    whole = text + ("" if not text or text.endswith("\n") else "\n") + added
    _tunings.runs_in(whole.splitlines(keepends=True), out)
    metrics = {run.task: run.metric for run in kept}
    for row in rows:
        if (known := metrics.get(row["task"], row["metric"])) != row["metric"]:
            raise SourceError(
                f"{out}: holds {row['task']} with the metric {known!r}, and the new rows have it with"
                f" {row['metric']!r}, which cannot be compared; take others with --task or --metric"
            )
    with out.open("a", encoding="utf-8", newline="") as file:
        file.write(whole[len(text) :])
    return len(kept)
