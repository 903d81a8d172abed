"""Where numbers come from: the catalogue and the newest snapshots into raw_* tables."""

import importlib
import math
import pkgutil
from datetime import UTC, date
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pandas as pd

from sources import _catalog, _contract, _items
from sources._contract import KINDS, Result, SourceError, toml

HERE = Path(__file__).parent


def modules() -> dict[str, ModuleType]:
    """Every source: the modules of this folder without an underscore, by name."""
    names = sorted(m.name for m in pkgutil.iter_modules([str(HERE)]) if not m.ispkg and not m.name.startswith("_"))
    return {name: importlib.import_module(f"sources.{name}") for name in names}


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
        _contract.create(con, f"raw_{kind}", {"source": "varchar", **_contract.columns(cls)})
    _contract.create(con, "raw_snapshot", _SIDECAR)
    found = {p.name: newest(p.name, snapshots, as_of) for p in sorted(snapshots.iterdir()) if p.is_dir()}
    if not any(found.values()):
        raise SourceError(f"{snapshots}: no snapshot{f' of {as_of} or before' if as_of else ''}; run `build.py fetch`")
    for source, sidecar in found.items():
        if sidecar:
            _load_snapshot(con, source, sidecar)
    _catalog.load(con, catalog, private, is_newest=as_of is None)
    if private is not None:
        ours = [*private_results(private), *private_votes(private)]
        _contract.insert(con, "raw_result", _contract.frame(Result, ours).assign(source="private"))
    _items.load(con, private)
    _check_bounds(con)


def _check_bounds(con: duckdb.DuckDBPyConnection) -> None:
    """Refuse a score that its benchmark's unit does not hold, before anything is worked out from it."""
    wrong = con.execute("""
        select result.source, model, benchmark_id, score, factor
        from raw_result as result
        join raw_benchmark as benchmark
            on benchmark.source = result.source and benchmark.upstream = result.benchmark
            and benchmark.metric = result.metric
        where (unit = 'points' and (score * factor between -1e-9 and 100 + 1e-9) is not true) or not isfinite(score)
        order by all
        limit 1
    """).fetchall()
    if wrong:
        source, model, benchmark, score, factor = wrong[0]
        raise SourceError(
            f"{source}: the score of {model} on {benchmark} is {score:g}, with the factor {factor:g} of its TOML"
            f" {score * factor:g}, and not from 0 to 100; mend the score or the factor"
        )


_SIDECAR = {
    "source": "varchar", "name": "varchar", "description": "varchar", "publisher": "varchar", "url": "varchar",
    "license": "varchar", "license_url": "varchar", "cadence": "varchar", "taken_on": "date",
    "retrieved_at": "timestamp", "upstream_on": "date",
    "files": "struct(url varchar, sha256 varchar, revision varchar)[]", "via_mirror": "boolean", "asked": "bigint",
}  # fmt: skip


def _load_snapshot(con: duckdb.DuckDBPyConnection, source: str, sidecar: Path) -> None:
    about = toml(sidecar)
    # A mirror has commits of its own: only the bytes received say which state of the upstream it handed out.
    kept = ("url", "sha256") if about.get("via_mirror") else ("url", "sha256", "revision")
    received = about.pop("files", [])
    files = [dict.fromkeys(("url", "sha256", "revision")) | {k: f.get(k) for k in kept} for f in received]
    row = {k: about.get(k) for k in _SIDECAR} | {
        "source": source,
        "taken_on": sidecar.stem[:10],
        # The column is a time in UTC; a time with a zone would be turned into the builder's own.
        "retrieved_at": at.astimezone(UTC).replace(tzinfo=None) if (at := about.get("retrieved_at")) else None,
        "files": files,
        "asked": received[0].get("asked") if received else None,
    }
    _contract.insert(con, "raw_snapshot", pd.DataFrame([row], dtype=object))
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


def private_results(folder: Path) -> list[Result]:
    """A fork's own scores from every CSV of a folder: `model, benchmark, metric, value, n`, one row a score.

    The model is a Hub id or a canonical id; the benchmark is described by `<benchmark>.toml` beside the CSV.
    """
    if not folder.is_dir():
        raise SourceError(f"{folder}: no such folder; private results live in CSV files there")
    wanted = ["model", "benchmark", "metric", "value", "n"]
    results: list[Result] = []
    others = {path for kind in ("items", "votes", "tunings") for path in folder.glob(f"*.{kind}.csv")}
    for path in sorted(set(folder.glob("*.csv")) - others):
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
            if n is not None and n < 1:
                raise SourceError(f"{where}: n = {n}; a score rests on at least one question")
            _check_value(where, toml(folder / f"{row['benchmark']}.toml"), score, n)
            named = {key: row[key] for key in ("model", "benchmark", "metric")}
            results.append(Result(**named, score=score, n=n, relationship="other"))
        _contract.validate(Result, results, str(path))
    return results


def private_votes(folder: Path) -> list[Result]:
    """Ratings fitted to a fork's own votes, each `<benchmark>.votes.csv` or `.votes.parquet` of a folder.

    The models are named as in `private_results`; `<benchmark>.toml` beside it has metric `rating` and unit `elo`.
    """
    from sources import _votes
    from sql import _bradley_terry  # SciPy takes a moment to load, which only votes need pay

    results: list[Result] = []
    for path in sorted(path for ending in (".csv", ".csv.gz", ".parquet") for path in folder.glob(f"*.votes{ending}")):
        described = folder / f"{path.name.partition('.votes.')[0]}.toml"
        if not described.is_file():
            raise SourceError(f"{path}: describe the benchmark in {described} first")
        about = toml(described)
        for key, wanted in (("source", "private"), ("metric", "rating"), ("unit", "elo")):
            if about.get(key) != wanted:
                raise SourceError(
                    f"{described}: {key} = {about.get(key)!r} should be {wanted!r}, as {path.name} is rated"
                )
        pairs, dated = _votes.read(path)
        ratings = _bradley_terry.ratings(pairs, str(path))
        # A fixed mean correlates ratings by −1/(p − 1): so much wider, two may be compared as if they were not.
        width = 1.959964 * math.sqrt(len(ratings) / (len(ratings) - 1))
        rated = [
            Result(
                model=row.model, benchmark=about["upstream"], metric="rating", score=row.rating, dated=dated,
                score_low=row.rating - width * row.se, score_high=row.rating + width * row.se, relationship="other",
            )
            for row in ratings.itertuples()
        ]  # fmt: skip
        _contract.validate(Result, rated, str(path))
        results += rated
    return results


def _check_value(where: str, about: dict[str, Any], score: float, n: int | None) -> None:
    """Refuse a value outside its benchmark's bounds, and one that may be a share where percent are wanted."""
    factor = float(about.get("factor", 1))
    if about.get("unit") != "points" or not math.isfinite(score):
        return
    if not 0 <= score * factor <= 100:
        raise SourceError(
            f"{where}: value = {score:g}; with factor = {factor:g} it is to lie from 0 to {100 / factor:g}"
        )
    # One question in a thousand is 0.1 percent; 0.915 percent of 200 questions is nothing that can be scored.
    right = score * factor / 100 * n if n else 0.5
    if factor == 1 and 0 < score <= 1 and abs(right - round(right)) > 0.02:
        raise SourceError(
            f"{where}: value = {score:g} looks like a share where percent are wanted; write {100 * score:g},"
            " or set factor = 100 in the benchmark's TOML and give every value of it as a share"
        )
