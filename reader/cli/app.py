"""The commands together, the options they share, and how faults become exit codes.

Exit codes: 0 done; 1 nothing found, or a check found something; 2 usage, or an input that
cannot be used (one line on stderr, never a traceback).
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from reader import __version__
from reader.cli.options import SHARED_OPTIONS, hoist_shared_options
from reader.cli.printing import complain
from reader.cli.table import COMMANDS
from reader.errors import JianbaoError, NotFound
from reader.faults import report
from reader.i18n import disk_trouble, preferred_language, set_language_of_libraries, tr

DONE, NOTHING, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


class Commands(click.Group):
    """Loads the module of a command when it is asked for, so that each starts light."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(".")
        return getattr(import_module(f"reader.cli.{module}"), name)


@click.group(
    name="jianbao",
    cls=Commands,
    params=SHARED_OPTIONS,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=tr("Jianbao: a reader for collections of Chinese newspaper articles."),
)
@click.version_option(__version__, prog_name="jianbao", help=tr("Show the version and exit."))
def jianbao(**_: object) -> None:
    pass


def run(words: Sequence[str]) -> int:
    """Run the command line on `words`; return the exit code."""
    _write_utf8()
    set_language_of_libraries(preferred_language())
    try:
        done = jianbao.main(
            hoist_shared_options(words),
            prog_name="jianbao",
            standalone_mode=False,
        )
        sys.stdout.flush()  # what cannot be written must show here, not at exit
    except (click.ClickException, JianbaoError) as fault:
        complain(_sentence(fault))
        return NOTHING if isinstance(fault, NotFound) else UNUSABLE
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        _close_stdout()
        return DONE
    except OSError as fault:
        complain(disk_trouble(fault))
        return UNUSABLE
    except Exception as fault:  # noqa: BLE001 - the last stop: kept as a report, said in a line
        complain(_reported(fault))
        return UNUSABLE
    return done if isinstance(done, int) else DONE


def _reported(fault: Exception) -> str:
    """Keep a report of a fault of the program; the sentence that says where it is."""
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", prefix="jianbao-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(report(type(fault), fault.__traceback__))
    return tr(
        "Jianbao has a fault ({kind}); nothing of yours was changed. A report for its authors "
        "is in {path}; it holds no text of yours.",
        kind=type(fault).__name__,
        path=file.name,
    )


def _sentence(fault: Exception) -> str:
    if isinstance(fault, click.ClickException):
        return fault.format_message() + " " + tr("Try: jianbao --help")
    return str(fault)


def _write_utf8() -> None:
    """JSON is UTF-8 whatever the locale; a name that is not valid is shown escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_stdout() -> None:
    # The reader of the pipe has gone; Python must not complain when it flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
