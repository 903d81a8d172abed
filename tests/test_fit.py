"""`build.py fit`: its answers against the views and worked out again, and each thing that it says would help."""

import json
from dataclasses import replace

import click
import duckdb
import pytest

from sql import _fit, _fit_asked, _fit_told
from tests.conftest import Run

GIB = 1024**3
KEYS = (
    "weights_gib", "kv_gib", "overhead_gib", "need_gib", "need_low_gib", "need_high_gib", "fits", "max_context_tokens",
    "tokens_per_second_low", "tokens_per_second_high", "inputs", "counterfactuals",
)  # fmt: skip
LOAD = _fit_asked.Load(use="run", precision="4-bit", tokens=8192, batch=1, cache_bits=16)
MODELS = (
    "meta-llama/Llama-3.1-8B-Instruct", "qwen/qwen2.5-72b-instruct", "google/gemma-2-27b-it", "openai/gpt-oss-120b",
    "deepseek-ai/DeepSeek-V3", "mistralai/mixtral-8x7b-instruct-v0.1", "tiiuae/falcon-mamba-7b",
)  # fmt: skip
MACHINES = (("RTX 3060 12 GB", 1), ("4090", 1), ("rtx-4090", 2), ("H100 SXM", 8), ("m4-max-64", 1))


@pytest.mark.parametrize("name", MODELS)
def test_the_terminal_needs_what_the_site_says(shipped: duckdb.DuckDBPyConnection, name: str) -> None:
    of = _fit_asked.shelf(shipped, name)
    rows = shipped.execute(
        """select precision, context_tokens, weights_gib, kv_gib, overhead_gib, need_gib, need_low_gib, need_high_gib
        from mart_fits where model_id = ?""",
        [of.of["model_id"]],
    ).fetchall()
    assert len(rows) == len(of.precisions) > 8
    for precision, tokens, *needs in rows:
        found = _fit.need(of, replace(LOAD, precision=precision, tokens=tokens))
        parts = ("weights", "kv", "overhead", "need", "need_low", "need_high")
        assert [found[f"{part}_gib"] for part in parts] == pytest.approx(needs)


def test_an_answer_can_be_worked_out_again_from_its_inputs(shipped: duckdb.DuckDBPyConnection) -> None:
    of = _fit_asked.shelf(shipped, "google/gemma-2-27b-it")
    load = replace(LOAD, tokens=6000, batch=3, cache_bits=8)
    told = _fit.answer(of, load, _fit_asked.machine(shipped, "h100 sxm", 2))
    given = told["inputs"]
    weights = given["parameters"] * told["bits_per_weight"] / 8
    growing = given["cache_bytes_per_token"] - given["windowed_bytes_per_token"]
    windowed = given["windowed_bytes_per_token"] * min(6000, given["window_tokens"])
    cache = 3 * (growing * 6000 + windowed) * 8 / 16
    assert told["weights_gib"] == pytest.approx(weights / GIB)
    assert told["kv_gib"] == pytest.approx(cache / GIB)
    assert told["need_gib"] == pytest.approx(1.02 * weights / GIB + cache / GIB + 2 * 0.5)
    bound = 3 * given["bandwidth_gb_per_s_per_card"] * 1e9
    bound /= given["read_parameters"] * told["bits_per_weight"] / 8 + cache
    share = of.precisions["4-bit"]["speed_share"]
    assert told["tokens_per_second_low"] == pytest.approx(0.6 * share * bound)
    assert told["tokens_per_second_high"] == pytest.approx(2 * 0.85 * share * bound)
    assert set(KEYS) <= set(told)


@pytest.mark.parametrize(("gpu", "cards"), MACHINES)
@pytest.mark.parametrize("name", MODELS)
def test_what_would_make_it_fit_does_and_nothing_less(
    shipped: duckdb.DuckDBPyConnection, name: str, gpu: str, cards: int
) -> None:
    of, on = _fit_asked.shelf(shipped, name), _fit_asked.machine(shipped, gpu, cards)
    for load in (LOAD, replace(LOAD, precision="bf16", tokens=32768), replace(LOAD, tokens=16384, batch=16)):
        told = _fit.answer(of, load, on)
        would = told["counterfactuals"]
        assert told["fits"] == _fit.fits(of, load, on)
        assert ("lacks_gib" in would) != told["fits"]
        if told["fits"]:
            most, batch = told["max_context_tokens"], would.get("batch")
            assert most is None or _fit.fits(of, replace(load, tokens=most), on)
            if most and most != of.of["context_tokens"]:
                assert not _fit.fits(of, replace(load, tokens=most + 1), on)
            if batch is not None:
                assert _fit.fits(of, replace(load, batch=batch), on)
                assert not _fit.fits(of, replace(load, batch=batch + 1), on)
            continue
        for change in ("precision", "batch", "cache_bits"):
            if change in would:
                assert _fit.fits(of, replace(load, **{change: would[change]}), on)
        if tokens := would.get("context_tokens"):
            assert _fit.fits(of, replace(load, tokens=tokens), on)
            assert not _fit.fits(of, replace(load, tokens=tokens + 1), on)
        if "cards" in would:
            assert _fit.fits(of, load, replace(on, cards=would["cards"]))
            assert not _fit.fits(of, load, replace(on, cards=would["cards"] - 1))


