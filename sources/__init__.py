"""Where numbers come from: the catalogue and the newest snapshots into raw_* tables."""

import importlib
import pkgutil
import tomllib
from collections.abc import Iterator
from datetime import UTC, date
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pandas as pd

from sources import _contract
from sources._contract import KINDS, CatalogModel, Result, SourceError

HERE = Path(__file__).parent

CATALOG = {
    "boards": _contract.Board,
    "domains": _contract.Domain,
    "benchmarks": _contract.Benchmark,
    "tiers": _contract.Tier,
    "gpus": _contract.Gpu,
    "licenses": _contract.License,
    "organizations": _contract.Organization,
}


def modules() -> dict[str, ModuleType]:
    """Every source: the modules of this folder without an underscore, by name."""
    names = sorted(m.name for m in pkgutil.iter_modules([str(HERE)]) if not m.ispkg and not m.name.startswith("_"))
    return {name: importlib.import_module(f"sources.{name}") for name in names}


def toml(path: Path) -> dict[str, Any]:
    """A TOML file; what cannot be read is a SourceError with its path."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path}: cannot be read ({error}); mend or remove the file") from error


def newest(source: str, folder: Path, as_of: date | None = None) -> Path | None:
    """The sidecar of a source's newest snapshot, or of the newest one that was there on a date."""
    taken = (folder / source).glob("*.toml")
    known = [path for path in taken if as_of is None or path.stem[:10] <= as_of.isoformat()]
    # The tenth snapshot of a day comes after its second.
    return max(known, default=None, key=lambda path: (path.stem[:10], int(path.stem[11:] or 1)))


def load(
    con: duckdb.DuckDBPyConnection,
    catalog: Path = HERE / "catalog",
    snapshots: Path = HERE / "snapshots",
    private: Path | None = None,
    as_of: date | None = None,
) -> None:
    """Create and fill the raw_* tables, from the newest snapshots or from those of a date.

    `private` adds a fork's own results, which are otherwise never read.
    """
    for folder in (catalog, snapshots):
        if not folder.is_dir():
            raise SourceError(f"{folder}: no such folder; run this from a complete checkout")
    for kind, cls in KINDS.items():
        _create(con, f"raw_{kind}", {"source": "varchar", **_contract.columns(cls)})
    _create(con, "raw_snapshot", _SIDECAR)
    found = {p.name: newest(p.name, snapshots, as_of) for p in sorted(snapshots.iterdir()) if p.is_dir()}
    if not any(found.values()):
        raise SourceError(f"{snapshots}: no snapshot{f' of {as_of} or before' if as_of else ''}; run `build.py fetch`")
    for source, sidecar in found.items():
        if sidecar:
            _load_snapshot(con, source, sidecar)
    _load_catalog(con, catalog, private)
    if private is not None:
        _insert(con, "raw_result", _contract.frame(Result, private_results(private)).assign(source="private"))


_SIDECAR = {
    "source": "varchar", "name": "varchar", "description": "varchar", "publisher": "varchar", "url": "varchar",
    "license": "varchar", "license_url": "varchar", "cadence": "varchar", "taken_on": "date",
    "retrieved_at": "timestamp", "upstream_on": "date", "revision": "varchar", "sha256": "varchar",
    "via_mirror": "boolean", "rows": "bigint",
}  # fmt: skip


def _create(con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str]) -> None:
    ddl = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    con.execute(f"create table {table} ({ddl})")


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    if len(rows):
        con.register("incoming", rows)
        con.execute(f"insert into {table} by name select * from incoming")
        con.unregister("incoming")


def _load_snapshot(con: duckdb.DuckDBPyConnection, source: str, sidecar: Path) -> None:
    about = toml(sidecar)
    files = about.pop("files", [])
    row = {k: about.get(k) for k in _SIDECAR} | {
        "source": source,
        "taken_on": sidecar.stem[:10],
        # The column is a time in UTC; a time with a zone would be turned into the builder's own.
        "retrieved_at": at.astimezone(UTC).replace(tzinfo=None) if (at := about.get("retrieved_at")) else None,
        "revision": next((f["revision"] for f in files if "revision" in f), None),
        "sha256": files[0]["sha256"] if files else None,
    }
    _insert(con, "raw_snapshot", pd.DataFrame([row], dtype=object))
    for kind in KINDS:
        path = sidecar.with_suffix(f".{kind}.parquet")
        if about.get(f"{kind}s") and not path.is_file():
            raise SourceError(f"{path}: the sidecar names this file but it is missing; restore it from version control")
        if path.is_file():
            try:
                con.execute(f"insert into raw_{kind} by name select ? as source, * from read_parquet(?)",
                            [source, str(path)])  # fmt: skip
            except duckdb.Error as error:
                raise SourceError(f"{path}: cannot be read as a snapshot of {kind}s ({error})") from error


