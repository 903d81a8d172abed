"""Whether a model fits a machine, what would make it fit, and how fast it would be."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sql._fit_asked import Load, Machine, Shelf

LEAST_TOKENS = 1024  # a shorter text is no way to make a model fit
MOST_CARDS = 64
USES = ("full", "lora", "qlora")  # of tuning, the most thorough first


def need(of: Shelf, load: Load, cards: int = 1) -> dict[str, float]:
    """GiB of weights, cache and overhead, their sum and its bounds, in all of so many cards together."""
    if load.use != "run":
        return _tuning_need(of, load, cards)
    bits, native = of.precisions[load.precision], native_bits(of, load)
    select = """
        select
            $bits::double as bits_per_weight,
            weights_gib($p, $bits) as weights_gib,
            cache_gib($shape, $tokens, $batch, $cache) as kv_gib,
            overhead_gib(weights_gib($p, $bits), $cards) as overhead_gib,
            weights_gib + kv_gib + overhead_gib as need_gib,
            weights_gib($p, $low) + if(
                $is_bound, 0, cache_gib(struct_update($shape, state_bytes := 0.0), $tokens, $batch, $cache)
            ) as need_low_gib,
            -- Windows at full length, no flash attention, and cards filled by whole layers.
            weights_gib($p, $high) * (1 + ($cards - 1) / $layers)
                + cache_gib(struct_update($shape, window_tokens := $tokens), $tokens, $batch, $cache)
                + overhead_gib(weights_gib($p, $high), $cards) + scratch_gib($heads, $tokens) as need_high_gib
    """
    return of.ask(
        select, tokens=load.tokens, batch=load.batch, cards=cards, cache=load.cache_bits, heads=of.of["heads"],
        bits=native or bits["bits_per_weight"], low=native or bits["bits_low"], high=native or bits["bits_high"],
        is_bound=of.of["basis"] == "bound",
    )  # fmt: skip


def native_bits(of: Shelf, load: Load) -> float | None:
    """The bits in which the model is published, where those are no more than the precision's: it is not unpacked."""
    native: float | None = of.of["native_bits"]
    return native if native and native <= of.precisions[load.precision]["bits_per_weight"] else None


def _tuning_need(of: Shelf, load: Load, cards: int) -> dict[str, float]:
    """Tuning: the cards share states and the activations of so many texts; each takes an overhead of its own."""
    select = """
        select
            $bits::double as bits_per_weight,
            weights_gib($p, $bits) as weights_gib,
            0.0::double as kv_gib,
            tuning_gib($method, $p, $low) as states_gib,
            if($method = 'qlora', weights_gib($tokens_of, 16 - 4.127), 0)::double as tables_gib,
            activations_gib($layers, $hidden, $vocabulary, $tokens, $batch) as activations_gib,
            overhead_gib(0, $cards)::double as overhead_gib,
            states_gib + tables_gib + activations_gib + overhead_gib as need_gib,
            states_gib as need_low_gib,
            tuning_gib($method, $p, $high) + tables_gib + activations_gib + overhead_gib as need_high_gib
    """
    return of.ask(
        select, method=load.use, tokens=load.tokens, batch=load.batch, cards=cards, hidden=of.of["hidden_size"],
        vocabulary=of.of["vocabulary"], low=16 * of.of["adapter_width_low"], high=16 * of.of["adapter_width_high"],
        bits=4.127 if load.use == "qlora" else 16.0, tokens_of=of.of["token_parameters"],
    )  # fmt: skip


def fits(of: Shelf, load: Load, on: Machine) -> bool:
    """Whether the need is at most what the machine has for a model."""
    return need(of, load, on.cards)["need_gib"] <= on.usable_gib


