"""What `build.py fit` tells of an answer, for people."""

from collections.abc import Iterator
from typing import Any

_BY = {"lora": "LoRA", "qlora": "QLoRA", "full": "full fine-tuning"}
_PARTS = {
    "run": {"weights_gib": "weights", "kv_gib": "cache", "overhead_gib": "overhead"},
    "tune": {
        "states_gib": "weights, gradients and optimiser", "tables_gib": "tables of tokens",
        "activations_gib": "activations", "overhead_gib": "overhead",
    },
}  # fmt: skip
_WOULD = {
    "lacks_gib": "lacks {:.1f} GiB", "spare_gib": "{:.1f} GiB to spare", "precision": "at {} it does",
    "context_tokens": "with {:,} tokens it does", "batch": "with {} at once it does",
    "cache_bits": "with a cache of {} bit it does", "use": "by {} it does", "cards": "on {} of these it does",
}  # fmt: skip
_MORE = {"precision": "{} would fit too", "batch": "up to {} such texts at once"}


def sentences(told: dict[str, Any]) -> str:
    """An answer of `_fit.answer` in a few lines."""
    return "\n".join([_head(told), *(f"  {line}" for line in _lines(told))])


def _head(told: dict[str, Any]) -> str:
    given = told["inputs"]
    how = f"at {told['precision']}" if told["use"] == "run" else f"by {_BY[told['use']]}"
    how = f"as published, {told['bits_per_weight']:.3g} bit" if told["precision"] == "as published" else how
    at_once = f", {given['batch']} at once" if given["batch"] > 1 else ""
    low, need, high = (told[f"need{end}_gib"] for end in ("_low", "", "_high"))
    load = f"{given['context_tokens']:,} tokens{at_once}"
    return f"{told['model_id']} {how}, {load}: needs {need:.1f} GiB, {low:.1f} to {high:.1f}"


def _lines(told: dict[str, Any]) -> Iterator[str]:
    given = told["inputs"]
    parts = _PARTS["run" if told["use"] == "run" else "tune"]
    yield ", ".join(f"{name} {told[key]:.2f}" for key, name in parts.items() if told[key])
    if told["use"] == "run" and given["cache_basis"] == "bound":
        yield "its cache is not known to us; this is the bound of one a head, too large rather than too small"
    elif told["use"] == "run" and given["cache_basis"] != "published shape":
        yield f"its cache is reckoned by the {given['cache_basis']}"
    if told["use"] != "run" and not given["widths_are_published"]:
        yield "its widths are not known to us; these are of a plain transformer of as many parameters"
    if given["is_beyond_its_context"]:
        yield f"its own context ends at {given['model_context_tokens']:,} tokens; for longer texts it was not made"
    if given["machine"]:
        yield from _on_machine(told, given)
    alone = f", where it takes {told['need_on_one_card_gib']:.1f} GiB" if given["cards"] > 1 else ""
    yield f"smallest single card that holds it: {told['smallest_card'] or 'none in the catalogue'}{alone}"


def _on_machine(told: dict[str, Any], given: dict[str, Any]) -> Iterator[str]:
    what = f"{given['cards']} × {given['machine']}" if given["cards"] > 1 else given["machine"]
    word = "fits" if told["fits"] else "does not fit"
    if told["fits"] and told["need_high_gib"] > given["usable_gib"]:
        word = "fits by the estimate, not by its upper end,"
    if not told["fits"] and told["need_low_gib"] <= given["usable_gib"]:
        word = "does not fit by the estimate, but would by its lower end,"
    usable = format(given["usable_gib"], ".1f" if given["usable_gib"] >= 10 else ".2f")
    yield f"{word} on {what}: {usable} GiB are usable, {given['usable_share']:.0%} of the memory"
    for key, value in told["counterfactuals"].items():
        yield (_WOULD | _MORE if told["fits"] else _WOULD)[key].format(_BY.get(value, value))
    if told["fits"] and told["max_context_tokens"]:
        yield f"longest text that fits: {told['max_context_tokens']:,} tokens"
    if told["tokens_per_second_low"]:
        low, high = told["tokens_per_second_low"], told["tokens_per_second_high"]
        yield f"speed: {low:.0f} to {high:.0f} tokens a second, reckoned from bandwidth; to measure it:"
        yield f"    llama-bench -m FILE.gguf -p 512 -n 128 -d {given['context_tokens']}"
