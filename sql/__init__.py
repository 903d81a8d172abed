"""What the numbers mean: order the views by what they name, make each a table, and collect the checks."""

import ast
import graphlib
import importlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
LAYERS = ("raw", "stg", "mart", "page")
_NAME = re.compile(r"\b(?:raw|stg|mart|page)_[a-z0-9_]+\b")
_IMPORTED = re.compile(r"^from sql(?:\.| import )(_[a-z]\w*)", re.MULTILINE)
_MACRO = re.compile(r"^create or replace macro (\w+)\(", re.MULTILINE)
_HEADER = re.compile(r"^-- (\w+): (.*)$")


class SqlError(Exception):
    """A view that cannot be made: the message names its file and what the database said."""


@dataclass(frozen=True)
class View:
    """One file of this folder; its stem is the name of the table it makes."""

    path: Path

    @property
    def name(self) -> str:
        """The file's stem, which is the table's name."""
        return self.path.stem

    @cached_property
    def text(self) -> str:
        """The whole file."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def body(self) -> str:
        """The code without its comments, in which every name of a layer is something the view reads."""
        mark = "#" if self.path.suffix == ".py" else "--"
        return "\n".join(line.split(mark)[0] for line in self.text.splitlines())

    @cached_property
    def reads(self) -> set[str]:
        """The tables it names."""
        return set(_NAME.findall(self.body)) - {self.name}

    @cached_property
    def header(self) -> list[tuple[str, str]]:
        """The header's `key: value` lines; a line that goes on is indented by three spaces."""
        pairs: list[tuple[str, str]] = []
        for line in self.text.splitlines():
            if not line.startswith("--"):
                break
            if match := _HEADER.match(line):
                pairs.append((match[1], match[2].strip()))
            elif line.startswith("--   ") and pairs:
                pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {line[2:].strip()}")
        return pairs

    @property
    def description(self) -> str:
        """What it says it is: its header's, or in Python the first line of its docstring."""
        if self.path.suffix == ".py":
            return (ast.get_docstring(ast.parse(self.text)) or "").partition("\n")[0]
        return next((value for key, value in self.header if key == "description"), "")

    @property
    def imports(self) -> list["View"]:
        """The files beside the views that it uses: what its Python imports, or formulas that its SQL calls."""
        if self.path.suffix == ".py":
            return [View(HERE / f"{name}.py") for name in sorted(set(_IMPORTED.findall(self.text)))]
        called = "|".join(_MACRO.findall(MEMORY.text))
        return [MEMORY] if re.search(rf"\b(?:{called})\(", self.body) else []


MEMORY = View(HERE / "_memory.sql")


@dataclass(frozen=True)
class Check:
    """A sentence that must hold, and the query that returns the rows that break it."""

    name: str
    sql: str
    severity: str = "error"


def views(folder: Path = HERE) -> list[View]:
    """Every view, each after all that it reads."""
    found = {path.stem: View(path) for path in sorted(folder.glob("*_*.*")) if path.suffix in (".sql", ".py")
             and path.stem.split("_")[0] in LAYERS[1:]}  # fmt: skip
    for view in found.values():
        if unknown := sorted(n for n in view.reads if not n.startswith("raw_") and n not in found):
            raise SqlError(f"{view.path}: reads {unknown[0]}, but no file makes it")
        layer = LAYERS.index(view.name.split("_")[0])
        if upward := sorted(n for n in view.reads if LAYERS.index(n.split("_")[0]) > layer):
            raise SqlError(f"{view.path}: reads {upward[0]}, which is of a higher layer")
    graph = {name: sorted(n for n in view.reads if n in found) for name, view in found.items()}
    try:
        return [found[name] for name in graphlib.TopologicalSorter(graph).static_order()]
    except graphlib.CycleError as error:
        raise SqlError(f"sql/: these views read one another in a circle: {' → '.join(error.args[1])}") from error


def connect() -> duckdb.DuckDBPyConnection:
    """An in-memory database that knows the formulas of memory, compressed: half the memory at the same speed.

    On one thread, because parallel float sums would flip near-ties from run to run.
    """
    con = duckdb.connect(config={"threads": 1})
    con.execute("attach ':memory:' as shortlist (compress)")
    con.execute("use shortlist")
    con.execute(MEMORY.text)
    return con


def quoted(path: Path) -> str:
    """A path as a text in SQL, also where it holds an apostrophe."""
    return "'" + str(path).replace("'", "''") + "'"


