"""`build.py tunings`: two result files of a base and of what was tuned from it become runs, or are refused with why."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import build
from sources import _tunings

Told = dict[str, Any]
Change = Callable[["Pair"], object]
BASE, HOST = "ourorg/our-base", "host-of-ours"
LIGHT = {"config_general": {}, "results": {"ours|0": {"em": 0.5}}}


def harness(scores: dict[str, dict[str, object]], model_args: object = f"pretrained={BASE},dtype=bfloat16") -> Told:
    """What the lm-evaluation-harness writes of some scores, each task of 200 examples, `mmlu` a group of two levels."""
    groups = {"mmlu": ["mmlu_arts"], "mmlu_arts": ["mmlu_law", "mmlu_logic"]}
    tasks = [task for task in scores if task not in groups]
    metrics = {task: {key.partition(",")[0] for key in row if "stderr" not in key} for task, row in scores.items()}
    return {
        "results": {task: {"alias": f" - {task}", "sample_len": 200, **row} for task, row in scores.items()},
        "groups": {task: row for task, row in scores.items() if task in groups},
        "group_subtasks": groups | {task: [] for task in tasks},
        "configs": {task: {"task": task} for task in tasks},
        "versions": dict.fromkeys(scores, 1.0),
        "n-shot": dict.fromkeys(tasks, 5),
        "higher_is_better": {task: {m: "perplexity" not in m for m in metrics[task]} for task in scores},
        "n-samples": {task: {"original": 200, "effective": 200} for task in tasks},
        "config": {"model": "hf", "model_args": model_args, "limit": None, "batch_size": "auto"},
        "pretty_env_info": f"OS: Linux {HOST}",
        "lm_eval_version": "0.4.9",
        "model_name": BASE,
        "chat_template_sha": None,
    }


BEFORE = {
    "gsm8k": {
        "exact_match,strict-match": 0.1, "exact_match_stderr,strict-match": 0.02,
        "exact_match,flexible-extract": 0.2, "exact_match_stderr,flexible-extract": "N/A",
    },
    "ours": {"acc,none": 0.405, "acc_stderr,none": "N/A", " ": " "},
    "wikitext": {"word_perplexity,none": 12.5, "word_perplexity_stderr,none": "N/A"},
    "mmlu": {"acc,none": 0.4, "acc_stderr,none": 0.01},
    "mmlu_arts": {"acc,none": 0.4},
    "mmlu_law": {"acc,none": 0.3},
    "mmlu_logic": {"acc,none": 0.5},
}  # fmt: skip
AFTER: dict[str, dict[str, object]] = {
    task: {key: value + 0.25 if isinstance(value, float) else value for key, value in row.items()}
    for task, row in BEFORE.items()
}


def adapter(scores: dict[str, dict[str, object]]) -> Told:
    return harness(scores, {"pretrained": BASE, "peft": "ourorg/our-adapter"})


class Pair:
    """Two result files in a folder, and what the command makes of them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.before, self.after = folder, harness(BEFORE), adapter(AFTER)

    def told(self, *options: object) -> Result:
        paths = [self.folder / "before.json", self.folder / "after.json"]
        for path, about in zip(paths, (self.before, self.after), strict=True):
            path.write_text(about if isinstance(about, str) else json.dumps(about))
        return CliRunner().invoke(build.cli, ["tunings", *map(str, paths), *map(str, options)])

    def rows(self, *options: object) -> list[dict[str, str]]:
        done = self.told(*options)
        assert done.exit_code == 0, done.output
        assert done.stdout.splitlines()[0] == ",".join(_tunings.WANTED)
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def refused(self, *options: object) -> str:
        done = self.told(*options)
        assert done.exit_code == 1 and done.stdout == "" and isinstance(done.exception, SystemExit), done.output
        (sentence,) = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
        return sentence


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def scores(rows: list[dict[str, str]]) -> dict[tuple[str, str], list[float]]:
    """Both scores by task and metric; floats are written so that they are read as they were."""
    return {(row["task"], row["metric"]): [float(row["base_score"]), float(row["tuned_score"])] for row in rows}


