"""The command line: the only place where errors become exit codes. The commands are in ``commands/``.

Everything but click is imported inside the commands, so that ``explorer --help`` costs no more than click.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from explorer._version import __version__
from explorer.commands import registry

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Main(click.Group):
    """The group of all commands; turns an :class:`ExplorerError` into a message and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        import gc

        from explorer.errors import CaseError, ExplorerError

        gc.disable()  # a command is one short job: looking for rubbish costs a tenth of its time and finds none
        try:
            return super().invoke(ctx)
        except ExplorerError as error:
            click.echo(_message(error, isinstance(error, CaseError)), err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            sys.stderr.close()  # the reader of our output has gone: nothing is left to say
            ctx.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def _message(error: Exception, of_case: bool) -> str:
    if not of_case:
        return f"Error: {error}"
    found = len(getattr(error, "problems", ()))
    return f"{error}\n\nNothing was written: {found} {'problem' if found == 1 else 'problems'} in the case."


@click.group(cls=Main, context_settings=HELP)
@click.version_option(__version__, prog_name="explorer")
def main() -> None:
    """Explore how a case was passed between agencies.

    A CASE is a folder of CSV files (or a workbook of the same sheets): who had contact with whom, on which day,
    what was asked, and what became of it. Start with `explorer page CASE`, which draws it as one HTML file that
    opens in any browser, offline.
    """


for _command in registry():
    main.add_command(_command)
