"""Result files of the lm-evaluation-harness, `results_<date>.json`: metrics are keys `<metric>,<filter>` of a task."""

import json
from pathlib import Path
from typing import Any

from sources.formats import Report, Score, count, is_number, refusal, table

NAME = "the lm-evaluation-harness"
# Of a task's keys these are no metrics: " " holds the place of a group without a score, bypass that of no metric.
_NO_METRICS = ("", "alias", "name", "sample_len", "sample_count", "samples", "bypass")
_ASKED = {
    "chat_template_sha": "chat template",
    "system_instruction_sha": "system prompt",
    "fewshot_as_multiturn": "examples as turns of a chat",
    "lm_eval_version": "version of the harness",
}


def is_one(about: dict[str, Any]) -> bool:
    """Whether a JSON object is such a file."""
    beside = {"versions", "configs", "n-samples", "higher_is_better"} & about.keys()
    return "results" in about and bool(beside) and "config_general" not in about


def parse(about: dict[str, Any], path: Path) -> Report:
    """The scores of a file in which more is better, with their number of examples, version and shots."""
    # Groups stand among the results as well in most versions.
    results = table(about, "groups", path) | table(about, "results", path)
    rows = {task: table(results, task, path) for task in results}
    listed = table(about, "group_subtasks", path)
    subtasks = {task: found for task in rows if (found := _within(task, listed))}
    directions = {task: table(table(about, "higher_is_better", path), task, path) for task in rows}
    config = table(about, "config", path)
    scores: dict[tuple[str, str], Score] = {}
    left_out: dict[str, list[str]] = {}
    for task, row in rows.items():
        parts = sorted(subtasks.get(task, {task}) & rows.keys() - subtasks.keys())  # of a group, what is no group
        under = {"limit": config.get("limit")}
        for part in parts or [task]:
            under |= _under(part, about, path)
        for key, value in row.items():
            metric, _, how = key.partition(",")
            if metric.strip() in _NO_METRICS or metric.endswith("_stderr"):
                continue
            name = metric if how in ("", "none") else key
            stated = {directions[one].get(metric) for one in (task, *parts)} - {None}
            if why := refusal(metric, value, stated.pop() if len(stated) == 1 else None):
                left_out.setdefault(why, []).append(f"{name} of {task}")
                continue
            n = under.get(f"number of examples of {task}") if task in parts else _pooled(key, value, parts, rows, under)
            totals = [count(_samples(part, about, path).get("original")) for part in parts]
            total = None if None in totals or not totals else sum(filter(None, totals))
            scores[task, name] = Score(value=float(value), n=n, total=total, under=under)
    given = _arguments(config.get("model_args"))
    model = given.get("pretrained") or about.get("model_name") or given.get("model") or given.get("path")
    adapter = given.get("peft") or given.get("delta") or given.get("lora_local_path")
    return Report(
        path=path, format=NAME, model=str(model) if model else None, adapter=str(adapter) if adapter else None,
        limit=config.get("limit"), scores=scores, subtasks=subtasks, left_out=left_out,
        asked={word: about.get(key) for key, word in _ASKED.items()},
    )  # fmt: skip


def _within(task: str, listed: dict[str, Any]) -> set[str]:
    """All tasks within a group, at any depth; none of what is no group."""
    found: set[str] = set()
    waiting = [task]
    while waiting:
        new = set(listed.get(waiting.pop()) or ()) - found
        found |= new
        waiting += new
    return found - {task}


def _samples(task: str, about: dict[str, Any], path: Path) -> dict[str, Any]:
    return table(table(about, "n-samples", path), task, path)


def _under(task: str, about: dict[str, Any], path: Path) -> dict[str, Any]:
    """What a task's scores were taken under. Only the effective number of samples tells how many were scored."""
    row = table(table(about, "results", path), task, path)
    everywhere = table(about, "config", path).get("num_fewshot")
    return {
        f"version of {task}": table(about, "versions", path).get(task),
        f"number of examples of {task}": count(_samples(task, about, path).get("effective", row.get("sample_len"))),
        f"number of examples in the prompt of {task}": table(about, "n-shot", path).get(task, everywhere),
    }


def _pooled(key: str, value: float, parts: list[str], rows: dict[str, Any], under: dict[str, Any]) -> int | None:
    """The examples of a group, where its score is that of all of them together, and no mean of its subtasks' means."""
    counts = [under[f"number of examples of {part}"] for part in parts]
    values = [rows[part].get(key) for part in parts]
    if not parts or None in counts or not all(map(is_number, values)):
        return None
    mean = sum(n * one for n, one in zip(counts, values, strict=True)) / sum(counts)
    return sum(counts) if abs(mean - value) < 1e-6 else None


def _arguments(given: object) -> dict[str, Any]:
    """What the model was loaded with: a table, the same as JSON, or `name=value,name=value`."""
    if isinstance(given, dict):
        return given
    text = given if isinstance(given, str) else ""
    try:
        found = json.loads(text)
    except ValueError:
        found = dict(part.partition("=")[::2] for part in text.split(",") if "=" in part)
    return found if isinstance(found, dict) else {}