@pytest.mark.parametrize("use", ["full", "lora", "qlora"])
def test_tuning_at_the_terminal_needs_what_the_site_says(shipped: duckdb.DuckDBPyConnection, use: str) -> None:
    of = _fit_asked.shelf(shipped, "Llama 3.1 8B Instruct")
    [(need, high)] = shipped.execute(
        "select need_gib, need_high_gib from mart_tunings where model_id = ? and method = ?", [of.of["model_id"], use]
    ).fetchall()
    told = _fit.answer(of, replace(LOAD, use=use, tokens=2048), _fit_asked.of_memory(12, 1))
    assert (told["need_gib"], told["need_high_gib"]) == pytest.approx((need, high))
    assert told["fits"] == (use == "qlora")
    assert told["counterfactuals"].get("use") == (None if use == "qlora" else "qlora")
    assert "QLoRA" in _fit_told.sentences(told)
    # Of several cards each takes an overhead of its own, and that is all that a tier of them adds.
    two = _fit.answer(of, replace(LOAD, use=use, tokens=2048), _fit_asked.of_memory(80, 2))
    assert two["need_gib"] == pytest.approx(need + 0.5)


def test_without_a_precision_the_most_precise_that_fits_is_taken(shipped: duckdb.DuckDBPyConnection) -> None:
    of = _fit_asked.shelf(shipped, "qwen2.5-7b-instruct")
    on_site = shipped.execute(
        """select memory_gib, fits_at from mart_tiers join mart_tier_fits using (tier_id)
        where cards = 1 and model_id = ?""",
        [of.of["model_id"]],
    ).fetchall()
    assert {"bf16", "8-bit", "6-bit"} <= {fits_at for _, fits_at in on_site}
    for gib, fits_at in on_site:
        told = _fit.answer(of, LOAD, _fit_asked.of_memory(gib, 1), is_precision_given=False)
        assert told["precision"] == fits_at and told["fits"]
    told = _fit.answer(of, LOAD, _fit_asked.of_memory(5, 1), is_precision_given=False)
    assert (told["precision"], told["fits"], told["counterfactuals"]["precision"]) == ("4-bit", False, "2-bit")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (["--gpu", "4090", "--memory", "24"], "give one of them"),
        (["--cards", "2"], "--cards 2 of what?"),
        (["--precision", "q8_0", "--use", "lora"], "--use lora sets its own"),
        (["--memory", "0"], "a card has more than 0"),
        (["--memory", "nan"], "a card has more than 0"),
        (["--memory", "inf"], "less than a million"),
        (["--context", "0"], "0 is not in the range x>=1"),
    ],
)
def test_what_cannot_be_asked_is_said(run: Run, asked: list[str], says: str) -> None:
    done = run("fit", "llama-3.1-8b-instruct", *asked)
    assert done.returncode == 2
    assert says in done.stderr and "Traceback" not in done.stderr


def test_what_cannot_be_answered_is_said(shipped: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(click.UsageError, match="no device is called so"):
        _fit_asked.machine(shipped, "rtx 9999", 1)
    with pytest.raises(click.UsageError, match="more than one device is called so; do you mean 'm4-max-"):
        _fit_asked.machine(shipped, "m4-max", 1)
    with pytest.raises(click.UsageError, match="no precision is called 'q9'; there are bf16, "):
        _fit_asked.precision(shipped, "q9")
    with pytest.raises(click.UsageError, match="no model is known by that name"):
        _fit_asked.shelf(shipped, "no-such-model-at-all")
    with pytest.raises(click.UsageError, match="its weights are not published"):
        _fit_asked.shelf(shipped, "claude-opus-4.1")


def test_the_command_answers_programs(run: Run) -> None:
    asked = ("fit", "meta-llama/Llama-3.1-8B-Instruct", "--gpu", "RTX 4090", "--precision", "Q4_K_M")
    told = json.loads(run(*asked, "--json").stdout)
    assert set(KEYS) <= set(told) and told["fits"] is True and told["inputs"]["machine"] == "RTX 4090"
    assert round(told["weights_gib"], 4) == 4.5755


def test_an_answer_is_told_to_people(shipped: duckdb.DuckDBPyConnection) -> None:
    of, on = _fit_asked.shelf(shipped, "llama 3.1 8b instruct"), _fit_asked.machine(shipped, "RTX 4090", 1)
    told = _fit_told.sentences(_fit.answer(of, LOAD, on))
    assert "fits on RTX 4090: 22.1 GiB are usable" in told and "llama-bench -m FILE.gguf" in told
    told = _fit_told.sentences(_fit.answer(of, replace(LOAD, tokens=100_000_000), on))
    assert "does not fit on RTX 4090" in told and "its own context ends at 131,072 tokens" in told


def test_a_device_is_found_by_the_names_people_give_it(shipped: duckdb.DuckDBPyConnection) -> None:
    names = {name: _fit_asked.machine(shipped, name, 1).name for name in ("4090", "RTX 4090", "rtx-4090", "GTX1080TI")}
    assert set(names.values()) == {"RTX 4090", "GTX 1080 Ti"}
    with pytest.raises(click.UsageError, match="'rtx-4060-ti-16'"):
        _fit_asked.machine(shipped, "4060 tie", 1)