def create(
    con: duckdb.DuckDBPyConnection,
    folder: Path = HERE,
    tell: Callable[[str], None] = lambda name: None,
    wanted: Iterable[str] | None = None,
) -> list[View]:
    """Make every view a table, or those wanted and all they read, in order; `tell` hears each name beforehand."""
    made = views(folder)
    _tell_views(con, made, folder)
    if wanted is not None:
        needed = set(wanted)
        for view in reversed(made):
            needed |= view.reads if view.name in needed else set()
        made = [view for view in made if view.name in needed]
    for view in made:
        tell(view.name)
        make(con, view)
    return made


def make(con: duckdb.DuckDBPyConnection, view: View) -> None:
    """Make one view a table; what it reads must be there."""
    try:
        if view.path.suffix == ".py":
            con.register("incoming", importlib.import_module(f"sql.{view.name}").table(con))
            con.execute(f"create table {view.name} as select * from incoming")
            con.unregister("incoming")
        else:
            con.execute(f"create table {view.name} as {view.text}")
    except duckdb.Error as error:
        raise SqlError(f"{view.path}: {error}") from error


def _tell_views(con: duckdb.DuckDBPyConnection, made: list[View], folder: Path) -> None:
    """Tables raw_view, one row a view in the order in which they are made, and raw_check, one row a file of checks/."""
    sentences = [View(path) for path in sorted((folder / "checks").glob("*.sql"))]
    con.execute("""create or replace table raw_view (
        view_id varchar, layer varchar, position bigint, file varchar, description varchar, code varchar,
        reads varchar[], tests struct(kind varchar, says varchar)[], imports struct(file varchar, code varchar)[]
    )""")
    for position, view in enumerate(made):
        tests = [{"kind": kind, "says": says} for kind, says in view.header if kind != "description"]
        tests += [{"kind": "check", "says": c.name.replace("_", " ")} for c in sentences if view.name in c.reads]
        imports = [{"file": f"sql/{one.path.name}", "code": one.text} for one in view.imports]
        con.execute("insert into raw_view values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [view.name, view.name.split("_")[0], position, f"sql/{view.path.name}", view.description, view.text,
                     sorted(view.reads), tests, imports])  # fmt: skip
    con.execute(
        "create or replace table raw_check (check_id varchar, description varchar, severity varchar, code varchar)"
    )
    for one in sentences:
        severity = dict(one.header).get("severity", "error")
        con.execute("insert into raw_check values (?, ?, ?, ?)", [one.name, one.description, severity, one.text])


def checks(folder: Path = HERE) -> Iterator[Check]:
    """Every check: those in the views' headers, and the sentences of checks/."""
    for view in views(folder):
        for key, value in view.header:
            if key == "unique":
                yield Check(
                    f"{view.name}: unique {value}",
                    f"select {value}, count(*) as rows from {view.name} group by all having rows > 1",
                )
            elif key == "not_null":
                for column in value.split(","):
                    yield Check(f"{view.name}: {column.strip()} is not null",
                                f"select * from {view.name} where {column} is null")  # fmt: skip
            elif key == "assert":
                yield Check(f"{view.name}: {value}", f"select * from {view.name} where ({value}) is not true")
            elif key != "description":
                raise SqlError(f"{view.path}: unknown header {key!r}; known are description, unique, not_null, assert")
    for path in sorted((folder / "checks").glob("*.sql")):
        view = View(path)
        severity = dict(view.header).get("severity", "error")
        yield Check(path.stem.replace("_", " "), view.text, severity)


@dataclass(frozen=True)
class Finding:
    """A check that does not hold: how many rows break it, and the first of them."""

    check: Check
    count: int
    first: dict[str, object]

    def __str__(self) -> str:
        rows = "row breaks" if self.count == 1 else "rows break"
        return f"{self.check.name}: {self.count:,} {rows} it, such as {self.first}"


def findings(con: duckdb.DuckDBPyConnection, found: Iterable[Check]) -> Iterator[Finding]:
    """Run checks, and tell which do not hold."""
    for check in found:
        try:
            con.execute(f"create or replace temp table offending as {check.sql}")
            count = con.execute("select count(*) from offending").fetchall()[0][0]
        except duckdb.Error as error:
            raise SqlError(f"check {check.name!r}: {error}") from error
        if count:
            yield Finding(check, count, con.execute("select * from offending limit 1").df().to_dict("records")[0])