def answer(of: Shelf, load: Load, on: Machine | None, is_precision_given: bool = True) -> dict[str, Any]:
    """What `build.py fit` tells: memory in GiB with bounds, whether it fits, how fast, and what would change that.

    Where no precision is given, the most precise that fits is taken, or the load's.
    """
    if on and not is_precision_given and load.use == "run":
        finest = _first(p for p in _counted(of) if fits(of, replace(load, precision=p), on))
        load = replace(load, precision=finest or load.precision)
    row = need(of, load, on.cards if on else 1)
    told: dict[str, Any] = {"model_id": of.of["model_id"], "use": load.use}
    name = "as published" if native_bits(of, load) else load.precision
    told |= {"precision": name if load.use == "run" else None, **row, "fits": None}
    told |= dict.fromkeys(("max_context_tokens", "tokens_per_second_low", "tokens_per_second_high"))
    if on:
        told["fits"] = row["need_gib"] <= on.usable_gib
        told |= _pace(of, load, on, row) if load.use == "run" else {}
    would = {} if not on else _what_more(of, load, on) if told["fits"] else _what_would_do(of, load, on)
    told["counterfactuals"] = {key: value for key, value in would.items() if value is not None}
    smallest = """select gpu_name from mart_devices
        where usable_gib >= ? and kind in ('consumer', 'workstation', 'datacentre') and not is_unified
        order by usable_gib, gpu_name, gpu_id limit 1"""
    holds = of.con.execute(smallest, [need(of, load)["need_gib"]]).fetchall()
    told |= {"smallest_card": _first(name for (name,) in holds), "need_on_one_card_gib": need(of, load)["need_gib"]}
    return told | {"inputs": _inputs(of, load, on)}


def _inputs(of: Shelf, load: Load, on: Machine | None) -> dict[str, Any]:
    """All that an answer was worked out from, so that a reader can do so again."""
    shape = of.of["shape"]
    of_model = {
        "parameters": of.of["parameters"], "active_parameters": of.of["active_parameters"],
        "read_parameters": of.of["read_parameters"],
        "native_bits": of.of["native_bits"], "attention": of.of["attention"], "cache_basis": of.of["basis"],
        "cache_bytes_per_token": shape["growing_bytes"] + shape["windowed_bytes"],
        "windowed_bytes_per_token": shape["windowed_bytes"], "window_tokens": shape["window_tokens"],
        "widths_are_published": of.of["is_known"], "model_context_tokens": of.of["context_tokens"],
    }  # fmt: skip
    own = of.of["context_tokens"]
    is_beyond = None if own is None else load.tokens > own
    of_load = {
        "context_tokens": load.tokens,
        "is_beyond_its_context": is_beyond,
        "batch": load.batch,
        "cache_bits": load.cache_bits,
    }
    tuned = {"optimizer": "AdamW, layers recomputed", "adapter_rank": 16 if load.use != "full" else None}
    of_machine = {
        "machine": on.name, "cards": on.cards, "memory_gib_per_card": on.memory_gib, "usable_share": on.usable_share,
        "usable_gib": on.usable_gib, "bandwidth_gb_per_s_per_card": on.bandwidth_gb_per_s,
    } if on else {"machine": None, "cards": 1}  # fmt: skip
    return of_model | of_load | (tuned if load.use != "run" else {}) | of_machine


def _pace(of: Shelf, load: Load, on: Machine, row: dict[str, float]) -> dict[str, Any]:
    """The longest text that fits, and tokens a second as a range: cards one after the other, or all at once."""
    paced: dict[str, Any] = {"max_context_tokens": _most_tokens(of, load, on, row)}
    if on.bandwidth_gb_per_s is None or row["need_gib"] > on.usable_gib:
        return paced
    read = of.of["read_parameters"]
    # Texts answered at once wake different experts: at worst each its own.
    most_read = (
        read if of.of["active_parameters"] >= of.of["parameters"] else min(read * load.batch, of.of["parameters"])
    )
    bounds = of.ask(
        """select
            pace_low($share, decode_bound($bandwidth, $most_read, $bits, $kv, $batch)) as tokens_per_second_low,
            pace_high($share, decode_bound($bandwidth, $read, $bits, $kv, $batch), $cards) as tokens_per_second_high
        """,
        share=_speed_share(of, load), bandwidth=on.bandwidth_gb_per_s, read=read, cards=on.cards,
        most_read=most_read, bits=of.of["native_read_bits"] if native_bits(of, load) else row["bits_per_weight"],
        kv=row["kv_gib"], batch=load.batch,
    )  # fmt: skip
    return paced | bounds


