"""Fetch: ask each upstream, parse before anything is replaced, and write the figures of the day as a snapshot."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import tomli_w

import sql
from sources import _contract, _http, load, modules, newest, toml
from sources._contract import KINDS, HubModels, SourceError

SHRUNK = 0.9  # an answer with fewer rows than this share of the last one is refused


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: `status` is "written", "unchanged" or "failed"."""

    source: str
    status: str
    message: str

    def __str__(self) -> str:
        return f"{self.status:9} {self.source}: {self.message}"


@dataclass(frozen=True, slots=True)
class _File:
    """One upstream file as received; `body` is None where the upstream said it has not changed."""

    url: str
    body: bytes | None
    about: dict[str, Any]
    via_mirror: bool


def fetch(
    wanted: Iterable[str],
    snapshots: Path,
    cache: Path,
    accept_shrink: bool = False,
    refresh: bool = False,
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Fetch sources one by one; a failing one keeps its old figures and never stops the rest.

    What is asked about the models that other sources name comes after those.
    """
    outcomes = []
    for name in sorted(wanted, key=lambda name: any(isinstance(file, HubModels) for file in modules()[name].FILES)):
        try:
            outcome = _fetch_one(name, modules()[name], snapshots, cache, accept_shrink, refresh)
        # The one broad except: whatever a changed upstream does to a parser, the other sources are still written.
        except Exception as error:
            told = str(error) if isinstance(error, SourceError) else f"{type(error).__name__}: {error}"
            outcome = Outcome(name, "failed", told)
        tell(outcome)
        outcomes.append(outcome)
    return outcomes


def _fetch_one(
    name: str, source: ModuleType, snapshots: Path, cache: Path, accept_shrink: bool, refresh: bool
) -> Outcome:
    sidecar = newest(name, snapshots)
    before = toml(sidecar) if sidecar else {}
    known = {} if refresh else {f["url"]: f for f in before.get("files", [])}
    files = _get_all(source.FILES, known, snapshots)
    if before and all(f.body is None for f in files):
        return Outcome(name, "unchanged", "the upstream has not changed")
    paths = [_keep(f, cache / name) for f in files]
    missing = [i for i, path in enumerate(paths) if path is None]
    if missing:  # one file changed, another did not and is no longer in the cache: ask for that one again
        again = _get_all([source.FILES[i] for i in missing], {}, snapshots)
        for i, file in zip(missing, again, strict=True):
            files[i], paths[i] = file, _keep(file, cache / name)
    rows = _sort(source.parse(*paths), name)
    _refuse_shrunken(rows, before, name, accept_shrink)
    if sidecar and _same(rows, sidecar):
        return Outcome(name, "unchanged", "the same figures as before")
    return _write(source, rows, files, [path.read_bytes() for path in paths if path], snapshots / name)


def _get_all(files: Iterable[Any], known: dict[str, Any], snapshots: Path) -> list[_File]:
    """Each file of a source, asked for conditionally where the last snapshot knows it."""
    from sources import _hub  # the Hub client takes half a second to import: only a fetch pays for it

    revisions: dict[str, Any] = {}
    got = []
    for file in files:
        if isinstance(file, str):
            before = known.get(file, {})
            answer = _http.get(file, before.get("etag"))
            about = {"etag": answer.etag} if answer.etag else {}
            got.append(_File(file, answer.body, about, answer.via_mirror))
            continue
        if isinstance(file, HubModels):
            names = _named(file.view, snapshots)
            url = "https://huggingface.co/api/models/{id}"
            got.append(_File(url, _hub.models(names), {"asked": len(names)}, _hub.via_mirror()))
            continue
        repo, pattern = file
        if repo not in revisions:
            revisions[repo] = _hub.resolve(repo)
        revision, entries = revisions[repo]
        url = f"https://huggingface.co/datasets/{repo}/resolve/{{revision}}/{pattern}"
        before = known.get(url, {})
        # Sidecars of earlier days hold a mirror's commit as `revision`.
        unchanged = revision in (before.get("revision"), before.get("mirror_revision"))
        body = None if unchanged else _hub.download(repo, revision, entries, pattern)
        # A mirror's commit is none of the Hub's: it says only whether the mirror has changed.
        about = {"mirror_revision" if _hub.via_mirror() else "revision": revision}
        got.append(_File(url, body, about, _hub.via_mirror()))
    return got


def _named(view: str, snapshots: Path) -> list[str]:
    """The repositories in a view of the snapshots in hand; not of a fork's own results, which are told to nobody."""
    con = sql.connect()
    # As of a date, so that a reviewed file that speaks of other snapshots than these stops no fetch.
    load(con, snapshots=snapshots, as_of=datetime.now(UTC).date())
    sql.create(con, wanted=[view])
    return [name for (name,) in con.execute(f"select hub_id from {view} order by hub_id").fetchall()]


def _keep(file: _File, folder: Path) -> Path | None:
    """The bytes received, in the ignored cache; None where there are none, now or from before."""
    path = folder / hashlib.sha256(file.url.encode()).hexdigest()[:16]
    if file.body is None:
        return path if path.is_file() else None
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.body)
    return path