def _load_catalog(con: duckdb.DuckDBPyConnection, catalog: Path, private: Path | None) -> None:
    for folder, cls in CATALOG.items():
        table, key = f"raw_{folder.rstrip('s')}", f"{folder.rstrip('s')}_id"
        _create(con, table, {key: "varchar", **_contract.columns(cls)})
        paths = sorted((catalog / folder).glob("*.toml"))
        if folder == "benchmarks" and private is not None:
            paths += sorted(private.glob("*.toml"))
        rows = [(path.stem, _contract.read(cls, toml(path), str(path))) for path in paths]
        if not rows:
            raise SourceError(f"{catalog / folder}: holds no file; run this from a complete checkout")
        if folder == "benchmarks":
            _check_benchmarks(catalog, private, {path: row for path, (_, row) in zip(paths, rows, strict=True)})
        frame = _contract.frame(cls, (row for _, row in rows))
        frame.insert(0, key, [stem for stem, _ in rows])
        _insert(con, table, frame)
    models = list(_catalog_models(catalog / "models"))
    _create(con, "raw_catalog_model", _contract.columns(CatalogModel))
    _insert(con, "raw_catalog_model", _contract.frame(CatalogModel, models))
    _create(con, "raw_alias", {"source": "varchar", "model": "varchar", "model_id": "varchar"})
    aliases = [(a["source"], a["name"], m.id) for m in models for a in m.aliases or ()]
    _insert(con, "raw_alias", pd.DataFrame(aliases, columns=["source", "model", "model_id"], dtype=object))


def _check_benchmarks(catalog: Path, private: Path | None, found: dict[Path, _contract.Benchmark]) -> None:
    """Refuse a benchmark that belongs nowhere, or a private one that stands in for a public one."""
    seen: dict[str, Path] = {}
    for path, benchmark in found.items():
        for folder, name in (("domains", benchmark.domain), ("boards", benchmark.board)):
            if not (catalog / folder / f"{name}.toml").is_file():
                known = ", ".join(sorted(p.stem for p in (catalog / folder).glob("*.toml")))
                raise SourceError(f"{path}: there is no {name!r} among the {folder}; there are {known}")
        if (path.parent == private) != (benchmark.source == "private"):
            raise SourceError(f'{path}: source = "private" belongs in sources/private/ and nowhere else')
        if path.stem in seen:
            raise SourceError(f"{path}: {seen[path.stem]} is a benchmark of that name already; rename one")
        seen[path.stem] = path


def _catalog_models(folder: Path) -> Iterator[CatalogModel]:
    """Every reviewed model; the same id twice, or one alias on two models, is a SourceError naming the file."""
    seen: dict[Any, str] = {}
    for path in sorted(folder.glob("*.toml")):
        table = toml(path)
        if unknown := sorted(set(table) - {"models"}):
            raise SourceError(f"{path}: unknown key {unknown[0]!r}; a file of models holds [[models]] only")
        entries = table.get("models", [])
        if not (isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)):
            raise SourceError(f"{path}: write each model under a heading [[models]] of its own")
        for entry in entries:
            model = _contract.read(CatalogModel, entry, f"{path}: {entry.get('id', 'a model without id')}")
            if not _contract.is_id(model.id):
                raise SourceError(f"{path}: {model.id!r} is no model id; write <organisation>/<name> in lower case")
            for alias in model.aliases or ():
                if set(alias) != {"source", "name"}:
                    raise SourceError(f"{path}: {model.id}: an alias is {{source, name}}, not {alias}")
            for key in [model.id, *((a["source"], a["name"]) for a in model.aliases or ())]:
                if key in seen:
                    raise SourceError(f"{path}: {key} stands twice, for {seen[key]} and {model.id}; one is wrong")
                seen[key] = model.id
            yield model


def private_results(folder: Path) -> list[Result]:
    """A fork's own scores from every CSV of a folder: `model, benchmark, metric, value, n`, one row a score.

    The model is a Hub id or a canonical id; the benchmark is described by `<benchmark>.toml` beside the CSV.
    """
    if not folder.is_dir():
        raise SourceError(f"{folder}: no such folder; private results live in CSV files there")
    wanted = ["model", "benchmark", "metric", "value", "n"]
    results: list[Result] = []
    for path in sorted(folder.glob("*.csv")):
        try:
            table = pd.read_csv(path, dtype=str, keep_default_na=False)
        except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
            raise SourceError(f"{path}: cannot be read as CSV ({' '.join(str(error).split())})") from error
        if missing := [name for name in wanted[:4] if name not in table.columns]:
            raise SourceError(f"{path}: the column {missing[0]!r} is missing; wanted {', '.join(wanted)}")
        if unknown := [name for name in table.columns if name not in wanted]:
            raise SourceError(f"{path}: unknown column {unknown[0]!r}; wanted {', '.join(wanted)}")
        for line, row in enumerate(table.to_dict("records"), start=2):
            where = f"{path}, line {line}"
            if not (folder / f"{row['benchmark']}.toml").is_file():
                raise SourceError(f"{where}: describe the benchmark in {folder / (row['benchmark'] + '.toml')} first")
            try:
                score, n = float(row["value"]), int(row["n"]) if row.get("n") else None
            except ValueError as error:
                raise SourceError(f"{where}: {error}; value is a number and n a whole number or empty") from error
            if n is not None and n <= 0:
                raise SourceError(f"{where}: n = {n}; a score rests on at least one question")
            named = {key: row[key] for key in ("model", "benchmark", "metric")}
            results.append(Result(**named, score=score, n=n, relationship="other"))
        _contract.validate(Result, results, str(path))
    return results