def _speed_share(of: Shelf, load: Load) -> float:
    """Of the precision; a model published in fewer bits is unpacked like a precision of as many."""
    native = native_bits(of, load)
    if native is None:
        return float(of.precisions[load.precision]["speed_share"])
    return min(one["speed_share"] for one in of.precisions.values() if one["bits_per_weight"] >= native)


def _most_tokens(of: Shelf, load: Load, on: Machine, row: dict[str, float]) -> int | None:
    """The longest text that fits, at most the model's own context; None where no length would fill the memory."""
    room = on.usable_gib - row["weights_gib"] - row["overhead_gib"]
    select = "select most_tokens($shape, $room, $batch, $cache)::bigint as tokens"
    most = of.ask(select, room=room, batch=load.batch, cache=load.cache_bits)["tokens"]
    return min((n for n in (most, of.of["context_tokens"]) if n is not None), default=None)


def _most_batch(of: Shelf, load: Load, on: Machine) -> int | None:
    """How many texts of that length fit at once; None where a text takes no cache."""
    row = need(of, replace(load, batch=1), on.cards)
    room = on.usable_gib - row["weights_gib"] - row["overhead_gib"]
    return int(room / row["kv_gib"]) if row["kv_gib"] > 0 else None


def _what_more(of: Shelf, load: Load, on: Machine) -> dict[str, Any]:
    """Of a model that fits: what is left, the texts at once that fit, and the most precise build that does."""
    spare = {"spare_gib": on.usable_gib - need(of, load, on.cards)["need_gib"]}
    if load.use != "run":
        return spare
    finer = _first(p for p in _counted(of) if fits(of, replace(load, precision=p), on))
    # A model published in fewer bits gains nothing from more.
    is_more = (
        finer is not None
        and need(of, replace(load, precision=finer))["bits_per_weight"] > need(of, load)["bits_per_weight"]
    )
    return spare | {"batch": _most_batch(of, load, on), "precision": finer if is_more else None}


def _what_would_do(of: Shelf, load: Load, on: Machine) -> dict[str, Any]:
    """Of a model that does not fit: what it lacks, and each single change with which it would."""
    row = need(of, load, on.cards)
    would: dict[str, Any] = {"lacks_gib": row["need_gib"] - on.usable_gib}
    if load.use == "run":
        bits = of.precisions[load.precision]["bits_per_weight"]
        coarser = [p for p, one in of.precisions.items() if one["bits_per_weight"] < bits]
        tokens, batch = _most_tokens(of, load, on, row), _most_batch(of, load, on)
        would |= {
            "precision": _first(p for p in coarser if fits(of, replace(load, precision=p), on)),
            "context_tokens": tokens if tokens and LEAST_TOKENS <= tokens < load.tokens else None,
            "batch": batch if batch and 0 < batch < load.batch else None,
            "cache_bits": _first(
                b for b in (8, 4) if b < load.cache_bits and fits(of, replace(load, cache_bits=b), on)
            ),
        }
    else:
        lighter = USES[USES.index(load.use) + 1 :]
        would["use"] = _first(use for use in lighter if fits(of, replace(load, use=use), on))
    more = (replace(on, cards=n) for n in range(on.cards + 1, MOST_CARDS + 1))
    return would | {"cards": _first(m.cards for m in more if fits(of, load, m))}


def _counted(of: Shelf) -> list[str]:
    return [id_ for id_, one in of.precisions.items() if one["is_counted"]]


def _first(found: Iterable[Any]) -> Any:
    return next(iter(found), None)