def test_scores_are_paired_by_task_metric_and_filter(pair: Pair) -> None:
    rows = pair.rows("--method", "LoRA", "--rank", 16, "--cost", 12.5)
    wanted = {
        ("gsm8k_exact_match_flexible-extract", "exact_match,flexible-extract"): [0.2, 0.2 + 0.25],
        ("gsm8k_exact_match_strict-match", "exact_match,strict-match"): [0.1, 0.1 + 0.25],
        ("mmlu_law", "acc"): [0.3, 0.3 + 0.25],
        ("mmlu_logic", "acc"): [0.5, 0.75],
        ("ours", "acc"): [0.405, 0.405 + 0.25],
    }
    assert scores(rows) == wanted
    ways = {(row["base"], row["n"], row["method"], row["rank"], row["cost"]) for row in rows}
    assert ways == {(BASE, "200", "lora", "16", "12.5")}


def test_what_is_left_out_is_named_and_why(pair: Pair) -> None:
    del pair.after["results"]["mmlu_law"]
    pair.before["results"]["ours"]["brier_score,none"] = "N/A"
    pair.before["results"]["ours"]["novel,none"] = 0.5
    said = pair.told().stderr
    assert "left out, less is better: word_perplexity of wikitext" in said
    assert "left out, no number: brier_score of ours" in said
    assert "left out, the file does not say whether more is better: novel of ours" in said
    assert f"left out, only in {pair.folder / 'before.json'}: acc of mmlu_law" in said
    assert "left out, groups, which repeat their subtasks: mmlu, mmlu_arts" in said


def test_a_group_is_taken_where_it_is_asked_for_or_its_subtasks_are_not_there(pair: Pair) -> None:
    (row,) = pair.rows("--task", "mmlu")
    assert (row["base_score"], row["n"]) == ("0.4", "400"), "all examples of its subtasks together"
    assert "repeats that of mmlu_law; leave one of them out" in pair.refused("--task", "mmlu", "--task", "mmlu_law")
    for about in (pair.before, pair.after):
        for task in ("mmlu_law", "mmlu_logic"):
            del about["results"][task]
    assert [row["task"] for row in pair.rows() if "mmlu" in row["task"]] == ["mmlu_arts"]


def test_a_group_whose_score_is_a_mean_of_means_rests_on_no_known_number_of_examples(pair: Pair) -> None:
    for about in (pair.before, pair.after):
        about["n-samples"]["mmlu_law"] = {"original": 50, "effective": 50}
    done = pair.told("--task", "mmlu")
    assert done.stdout.splitlines()[1] == f"{BASE},mmlu_acc,acc,0.4,0.65,,,,", "the shipped mmlu is another evaluation"
    assert "mmlu: on how many examples its score rests is not known, and n is left empty" in done.stderr


def test_metrics_are_chosen_by_name_with_or_without_their_filter(pair: Pair) -> None:
    assert len(pair.rows("--metric", "exact_match")) == 2
    (row,) = pair.rows("--metric", "exact_match,strict-match")
    assert row["task"] == "gsm8k_exact_match_strict-match", "its name does not hang on what was chosen"
    assert "have no metric 'f1'; there are acc, exact_match, exact_match,flex" in pair.refused("--metric", "f1")
    assert "have no task 'gsm'; there are gsm8k, mmlu" in pair.refused("--task", "gsm")


