"""Speeds of providers: reviewed files of dated figures that somebody else published, into raw_speed."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from sources._contract import SourceError, columns, create, frame, insert, read, toml


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedsFile:
    """Speeds of one provider, named by its id among the offers, as somebody else published them."""

    name: str
    source: str
    source_name: str
    source_url: str
    license: str
    license_url: str
    entered: date  # when a person wrote the file; when the source itself was read is not known
    speeds: list[dict[str, Any]]
    known_as: str | None = None  # the source's own id of the provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How fast a provider answered, verbatim and dated: tokens a second, and the wait before the first of them."""

    model: str
    organization: str
    dated: date
    tokens_per_second: float | None = None
    latency_seconds: float | None = None
    quantization: str | None = None
    doubt: str | None = None  # why a reader should not rely on the figures


ABOUT = ("source", "source_name", "source_url", "license", "license_url", "entered")


def load(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Create and fill raw_speed; a file that is wrong is a SourceError naming it."""
    about = dict.fromkeys(("provider", "provider_name", *ABOUT), "varchar") | {"entered": "date"}
    create(con, "raw_speed", about | columns(Speed))
    for path in sorted(folder.glob("*.toml")):
        file = read(SpeedsFile, toml(path), str(path))
        rows = frame(Speed, _speeds(path, file.speeds))
        rows = rows.assign(provider=path.stem, provider_name=file.name, **{name: getattr(file, name) for name in ABOUT})
        insert(con, "raw_speed", rows)


def _speeds(path: Path, tables: list[dict[str, Any]]) -> list[Speed]:
    """One provider's speeds; a model twice, or a figure that is hard to believe and not doubted, is a SourceError."""
    speeds: dict[str, Speed] = {}
    for table in tables:
        where = f"{path}: {table.get('model', 'a speed without model')}"
        speed = read(Speed, table, where)
        rate, wait = speed.tokens_per_second, speed.latency_seconds
        if rate is None and wait is None:
            raise SourceError(f"{where}: holds neither tokens_per_second nor latency_seconds; leave it out")
        is_believable = (rate is None or 10 <= rate <= 5000) and (wait is None or 0 < wait <= 60)
        if not is_believable and speed.doubt is None:
            raise SourceError(f"{where}: {rate} tokens a second after {wait} s is hard to believe; say why in `doubt`")
        if speeds.setdefault(speed.model, speed) is not speed:
            raise SourceError(f"{where}: stands twice; one is wrong")
    return list(speeds.values())
