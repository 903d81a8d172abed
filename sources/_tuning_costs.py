"""What tuning costs: machines by the hour, and how fast tuning ran where somebody measured it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import duckdb

from sources._contract import SourceError, columns, create, frame, insert, read, toml


@dataclass(frozen=True, slots=True, kw_only=True)
class RentalFile:
    """One device at one provider, by the hour; the file's stem is a name of our own."""

    device: str
    provider: str
    source: str
    entered: date  # when a person wrote the file
    note: str
    machines: list[dict[str, Any]]  # each a Machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """So many cards together, and what they cost."""

    cards: int
    usd_per_hour: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TuningSpeeds:
    """Speeds of tuning that one party measured and published together."""

    name: str
    url: str
    entered: date
    note: str
    runs: list[dict[str, Any]]  # each a TuningSpeed


@dataclass(frozen=True, slots=True, kw_only=True)
class TuningSpeed:
    """One measured run, as published: tokens a second, or seconds an iteration of so many texts of a length."""

    model: str
    parameters: float
    method: Literal["full", "lora", "qlora"]
    device: str
    tokens: int
    setup: str
    tokens_per_second: float | None = None
    seconds_per_iteration: float | None = None
    texts: int | None = None


def load(con: duckdb.DuckDBPyConnection, catalog: Path) -> None:
    """Create and fill raw_rental and raw_tuning_speed; a file that is wrong is a SourceError."""
    devices = sorted(path.stem for path in (catalog / "gpus").glob("*.toml"))
    about = {"rental_id": "varchar", "device": "varchar", "provider": "varchar", "source_url": "varchar"}
    create(con, "raw_rental", about | {"entered": "date", "note": "varchar"} | columns(Machine))
    for path in sorted((catalog / "rentals").glob("*.toml")):
        file = read(RentalFile, toml(path), str(path))
        _check_device(str(path), file.device, devices)
        rows = frame(Machine, _machines(path, file.machines)).assign(
            rental_id=path.stem, device=file.device, provider=file.provider, source_url=file.source,
            entered=file.entered, note=file.note,
        )  # fmt: skip
        insert(con, "raw_rental", rows)
    told = {"study": "varchar", "study_name": "varchar", "source_url": "varchar", "study_note": "varchar"}
    create(con, "raw_tuning_speed", told | {"run": "bigint"} | columns(TuningSpeed))
    for path in sorted((catalog / "tuning_speeds").glob("*.toml")):
        speeds = read(TuningSpeeds, toml(path), str(path))
        runs = [_run(f"{path}, run {number}", run, devices) for number, run in enumerate(speeds.runs, start=1)]
        rows = frame(TuningSpeed, runs).assign(
            study=path.stem, study_name=speeds.name, source_url=speeds.url, study_note=speeds.note,
            run=range(1, len(runs) + 1),
        )  # fmt: skip
        insert(con, "raw_tuning_speed", rows)


def _check_device(where: str, device: str, devices: list[str]) -> None:
    if device not in devices:
        raise SourceError(f"{where}: there is no {device!r} among the gpus; there are {', '.join(devices)}")


def _machines(path: Path, tables: list[dict[str, Any]]) -> list[Machine]:
    """What is offered; nothing, a price that nobody asks, or as many cards twice is a SourceError."""
    machines: dict[int, Machine] = {}
    for table in tables:
        machine = read(Machine, table, str(path))
        if machine.cards < 1 or not machine.usd_per_hour > 0:
            raise SourceError(
                f"{path}: {machine.cards} cards for {machine.usd_per_hour:g} dollars an hour; both are above 0"
            )
        if machines.setdefault(machine.cards, machine) is not machine:
            raise SourceError(f"{path}: a machine of {machine.cards} cards stands twice; one is wrong")
    if not machines:
        raise SourceError(f"{path}: machines is empty; say what a machine costs or leave the file out")
    return list(machines.values())


def _run(where: str, table: dict[str, Any], devices: list[str]) -> TuningSpeed:
    run = read(TuningSpeed, table, where)
    _check_device(where, run.device, devices)
    if (run.tokens_per_second is None) == (run.seconds_per_iteration is None):
        raise SourceError(f"{where}: give tokens_per_second or seconds_per_iteration, as published, and not both")
    if (run.seconds_per_iteration is None) != (run.texts is None):
        raise SourceError(f"{where}: texts and seconds_per_iteration belong together")
    for name in ("parameters", "tokens", "tokens_per_second", "seconds_per_iteration", "texts"):
        if (value := getattr(run, name)) is not None and not value > 0:
            raise SourceError(f"{where}: {name} = {value:g}; it is above 0")
    return run
