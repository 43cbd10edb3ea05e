"""The formats by name: what `jianbao export --format` and the window's dialog offer."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from reader.errors import ExportError
from reader.export.model import Selection
from reader.files import write_atomically
from reader.i18n import os_reason, tr


class Writer(Protocol):
    """What the module of a format offers."""

    def __call__(self, selection: Selection, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format: call it with a selection to have the bytes of a file.

    Its module is loaded at the first call, so that the command line starts without it.
    """

    name: str
    suffix: str
    media_type: str
    module: str
    label: str

    def __call__(self, selection: Selection) -> bytes:
        """The selection as bytes in this format. Raises ExportError."""
        writer = cast(Writer, import_module(f"reader.export.{self.module}").write)
        return writer(selection)


FORMATS: dict[str, Format] = {
    kind.name: kind
    for kind in (
        Format("markdown", ".md", "text/markdown", "markdown", "Markdown"),
        Format("html", ".html", "text/html", "html", "HTML"),
        Format(
            "docx", ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx", "Word",
        ),
        Format("text", ".txt", "text/plain", "text", "TXT"),
        Format("csv", ".csv", "text/csv", "csv", "CSV"),
        Format(
            "xlsx", ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx", "Excel",
        ),
        Format("json", ".json", "application/json", "json", "JSON"),
        Format("json-ld", ".jsonld", "application/ld+json", "jsonld", "W3C Web Annotation"),
        Format("bibtex", ".bib", "application/x-bibtex", "bibtex", "BibTeX"),
        Format("ris", ".ris", "application/x-research-info-systems", "ris", "RIS"),
        Format(
            "csl-json", ".json", "application/vnd.citationstyles.csl+json", "csljson", "CSL-JSON"
        ),
    )
}  # fmt: skip


def export(selection: Selection, format_name: str) -> bytes:
    """The selection in the format of that name. Raises ExportError for a name not known."""
    if format_name not in FORMATS:
        raise ExportError(
            tr("{name} is not an export format; choose one of {names}.",
               name=format_name, names=", ".join(FORMATS))
        )  # fmt: skip
    return FORMATS[format_name](selection)


def save(path: Path, data: bytes) -> None:
    """Write an export to a file, whole or not at all. Raises ExportError."""
    try:
        write_atomically(path, data)
    except OSError as error:
        raise ExportError(
            tr("{path} cannot be written: {reason}. Choose another place.",
               path=path, reason=os_reason(error))
        ) from error  # fmt: skip
