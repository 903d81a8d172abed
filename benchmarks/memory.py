"""Measure what memory costs: 20,000 models at 8 precisions through the views, beside hf-mem's caches of as many."""

import statistics
import sys
from collections.abc import Callable
from pathlib import Path

import click
import duckdb
from ranks import made, timed

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import sources  # noqa: E402
import sql  # noqa: E402

VIEWS = ("mart_shapes", "mart_widths", "mart_fits")
BEYOND = ("mart_tier_fits", "mart_tunings", "mart_placements")  # tiers, tuning, and each model on each tier


def board(models: int, precisions: int) -> duckdb.DuckDBPyConnection:
    """The shipped open models, repeated under other names until there are so many, and the first so many precisions."""
    con = sql.connect()
    sources.load(con)
    sql.create(con, wanted=VIEWS + BEYOND)
    [[known]] = con.execute("select count(*) from mart_shapes").fetchall()
    for table in ("mart_models", "stg_shapes", "raw_catalog_model"):
        key = "id" if table == "raw_catalog_model" else "model_id"
        con.execute(f"alter table {table} rename to kept")
        con.execute(f"""
            create table {table} as
            select kept.* replace (if(copy = 0, {key}, {key} || '~' || copy) as {key})
            from kept cross join (select unnest(range({-(-models // known)})) as copy)
            where {key} in (select model_id from mart_shapes)
            order by copy, {key} limit {models}""")  # fmt: skip
        con.execute("drop table kept")
    con.execute(f"delete from raw_precision where \"order\" > {precisions} and precision_id <> '4-bit'")
    return con


def hf_mem(con: duckdb.DuckDBPyConnection, models: int, precisions: int) -> Callable[[], object]:
    """As many caches, no weights and no verdict, by hf-mem's own function on the gathered shapes."""
    from hf_mem.safetensors.kv_cache import compute_safetensors_kv_cache_size

    rows = con.execute(
        "select layers, kv_heads, head_size, heads, hidden_size from stg_shapes where heads > 0 and kv_heads > 0"
    ).fetchall()
    names = ("num_hidden_layers", "num_key_value_heads", "head_dim", "num_attention_heads", "hidden_size")
    configs = [dict(zip(names, row, strict=True)) for row in rows]
    asked = [configs[i % len(configs)] for i in range(models * precisions)]
    return lambda: [compute_safetensors_kv_cache_size(config, "BF16", 8192) for config in asked]


@click.command()
@click.option("--models", default=20_000, show_default=True)
@click.option("--precisions", default=8, show_default=True)
@click.option("--repeats", default=5, show_default=True)
def main(models: int, precisions: int, repeats: int) -> None:
    """Print the seconds of each view, of the table of needs beside its budget of 1 s, and the ratio to hf-mem."""
    con = board(models, precisions)
    made(con, VIEWS + BEYOND)
    peer = hf_mem(con, models, precisions)
    rounds, theirs = [], []
    for _ in range(repeats):
        rounds.append(made(con, VIEWS + BEYOND))
        theirs.append(timed(peer))
    [[rows]] = con.execute("select count(*) from mart_fits").fetchall()
    for name in (*VIEWS, *BEYOND):
        click.echo(f"{name:16} {statistics.median(found[name] for found in rounds):6.3f} s")
    sums = [sum(found[name] for name in VIEWS) for found in rounds]
    click.echo(f"{rows:,} needs: {statistics.median(sums):.3f} s ({min(sums):.3f}–{max(sums):.3f}), budget 1 s")
    ratio = statistics.median(their / ours for their, ours in zip(theirs, sums, strict=True))
    click.echo(f"hf-mem, the caches alone: {statistics.median(theirs):.3f} s, {ratio:.1f} × ours")


if __name__ == "__main__":
    main()
