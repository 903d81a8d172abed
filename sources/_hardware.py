"""Hardware in the catalogue: tiers, devices, precisions, and what each architecture keeps in its cache."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from sources._contract import SourceError, columns, create, frame, insert, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A class of hardware, by the memory of all its cards together."""

    name: str
    order: int
    memory_gib: float
    cards: int
    description: str
    examples: list[str]
    reached_by: str | None = None
    lesson: str | None = None  # the sizes that the common lesson on choosing a model puts here


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """A device that can hold a model; `usable_share` is the part of its memory that a model may take."""

    name: str
    vendor: str
    memory_gib: float
    bandwidth_gb_per_s: float
    kind: Literal["consumer", "workstation", "datacentre", "apple", "mobile", "cpu"]
    unified: bool
    source: str
    usable_share: float
    memory_type: str | None = None
    tensor_tflops: float | None = None  # dense, of 16-bit numbers summed at 32 bit
    tensor_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """A way to store weights: bits a weight of a whole file, between the least and the most among architectures.

    `speed_share` is how much of the bandwidth these reach, of what 16-bit weights reach: unpacking takes time.
    """

    name: str
    order: int
    bits_per_weight: float
    bits_low: float
    bits_high: float
    speed_share: float
    is_counted: bool  # whether a model that fits in it counts as fitting
    note: str
    source: str
    also: list[str] | None = None  # other names of it, or of ways that take as many bits, in lower case


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture:
    """What models of one architecture keep of each token; the file's stem is its name in a configuration.

    `full_every` says that one layer in so many sees the whole text and the others a window; without it, and with a
    window, all of them have the window. `kept_every` says that one layer in so many keeps a cache at all.
    """

    name: str
    attention: Literal["multi-head", "grouped-query", "multi-query", "MLA", "sliding window", "hybrid", "recurrent"]
    source: str
    note: str | None = None
    also: list[str] | None = None  # other spellings, in lower case and without underscores
    window_tokens: int | None = None
    full_every: int | None = None
    kept_every: int | None = None
    mla_width: int | None = None  # of the compressed latent and its rotary part
    is_gathered_wrong: bool = False  # layers, heads and head size as gathered do not tell its cache
    shapes: list[dict[str, Any]] | None = None  # each a Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The published shape of a size of an architecture, by the parameters of the model it is of."""

    model: str
    parameters: float
    layers: int
    kv_heads: int
    head_size: int
    heads: int | None = None
    hidden_size: int | None = None
    feed_forward_size: int | None = None
    vocabulary: int | None = None
    kept_layers: int | None = None
    windowed_layers: int | None = None


def load(con: duckdb.DuckDBPyConnection, found: dict[Path, Architecture]) -> None:
    """Check the architectures, and put their shapes into raw_shape."""
    _check_architectures(found)
    rows = [(path.stem, shape) for path, architecture in found.items() for shape in _shapes(path, architecture)]
    create(con, "raw_shape", {"architecture_id": "varchar", **columns(Shape)})
    table = frame(Shape, (shape for _, shape in rows))
    table.insert(0, "architecture_id", [stem for stem, _ in rows])
    insert(con, "raw_shape", table)


def _shapes(path: Path, architecture: Architecture) -> Iterable[Shape]:
    for number, table in enumerate(architecture.shapes or (), start=1):
        shape = read(Shape, table, f"{path}, shape {number}")
        for name in ("parameters", "layers", "kv_heads", "head_size"):
            if not getattr(shape, name) > 0:
                raise SourceError(f"{path}, shape {number}: {name} = {getattr(shape, name)}; it is above 0")
        yield shape


def check_precisions(found: dict[Path, Precision]) -> None:
    """Refuse bits that no file has, and a name that two precisions claim."""
    seen: dict[str, Path] = {}
    for path, precision in found.items():
        low, bits, high = precision.bits_low, precision.bits_per_weight, precision.bits_high
        if not 0 < low <= bits <= high <= 32:
            raise SourceError(f"{path}: bits_low ≤ bits_per_weight ≤ bits_high should hold, not {low}, {bits}, {high}")
        if not 0 < precision.speed_share <= 1:
            raise SourceError(f"{path}: speed_share = {precision.speed_share}; it is above 0 and at most 1")
        for name in {path.stem, precision.name.lower(), *(precision.also or ())}:
            if name != name.lower():
                raise SourceError(f"{path}: {name!r} has capitals; names are compared in lower case")
            if name in seen:
                raise SourceError(f"{path}: {name!r} is a name of {seen[name]} already; one is wrong")
            seen[name] = path


def check_devices(found: dict[Path, Gpu]) -> None:
    """Refuse a device that could hold nothing, or more than it has."""
    for path, gpu in found.items():
        if not gpu.memory_gib > 0 or not gpu.bandwidth_gb_per_s > 0:
            raise SourceError(f"{path}: memory_gib and bandwidth_gb_per_s are above 0")
        if not 0 < gpu.usable_share <= 1:
            raise SourceError(f"{path}: usable_share = {gpu.usable_share}; it is above 0 and at most 1")
        if (gpu.tensor_tflops is None) != (gpu.tensor_source is None):
            raise SourceError(f"{path}: tensor_tflops and tensor_source belong together; say where the figure stands")
        if gpu.tensor_tflops is not None and not gpu.tensor_tflops > 0:
            raise SourceError(f"{path}: tensor_tflops = {gpu.tensor_tflops:g}; it is above 0")


def _check_architectures(found: dict[Path, Architecture]) -> None:
    """Refuse a spelling that two architectures claim, and a cache that says two things."""
    seen: dict[str, Path] = {}
    for path, one in found.items():
        for spelling in [path.stem, *(one.also or ())]:
            if spelling != spelling.lower() or "_" in spelling:
                raise SourceError(f"{path}: {spelling!r}: architectures are compared in lower case without underscores")
            if spelling in seen:
                raise SourceError(f"{path}: {spelling!r} is a spelling of {seen[spelling]} already; one is wrong")
            seen[spelling] = path
        if one.full_every is not None and one.window_tokens is None:
            raise SourceError(f"{path}: full_every is given without window_tokens; say how many tokens a window holds")
        if (one.attention == "MLA") != (one.mla_width is not None):
            raise SourceError(f"{path}: mla_width belongs to MLA, and MLA needs it")
