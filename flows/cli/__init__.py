"""The command line: one function a command, heavy imports inside them.

Exit codes: 0 done, 1 expected failure, 2 wrong usage, 3 done but some sources or items failed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.cli import correct, inspect, look, operate, setup, sources
from pipeline_common.errors import CoopfeedError

FAILED, PARTLY = 1, 3


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="coopfeed", prog_name="coopfeed")
@click.option(
    "--config",
    "-c",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Settings file; without it coopfeed.toml of the working folder, if there is one.",
)
@click.option("--verbose", "-v", count=True, help="Log more: -v progress, -vv everything.")
@click.pass_context
def cli(context: click.Context, config: Path | None, verbose: int) -> None:
    """Watch what regions announce together; publish each milestone once.

    `coopfeed demo` shows all of it on bundled sample sites. `coopfeed init` starts a watch of your
    own, `coopfeed run` makes one round, `coopfeed serve` keeps at it.
    """
    import logging

    level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    context.obj = config


for _group in (setup, operate, sources, inspect, look, correct):
    for _command in _group.COMMANDS:
        cli.add_command(_command)


def main() -> None:
    """Entry point of the console script."""
    try:
        code = cli.main(standalone_mode=False)
    except CoopfeedError as error:
        click.echo(f"coopfeed: {error}", err=True)
        sys.exit(FAILED)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("coopfeed: stopped", err=True)
        sys.exit(FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
