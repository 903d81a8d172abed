"""`build.py tunings` on result files of lighteval, whose rows of averages are no scores."""

import copy
from pathlib import Path

import pytest

from tests.test_tuned_imports import BASE, Change, Pair, Told

LIGHT: Told = {
    "config_general": {"model_name": BASE, "max_samples": None, "lighteval_sha": "1"},
    "results": {
        "lighteval|gsm8k|5": {"em": 0.25, "em_stderr": 0.01, "ppl": 3.5},
        "gpqa:diamond|0": {"extractive_match": 0.5, "extractive_match_stderr": float("nan")},
        "mmlu:_average|5": {"acc": 0.5, "acc_stderr": 0.5},
        "all": {"em": 0.25, "em_stderr": 0.01},
    },
    "versions": {"lighteval|gsm8k|5": 0, "gpqa:diamond|0": 1},
    "config_tasks": {
        "lighteval|gsm8k": {
            "original_num_docs": 1319, "effective_num_docs": 1319, "version": 0,
            "metric": [{"metric_name": ["em", "ppl"], "higher_is_better": {"em": True, "ppl": False}}],
        },
        "gpqa:diamond|0": {"original_num_docs": 198, "effective_num_docs": 198, "metrics": []},
    },
}  # fmt: skip


@pytest.fixture
def light(tmp_path: Path) -> Pair:
    pair = Pair(tmp_path)
    pair.before, pair.after = copy.deepcopy(LIGHT), copy.deepcopy(LIGHT)
    pair.after["results"]["lighteval|gsm8k|5"]["em"] = 0.75
    pair.after["config_general"]["model_name"] = "ourorg/our-tune"
    return pair


def test_files_of_lighteval_are_paired_without_the_rows_that_average_others(light: Pair) -> None:
    done = light.told("--method", "full")
    assert done.stdout.splitlines()[1:] == [
        f"{BASE},gpqa_diamond_0,extractive_match,0.5,0.5,198,full,,",
        f"{BASE},gsm8k_5,em,0.25,0.75,1319,full,,",
    ]
    assert "left out, a mean of other rows: mmlu:_average|5, all" in done.stderr
    assert "left out, less is better: ppl of gsm8k|5" in done.stderr


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda p: p.after["versions"].update({"gpqa:diamond|0": 2}), "the version of gpqa:diamond|0 is 1 in the"),
        (lambda p: p.after["config_general"].update(max_samples=10), "the limit is none in the first and 10 in"),
        (lambda p: p.after["config_tasks"].pop("gpqa:diamond|0"), "is 198 in the first and not stated in the second"),
    ],
    ids=["versions", "limits", "examples"],
)  # fmt: skip
def test_files_of_lighteval_that_differ_are_refused(light: Pair, change: Change, sentence: str) -> None:
    change(light)
    assert sentence in light.refused()
