"""Result files of lighteval, `results_<date>.json`: a task is `<task>|<shots>`, in older ones with its suite before."""

from pathlib import Path
from typing import Any

from sources.formats import Report, Score, count, refusal, table

NAME = "lighteval"


def is_one(about: dict[str, Any]) -> bool:
    """Whether a JSON object is such a file."""
    return "results" in about and "config_general" in about


def parse(about: dict[str, Any], path: Path) -> Report:
    """The scores of a file in which more is better; rows that average others, errors and all, are left out."""
    general = table(about, "config_general", path)
    limit = general.get("max_samples")
    scores: dict[tuple[str, str], Score] = {}
    left_out: dict[str, list[str]] = {}
    for key in (results := table(about, "results", path)):
        task = key.removeprefix("lighteval|")
        if key == "all" or ":_average|" in key:
            left_out.setdefault("a mean of other rows", []).append(key)
            continue
        config = _config(key, table(about, "config_tasks", path), path)
        n = count(config.get("effective_num_docs"))
        under = {
            "limit": limit,
            f"version of {task}": table(about, "versions", path).get(key, config.get("version")),
            f"number of examples of {task}": n,
        }
        for metric, value in table(results, key, path).items():
            if metric.endswith("_stderr"):
                continue
            if why := refusal(metric, value, _more_is_better(metric, config)):
                left_out.setdefault(why, []).append(f"{metric} of {task}")
                continue
            total = count(config.get("original_num_docs"))
            scores[task, metric] = Score(value=float(value), n=n, total=total, under=under)
    model = general.get("model_name") or table(general, "model_config", path).get("model_name")
    return Report(
        path=path, format=NAME, model=str(model) if model else None, adapter=None, limit=limit, scores=scores,
        subtasks={}, left_out=left_out,
    )  # fmt: skip


def _config(key: str, configs: dict[str, Any], path: Path) -> dict[str, Any]:
    """What the file says of a task, which it may name without the number of shots or without the suite."""
    keys = {key, key.rpartition("|")[0]}
    found = [one for one in configs if keys & {one, f"lighteval|{one}"}]
    return table(configs, found[0], path) if found else {}


def _more_is_better(metric: str, config: dict[str, Any]) -> object:
    """Metrics that are worked out together share an entry, with a direction each."""
    for about in config.get("metric") or config.get("metrics") or []:
        names, direction = about.get("metric_name"), about.get("higher_is_better")
        if metric == names or (isinstance(names, list) and metric in names):
            return direction.get(metric) if isinstance(direction, dict) else direction
    return None
