"""Shortlist: sources bring numbers in, sql decides what they mean, templates show it."""

import functools
import hashlib
import os
import subprocess
import sys
import threading
import time
from datetime import datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from sources._cli import DefaultBuild, clearly, fit, models, ratings
from sources._tunings_cli import tunings
from templates._write import Memory, Output, digest

ROOT = Path(__file__).resolve().parent
SNAPSHOTS = ROOT / "sources" / "snapshots"
PRIVATE = ROOT / "sources" / "private"
CACHE = Path(os.environ.get("SHORTLIST_CACHE", ROOT / ".cache"))


@click.group(cls=DefaultBuild, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option("0.1.0", prog_name="shortlist")
def cli() -> None:
    """Build a leaderboard site that says which LLM to use, and how sure that is.

    \b
    Examples:
      build.py                     build the site from the shipped figures into site/
      build.py serve               preview it on this machine, rebuilt on every change
      build.py check               run every check of the data
      build.py fetch arena epoch   bring in the newest figures of two sources
      build.py fit MODEL --gpu 4090  whether a model fits, what would make it fit, and how fast
      build.py tunings BEFORE AFTER  two result files, of a base and tuned, as a fork's tuning runs
    """


private_option = click.option("--private", is_flag=True, help="Add the results in sources/private/; do not publish it.")


@cli.command()
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "site", help="Folder to build into: site/.")
@click.option("--force", is_flag=True, help="Render every page even where nothing has changed since the last build.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Show the site as it was: the snapshots of that day.")
@private_option
@clearly
def build(out: Path, force: bool, as_of: datetime | None, private: bool) -> None:
    """Build the site from the figures in the repository; no network is used.

    \b
    Examples:
      build.py                     into site/
      build.py build --out public  into another folder, which must be empty or an earlier site
      build.py build --private     with your own results from sources/private/
    """
    started = time.monotonic()
    inputs = digest(
        [ROOT / "build.py", *(ROOT / name for name in ("sources", "sql", "templates"))], f"{private=} {as_of=}"
    )
    out = out.resolve()
    memory = Memory(CACHE / "build" / f"{hashlib.sha256(str(out).encode()).hexdigest()[:16]}.json")
    if not force and (known := memory.unchanged(inputs, out)):
        seconds = time.monotonic() - started
        click.echo(f"Nothing has changed: {known[0]:,} files, {known[1] / 1e6:,.1f} MB in {out}, {seconds:.1f} s")
        return
    import sources, sql, templates  # noqa: E401, I001  a second to load, which only a build need pay

    views, checks, output = sql.views(), list(sql.checks()), Output(out)
    output.open()
    with click.progressbar(length=len(views) + len(checks), label="Building", file=sys.stderr) as bar:
        con = sql.connect()
        sources.load(con, private=PRIVATE if private else None, as_of=as_of.date() if as_of else None)
        sql.create(con, tell=lambda name: bar.update(1))
        warnings = list(sql.findings(con, checks))
        if errors := [str(finding) for finding in warnings if finding.check.severity == "error"]:
            raise sql.SqlError(f"{len(errors)} checks do not hold, nothing was written; the first: {errors[0]}")
        bar.update(len(checks))
        n_pages = templates.make(con, views, output, CACHE / "export", bar, warnings)
        removed = output.close()
    memory.keep(inputs, out)
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
    click.echo(
        f"{n_pages:,} pages and {len(output.kept) - n_pages:,} other files, {output.n_bytes / 1e6:,.1f} MB in {out}: "
        f"{output.n_written} written, {removed} removed; {len(warnings)} warnings, {time.monotonic() - started:.1f} s"
    )


@cli.command()
@private_option
@clearly
def check(private: bool) -> None:
    """Run every check of the data; warnings are told, errors give exit status 1: build.py check && build.py."""
    import sources, sql  # noqa: E401, I001

    con = sql.connect()
    sources.load(con, private=PRIVATE if private else None)
    sql.create(con)
    checks = list(sql.checks())
    severities = []
    for finding in sql.findings(con, checks):
        severities.append(finding.check.severity)
        click.echo(f"{finding.check.severity}: {finding}", err=True)
    click.echo(f"{len(checks)} checks, {severities.count('error')} errors, {severities.count('warn')} warnings")
    sys.exit(1 if "error" in severities else 0)


@cli.command()
@click.argument("names", nargs=-1, metavar="[SOURCE]...")
@click.option("--mirror", metavar="URL", help="Ask URL/<host>/<path> for https://<host>/<path> (SHORTLIST_MIRROR).")
@click.option("--accept-shrink", is_flag=True, help="Take an answer that has far fewer rows than the last one.")
@click.option("--refresh", is_flag=True, help="Ask for everything again, also what the upstream says has not changed.")
@click.option("--snapshots", type=click.Path(path_type=Path), default=SNAPSHOTS, help="Folder of the snapshots.")
@clearly
def fetch(names: tuple[str, ...], mirror: str | None, accept_shrink: bool, refresh: bool, snapshots: Path) -> None:
    """Fetch the newest figures of all sources, or of those named, into sources/snapshots/.

    A source that fails keeps its old figures, the others are written, and the exit status is 1.
    The Hub is asked at HF_ENDPOINT where that is set.

    \b
    Examples:
      build.py fetch                          every source
      build.py fetch arena epoch              two of them
      build.py fetch --mirror http://proxy:1  everything but the Hub by way of a mirror
    """
    if mirror:
        os.environ["SHORTLIST_MIRROR"] = mirror
    import sources
    from sources import _fetch

    known = list(sources.modules())
    if unknown := [name for name in names if name not in known]:
        raise click.UsageError(f"no source is called {unknown[0]!r}; there are {', '.join(known)}")
    outcomes = _fetch.fetch(names or known, snapshots, CACHE / "fetch", accept_shrink, refresh, tell=click.echo)
    if failed := [outcome.source for outcome in outcomes if outcome.status == "failed"]:
        raise click.ClickException(f"{', '.join(failed)} failed; old figures are kept, the others are up to date")


cli.add_command(models)
cli.add_command(ratings)
cli.add_command(fit)
cli.add_command(tunings)


@cli.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to serve on.")
@private_option
@click.pass_context
@clearly
def serve(ctx: click.Context, port: int, private: bool) -> None:
    """Build into site/, serve it on this machine only, and rebuild whenever a file changes.

    \b
    Example:
      build.py serve --port 8080
    """
    import watchfiles

    out = ROOT / "site"
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(out))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise click.ClickException(f"port {port} cannot be used ({error.strerror}); name another with --port") from None
    ctx.invoke(build, out=out, force=False, as_of=None, private=private)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"Serving http://127.0.0.1:{server.server_port}/, rebuilding on change; stop with Ctrl-C")
    watched = [str(ROOT / name) for name in ("build.py", "sources", "sql", "templates")]
    again = [sys.executable, str(ROOT / "build.py"), "build", *(["--private"] if private else [])]
    for _ in watchfiles.watch(*watched, raise_interrupt=False):
        # A process of its own sees changed code, and its failure leaves the last good site standing.
        subprocess.run(again, check=False)


if __name__ == "__main__":
    cli()