def _sort(rows: Iterable[Any], name: str) -> dict[str, list[Any]]:
    """A source's rows by kind, each kind validated."""
    by_class = {cls: kind for kind, cls in KINDS.items()}
    sorted_rows: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    for row in rows:
        sorted_rows[by_class[type(row)]].append(row)
    for kind, cls in KINDS.items():
        _contract.validate(cls, sorted_rows[kind], name)
    return {kind: found for kind, found in sorted_rows.items() if found}


def _refuse_shrunken(rows: dict[str, list[Any]], before: dict[str, Any], name: str, accept_shrink: bool) -> None:
    if not rows:
        raise SourceError(f"{name}: the answer holds no row; the figures in hand are kept, look at the upstream")
    for kind in KINDS:
        now, then = len(rows.get(kind, ())), before.get(f"{kind}s", 0)
        if now < SHRUNK * then and not accept_shrink:
            raise SourceError(
                f"{name}: {now:,} {kind} rows where there were {then:,}; the figures in hand are kept. "
                f"If the upstream really shrank, run `build.py fetch {name} --accept-shrink`"
            )


def _same(rows: dict[str, list[Any]], sidecar: Path) -> bool:
    """Whether the rows are those of a snapshot, whatever their order."""
    con = duckdb.connect()
    for kind, cls in KINDS.items():
        path = sidecar.with_suffix(f".{kind}.parquet")
        if (kind in rows) != path.is_file():
            return False
        if kind not in rows:
            continue
        _table(con, kind, cls, rows[kind])
        names = ", ".join(f'"{c}"' for c in _contract.columns(cls))
        try:
            differing = con.execute(
                f"select count(*) from ((select {names} from {kind} except all select {names} from read_parquet($1)) "
                f"union all (select {names} from read_parquet($1) except all select {names} from {kind}))", [str(path)]
            ).fetchall()  # fmt: skip
        except duckdb.BinderException:  # the contract has gained a column since
            return False
        if differing[0][0]:
            return False
    return True


def _table(con: duckdb.DuckDBPyConnection, kind: str, cls: type, rows: list[Any]) -> None:
    """A typed table of rows: the explicit types keep a column that is all None from becoming type "NULL"."""
    ddl = ", ".join(f'"{c}" {t}' for c, t in _contract.columns(cls).items())
    con.execute(f"create table {kind} ({ddl})")
    con.register("incoming", _contract.frame(cls, rows))
    con.execute(f"insert into {kind} by name select * from incoming")
    con.unregister("incoming")


def _write(
    source: ModuleType, rows: dict[str, list[Any]], files: list[_File], bodies: list[bytes], folder: Path
) -> Outcome:
    now = datetime.now(UTC).replace(microsecond=0)
    folder.mkdir(parents=True, exist_ok=True)
    stem, copy = f"{now:%Y-%m-%d}", 1
    while (folder / f"{stem}.toml").exists():  # append-only: a second change on one day is a snapshot of its own
        copy += 1
        stem = f"{now:%Y-%m-%d}-{copy}"
    for kind, found in rows.items():
        con = duckdb.connect()
        _table(con, kind, KINDS[kind], found)
        path = folder / f"{stem}.{kind}.parquet"
        partial = path.with_suffix(".partial")
        small = "format parquet, compression zstd, compression_level 15"
        con.execute(f"copy (select * from {kind} order by all) to {sql.quoted(partial)} ({small})")
        partial.replace(path)
    dates = [d for found in rows.values() for r in found if (d := getattr(r, "dated", None)) and d <= now.date()]
    via_mirror = any(f.via_mirror for f in files)
    about: dict[str, Any] = {
        "name": source.NAME,
        "description": (source.__doc__ or "").strip(),
        "publisher": source.PUBLISHER,
        "url": source.URL,
        "license": source.LICENSE,
        "cadence": source.CADENCE,
        "retrieved_at": now,
        "via_mirror": via_mirror,
        **{f"{kind}s": len(found) for kind, found in rows.items()},
    }
    if via_mirror:
        about["note"] = "The bytes came by way of a mirror that stood in for the live address."
    if source.LICENSE_URL:
        about["license_url"] = source.LICENSE_URL
    if dates:
        about["upstream_on"] = max(dates)
    about["files"] = [
        {"url": f.url, **f.about, "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        for f, body in zip(files, bodies, strict=True)
    ]
    # The sidecar comes last: a snapshot without one does not count.
    (folder / f"{stem}.toml").write_text(tomli_w.dumps(about), encoding="utf-8")
    counts = ", ".join(f"{len(found):,} {kind.replace('_', ' ')}s" for kind, found in rows.items())
    return Outcome(folder.name, "written", f"{folder.name}/{stem}: {counts}")
