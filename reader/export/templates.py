"""Jinja2 templates, the user's before the shipped ones, in a sandbox.

A template sees plain values only (`reader.export.cards`), and cannot change them or reach
into Python. HTML is escaped unless a template says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import ExportError
from reader.i18n import tr
from reader.paths import resource

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES: tuple[str, ...] = ("quotations.md", "quotations.html", "quotations.txt")

# What an expression in a template can raise when it is given the wrong values.
_FAULTS_OF_VALUES = (TypeError, ValueError, ArithmeticError, LookupError, RecursionError)


def render(name: str, folder: Path | None, values: dict[str, Any]) -> str:
    """Fill the template `name` (one of `TEMPLATES`) with `values`.

    The file of that name in `folder` is used where there is one. Raises ExportError
    naming the file and the line where a template is wrong.
    """
    from jinja2 import TemplateError, TemplateNotFound

    try:
        return _environment(folder).get_template(name).render(values)
    except TemplateNotFound as error:
        raise ExportError(tr("There is no template called {name}.", name=error.name)) from error
    except (UnicodeDecodeError, OSError) as error:
        raise ExportError(
            tr("The template {path} cannot be read: {reason}.",
               path=_path(name, folder), reason=error)
        ) from error  # fmt: skip
    except (TemplateError, *_FAULTS_OF_VALUES) as error:
        raise _fault(_path(name, folder), error) from error


def shipped(name: str) -> Path:
    """The shipped template `name`, to be copied and changed by the user."""
    return resource("templates", name)


def _environment(folder: Path | None) -> Environment:
    from jinja2 import FileSystemLoader, StrictUndefined, select_autoescape
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([*([folder] if folder else []), resource("templates")]),
        autoescape=select_autoescape(("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= _filters()  # pyright: ignore[reportUnknownMemberType]
    return environment


def _filters() -> dict[str, Callable[..., Any]]:
    from reader.export import html, markdown
    from reader.export.marks import in_quotation_marks

    return {
        "markdown": markdown.escape,
        "markdown_runs": markdown.runs,
        "runs": html.runs,
        "link": html.link,
        "quoted": in_quotation_marks,
    }


def _path(name: str, folder: Path | None) -> Path:
    own = folder / name if folder else None
    return own if own and own.is_file() else shipped(name)


def _fault(path: Path, error: Exception) -> ExportError:
    line = getattr(error, "lineno", None) or _line_in_template(error, path)
    reason = str(error).partition("\n")[0] or type(error).__name__
    return ExportError(
        tr("The template {path} is wrong in line {line}: {reason}.",
           path=path, line=line, reason=reason.rstrip("."))
    )  # fmt: skip


def _line_in_template(error: Exception, path: Path) -> int:
    """Jinja2 rewrites tracebacks so that the template's own lines stand in them."""
    line, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
