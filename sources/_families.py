"""Families of models and copies of weights: which files of the catalogue say so, and what is refused in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from sources._contract import SourceError, create, insert, is_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A line of models of one maker; each generation, the newest first, is `{name, pattern}`.

    A pattern is a regular expression of DuckDB for the beginning of a model's name, in lower case.
    """

    name: str
    organization: str
    description: str
    url: str
    generations: list[dict[str, str]]
    related: list[str] | None = None  # families that a reader of this one may mean, told on both pages
    also: list[str] | None = None  # others' conversions that stand for weights the maker put on no hub itself


def load(con: duckdb.DuckDBPyConnection, catalog: Path, found: dict[Path, Family]) -> None:
    """Check the families, and put their generations into raw_generation."""
    rows = []
    for path, family in found.items():
        if not (catalog / "organizations" / f"{family.organization}.toml").is_file():
            raise SourceError(
                f"{path}: there is no {family.organization!r} among the organizations; add its file there, or mend it"
            )
        if lost := [one for one in family.related or () if not path.with_name(f"{one}.toml").is_file()]:
            raise SourceError(f"{path}: there is no {lost[0]!r} among the families; add its file here, or mend it")
        if wrong := [one for one in family.also or () if not is_id(one)]:
            raise SourceError(f"{path}: {wrong[0]!r} is no model id; write <organisation>/<name> in lower case")
        for position, generation in enumerate(family.generations, start=1):
            rows.append((path.stem, position, *_generation(con, path, generation)))
        names = [generation["name"] for generation in family.generations]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise SourceError(f"{path}: the generation {twice[0]!r} stands twice; give each a name of its own")
        if not names:
            raise SourceError(f"{path}: a family has at least one generation {{name, pattern}}")
    kinds = {"family_id": "varchar", "position": "bigint", "generation": "varchar", "pattern": "varchar"}
    create(con, "raw_generation", kinds)
    insert(con, "raw_generation", pd.DataFrame(rows, columns=list(kinds)))


def _generation(con: duckdb.DuckDBPyConnection, path: Path, generation: dict[str, str]) -> tuple[str, str]:
    if set(generation) != {"name", "pattern"} or not all(isinstance(v, str) and v for v in generation.values()):
        raise SourceError(f"{path}: a generation is {{name, pattern}}, not {generation}")
    try:
        con.execute("select regexp_matches('', ?)", [generation["pattern"]]).fetchall()
    except duckdb.Error as error:
        said = str(error).splitlines()[0]
        raise SourceError(f"{path}: pattern = {generation['pattern']!r} is no regular expression ({said})") from error
    return generation["name"], generation["pattern"]


def check_copies(con: duckdb.DuckDBPyConnection, copies: Iterable[tuple[Path, str, str]]) -> None:
    """Refuse a copy of itself, of a model nobody knows, or of one that is in turn a copy of it.

    Each copy is (its file, its id, the id of the model whose weights it has).
    """
    of = {model_id: (path, original) for path, model_id, original in copies}
    known = {row[0] for row in con.execute(_KNOWN).fetchall()}
    for model_id, (path, original) in of.items():
        if original not in known:
            raise SourceError(
                f"{path}: {model_id}: same_weights_as = {original!r} is no model of a source or of the catalogue"
            )
        seen = [model_id]
        while original not in seen:
            seen.append(original)
            if original not in of:
                break
            original = of[original][1]
        else:
            circle = " → ".join([*seen, original])
            raise SourceError(f"{path}: {model_id}: same_weights_as leads in a circle: {circle}; one of them is wrong")


_KNOWN = """
select id from raw_catalog_model
union select lower(model) from raw_model_fact
union select model_id from raw_alias
"""