def test_a_limit_is_told_and_the_number_of_examples_is_what_was_scored(pair: Pair) -> None:
    for about in (pair.before, pair.after):
        about["config"]["limit"] = 20.0
        about["n-samples"]["ours"]["effective"] = 20
    done = pair.told("--task", "ours")
    assert f"{BASE},ours,acc,0.405,0.655,20,,," in done.stdout
    assert "ours: a subset of the task, 20 of its 200 examples" in done.stderr


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda p: p.after["versions"].update(ours=2.0), "the version of ours is 1.0 in the first and 2.0 in"),
        (lambda p: p.after["n-shot"].update(ours=0), "the number of examples in the prompt of ours is 5 in the first"),
        (lambda p: p.after["config"].update(limit=200), "the limit is none in the first and 200 in the second"),
        (lambda p: p.after["n-samples"]["ours"].update(effective=9), "number of examples of ours is 200 in the first"),
        (lambda p: p.after["results"]["ours"].update({"acc,none": 65.5}), "acc of ours: the tuned score is 65.5, and"),
        (lambda p: p.before["results"]["ours"].update({"acc,none": -1}), "acc of ours: the base score is -1, and"),
        (lambda p: setattr(p, "after", p.before), "before.json and"),
        (lambda p: setattr(p, "after", "{"), "after.json: cannot be read as JSON (Expecting property name"),
        (lambda p: setattr(p, "after", '{"doc_id": 0}\n{"doc_id": 1}'), "after.json: cannot be read as JSON (Extra"),
        (lambda p: setattr(p, "before", "[1, 2]"), "before.json: is no result file of lighteval or the lm-evaluation-"),
        (lambda p: setattr(p, "before", {"results": {}}), "before.json: is no result file of lighteval or"),
        (lambda p: p.before.update(results=[1]), "before.json: results = '[1]' should be a table"),
        (lambda p: p.before["results"].update(ours=3), "before.json: ours = '3' should be a table; is the file whole?"),
        (lambda p: p.before.update(results={}, groups={}), "before.json: holds no score that can be taken"),
        (lambda p: setattr(p, "after", LIGHT), "is of the lm-evaluation-harness and"),
        (lambda p: p.before["config"].update(model_args="pretrained=/data/m"), "names its model by a path, '/data/m';"),
        (lambda p: p.before["config"].update(model_args="pretrained=./m"), "names its model by a path, './m';"),
        (lambda p: (p.before.pop("model_name"), p.before["config"].pop("model_args")), "does not say which model it"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_compared_is_refused_in_one_sentence(pair: Pair, change: Change, sentence: str) -> None:
    change(pair)
    assert sentence in pair.refused()


def test_files_without_a_task_in_common_are_refused_with_what_is_in_them(pair: Pair) -> None:
    pair.after = adapter({"other": {"acc,none": 0.5}})
    assert "have no task and metric in common; " in (said := pair.refused())
    assert "after.json: acc of other" in said


@pytest.mark.parametrize(
    ("model_args", "name"),
    [
        ("pretrained=acme/Oak,dtype=auto", "acme/Oak"),
        ({"pretrained": "acme/Oak", "dtype": "auto"}, "acme/Oak"),
        ('{"pretrained": "acme/Oak"}', "acme/Oak"),
        (None, BASE),
    ],
    ids=["words", "a table", "JSON", "only a name"],
)
def test_the_base_is_called_as_its_file_calls_it(pair: Pair, model_args: object, name: str) -> None:
    pair.before["config"]["model_args"] = model_args
    assert {row["base"] for row in pair.rows()} == {name}
    assert {row["base"] for row in pair.rows("--base", "acme/Elm")} == {"acme/Elm"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda p: p.after["config"]["model_args"].update(pretrained="acme/Oak"), "is of an adapter on acme/Oak, and"),
        (lambda p: p.after["config"]["model_args"].pop("peft"), "as well, without an adapter; check that it was tuned"),
        (lambda p: p.after["config"].update(model_args="pretrained=acme/Oak"), "is of acme/Oak, taken to be tuned"),
        (lambda p: p.before["config"].update(model_args=f"pretrained={BASE},peft=x/y"), "is of the adapter x/y, and"),
        (lambda p: p.after.update(chat_template_sha="ab12"), "the chat template differs: none before, ab12 after"),
        (lambda p: p.after.update(lm_eval_version="0.4.2"), "the version of the harness differs: 0.4.9 before, 0.4.2"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_may_be_wrong_is_said_and_not_forbidden(pair: Pair, change: Change, sentence: str) -> None:
    assert sentence not in pair.told().stderr
    change(pair)
    done = pair.told()
    assert done.exit_code == 0 and sentence in done.stderr


def test_nothing_of_the_machine_is_told(pair: Pair) -> None:
    assert HOST in json.dumps(pair.before)
    assert HOST not in pair.told().output


def test_runs_are_added_to_a_file_and_read_by_a_build_with_private(pair: Pair) -> None:
    out = pair.folder / "ours.tunings.csv"
    out.write_text("base,task,metric,base_score,tuned_score,n,rank,method\nacme/Oak,mine,f1,.1,,,,", newline="")
    before = out.read_bytes()
    done = pair.told("--out", out, "--method", "lora", "--rank", 8)
    assert (done.exit_code, done.stdout) == (0, ""), done.output
    assert "added 5 to 1 runs" in done.stderr
    assert pair.told("--out", out, "--method", "lora", "--rank", 16, "--task", "ours").exit_code == 0
    assert out.read_bytes().startswith(before + b"\n")
    runs = _tunings.runs_of(out)
    assert [(run.task, run.method, run.rank) for run in runs if run.task in ("mine", "ours")] == [
        ("mine", None, None),
        ("ours", "lora", 8),
        ("ours", "lora", 16),
    ]
    assert len(runs) == 7


@pytest.mark.parametrize(
    ("there", "options", "sentence"),
    [
        (None, [], "ours stands twice; tell the runs apart by method or rank"),
        ("base,task,metric,base_score,tuned_score\n", [], "has no column 'n', which the new rows need"),
        ("base,task,metric,base_score,tuned_score,n\nx/y,ours,f1,.1,.2,\n", [], "holds ours with the metric 'f1', and"),
        ("base,task,metric,base_score,tuned_score,n\nx/y,ours,acc,10,20,\n", [], "line 2: base_score = 10; scores are"),
        ("my notes\n", [], "the column 'base' is missing"),
    ],
    ids=["the same run", "too few columns", "another metric", "a file that is wrong", "another file"],
)
def test_a_file_that_cannot_take_the_runs_stays_as_it_is(
    pair: Pair, there: str | None, options: list[str], sentence: str
) -> None:
    out = pair.folder / "ours.tunings.csv"
    if there is None:
        assert pair.told("--out", out, "--task", "ours").exit_code == 0
    else:
        out.write_text(there)
    before = out.read_bytes()
    assert sentence in pair.refused("--out", out, "--task", "ours")
    assert out.read_bytes() == before


def test_a_file_that_no_build_would_read_is_refused(pair: Pair) -> None:
    done = pair.told("--out", pair.folder / "ours.csv")
    assert done.exit_code == 2 and "is not read as tuning runs; call it <name>.tunings.csv" in done.stderr
    assert not (pair.folder / "ours.csv").exists()


def test_a_file_of_an_older_harness_is_read_as_far_as_it_tells(pair: Pair) -> None:
    for number, about in enumerate((pair.before, pair.after)):
        about.clear()
        about |= {"results": {"arc": {"acc": 0.25 + number / 2, "acc_stderr": 0.1, "mc2": 0.5}}, "versions": {"arc": 0}}
        about["config"] = {"model_args": f"pretrained={BASE}", "num_fewshot": 25, "limit": None}
    done = pair.told()
    assert done.stdout.splitlines()[1:] == [f"{BASE},arc,acc,0.25,0.75,,,,"]
    assert "does not say whether more is better: mc2 of arc" in done.stderr
    pair.after["config"]["num_fewshot"] = 0
    assert "number of examples in the prompt of arc is 25 in the first and 0" in pair.refused()
