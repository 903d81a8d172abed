"""What the command line shares: the command meant where none is named, errors in one sentence, and `models`."""

import functools
import json
from collections.abc import Callable
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
