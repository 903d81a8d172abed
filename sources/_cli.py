"""What the command line shares: the command meant where none is named, plain errors, `models` and `ratings`."""

import functools
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

EXPECTED = ("SourceError", "SqlError", "TemplateError", "OutputError")


class DefaultBuild(click.Group):
    """A group whose `build` is meant where no command is named: `build.py --out x` is `build.py build --out x`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` first where the first word is an option of it, or where there is none."""
        if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help", "--version")):
            args.insert(0, "build")
        return super().parse_args(ctx, args)


def clearly(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a person can mend is told in one sentence, with exit status 1; anything else is a bug and shows itself."""

    @functools.wraps(command)
    def told(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except Exception as error:
            if type(error).__name__ in EXPECTED:
                raise click.ClickException(str(error)) from None
            if isinstance(error, OSError) and error.filename is not None:
                raise click.ClickException(f"{error.filename}: {error.strerror}") from None
            raise

    return told


@click.group()
def models() -> None:
    """Ask which model a name stands for, and which names nothing decides.

    \b
    Examples:
      build.py models explain "Claude 3.5 Haiku"  which model that is, and what says so
      build.py models unmatched --limit 10        the names worth an alias
    """


source_option = click.option("--source", metavar="SOURCE", help="As this source writes names, such as arena or epoch.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@models.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@source_option
@json_option
@clearly
def explain(names: tuple[str, ...], source: str | None, as_json: bool) -> None:
    """Say which model each NAME stands for, and which rule or alias says so.

    \b
    Examples:
      build.py models explain gpt-4-turbo "Llama 3.1 8B Instruct"
      build.py models explain claude-opus-4-6_high --source epoch --json
    """
    from sql import _identity

    if garbled := [name for name in names if not name.encode(errors="replace").decode() == name]:
        raise click.UsageError(f"{garbled[0]!r} is not UTF-8; write the name as text")
    _tell(_identity.explain(_identity.names(source), [(source, name) for name in names]), as_json)


@models.command()
@source_option
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many names.")
@json_option
@clearly
def unmatched(source: str | None, limit: int, as_json: bool) -> None:
    """List the names that nothing decides, those that would add most first, with the nearest models and why not them.

    \b
    Examples:
      build.py models unmatched --source models_dev --limit 10
    """
    from sql import _identity

    _tell(_identity.unmatched(_identity.names(source), source, limit), as_json)


def _tell(told: list[dict[str, Any]], as_json: bool) -> None:
    from sql import _identity

    sentences = "\n".join(map(_identity.sentence, told)) or "Every name is matched to a model."
    click.echo(json.dumps(told, indent=1, ensure_ascii=False) if as_json else sentences)


FORMATS = {".csv": "format csv, header", ".parquet": "format parquet", ".json": "format json, array"}


def _ending(ctx: click.Context, option: click.Parameter, path: Path | None) -> Path | None:
    """A file that can be written in one of the formats, by its ending."""
    if path is not None and path.suffix.lower() not in FORMATS:
        raise click.BadParameter(f"{str(path)!r} ends in none of {', '.join(FORMATS)}")
    return path


day = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("votes", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), callback=_ending, help="A .csv, .parquet or .json to write.")
@click.option("--category", metavar="NAME", help="Only votes of this category; wants a column category.")
@click.option("--since", type=day, metavar="DATE", help="Only votes of this day and later; wants a column date.")
@click.option("--until", type=day, metavar="DATE", help="Only votes of this day and before.")
@clearly
def ratings(
    votes: Path, out: Path | None, category: str | None, since: datetime | None, until: datetime | None
) -> None:
    """Rate models from pairwise VOTES, a .csv, .csv.gz or .parquet: Elo scale, mean 1000, with intervals and ranks.

    VOTES has the columns model_a, model_b and winner, and may have category and date. A winner is model_a or a,
    model_b or b, the model's own name, or a tie: tie, tie (bothbad), both_bad, both, draw. A tie is half a win.
    What cannot be read so is refused and named; no vote is left out silently.

    Intervals hold 95 % each; the ranges of ranks hold 95 % all at once. Without --out the ratings are printed: as CSV,
    or as a table where a person looks on.

    \b
    Examples:
      build.py ratings votes.parquet
      build.py ratings votes.csv --out ratings.csv
      build.py ratings votes.csv --category coding --since 2026-01-01 --out coding.json
    """
    import duckdb

    from sources import _votes
    from sql import _bradley_terry, quoted

    if out is not None and out.resolve() == votes.resolve():
        raise click.UsageError(f"--out {out} would overwrite the votes; name another file")
    pairs, _ = _votes.read(votes, category, since.date() if since else None, until.date() if until else None)
    table = _bradley_terry.ratings(pairs, str(votes))
    if out is None:
        click.echo(table.to_string(index=False) if sys.stdout.isatty() else table.to_csv(index=False).rstrip("\n"))
        return
    kind = FORMATS[out.suffix.lower()]
    try:
        duckdb.connect().register("ratings", table).execute(f"copy ratings to {quoted(out)} ({kind})")
    except duckdb.IOException as error:
        raise click.ClickException(f"{out}: cannot be written ({error})") from None
    click.echo(f"{out}: {len(table):,} models from {table.votes.sum() // 2:,} votes", err=True)


def _memory(ctx: click.Context, option: click.Parameter, gib: float | None) -> float | None:
    """So much memory as a card may have: above 0, a number, and less than a million GiB."""
    if gib is not None and not 0 < gib < 1e6:
        raise click.BadParameter(f"{gib} GiB; a card has more than 0 and less than a million")
    return gib


@click.command()
@click.argument("model", metavar="MODEL")
@click.option("--gpu", metavar="NAME", help="A device of the catalogue, such as 'RTX 4090' or m3-max.")
@click.option("--memory", type=float, callback=_memory, metavar="GIB", help="Memory of a card, in GiB.")
@click.option("--cards", type=click.IntRange(1, 1024), default=1, show_default=True, help="How many of them.")
@click.option("--context", type=click.IntRange(1), metavar="TOKENS", help="Tokens a text: 8192; of tuning 2048.")
@click.option("--precision", metavar="P", help="4-bit, Q8_0, bf16 ...; else the most precise that fits, or 4-bit.")
@click.option("--batch", type=click.IntRange(1), default=1, show_default=True, help="Texts at once.")
@click.option(
    "--cache-bits", type=click.Choice(["16", "8", "4"]), default="16", show_default=True, help="Of the cache."
)
@click.option(
    "--use",
    type=click.Choice(["run", "lora", "qlora", "full"]),
    default="run",
    show_default=True,
    help="Run it, or tune it: with LoRA, QLoRA, or all its weights.",
)
@json_option
@clearly
def fit(
    model: str,
    gpu: str | None,
    memory: float | None,
    cards: int,
    context: int | None,
    precision: str | None,
    batch: int,
    cache_bits: str,
    use: str,
    as_json: bool,
) -> None:
    """Say how much memory MODEL needs, whether it fits, what would make it fit, and how fast it could be.

    Memory is in GiB (1,024³ bytes), the need with a lower and an upper end. A card gives a model a share of its memory:
    what its system leaves, 0.92 where --memory names none. Speed is a bound from the card's bandwidth, no measurement.
    Tuning is reckoned with AdamW, adapters of rank 16 and layers recomputed.

    \b
    Examples:
      build.py fit llama-3.1-8b-instruct --gpu "RTX 4090"
      build.py fit qwen/qwen2.5-72b-instruct --memory 24 --cards 2 --context 32768 --precision 4-bit
      build.py fit deepseek-v3 --gpu h200 --cards 8 --batch 16 --json
      build.py fit qwen2.5-7b-instruct --memory 12 --use qlora
    """  # fmt: skip
    from sql import _fit, _fit_asked, _fit_told

    if gpu is not None and memory is not None:
        raise click.UsageError("--gpu and --memory are two answers to one question; give one of them")
    if cards > 1 and gpu is None and memory is None:
        raise click.UsageError(f"--cards {cards} of what? Give --gpu NAME or --memory GIB too")
    if precision is not None and use != "run":
        raise click.UsageError(f"--precision is of running a model; --use {use} sets its own")
    con = _fit_asked.tables()
    on = None if memory is None else _fit_asked.of_memory(memory, cards)
    on = on if gpu is None else _fit_asked.machine(con, gpu, cards)
    wanted = _fit_asked.precision(con, precision or "4-bit")
    of = _fit_asked.shelf(con, model)
    tokens = context or min(2048 if use != "run" else 8192, of.of["context_tokens"] or 8192)
    load = _fit_asked.Load(use=use, precision=wanted, tokens=tokens, batch=batch, cache_bits=int(cache_bits))
    told = _fit.answer(of, load, on, is_precision_given=precision is not None)
    click.echo(json.dumps(told, indent=1, ensure_ascii=False) if as_json else _fit_told.sentences(told))
