"""Keeps the translations complete.

    python -m tests.translations     collect the messages of the code into every .po file
                                     and compile each into the .mo beside it

The messages are what `tr` and `ntr` are called with, and what click says to whoever types a
command: it looks them up in the catalogue of the program. `reader.i18n` reads the `.mo` files.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
KEYWORDS = {"tr": None, "ntr": (1, 2)}
OF_CLICK = (
    "Usage:", "Options", "Commands", "required", "default: {default}", "Missing command.",
    "Show the version and exit.", "Show this message and exit.", "%(prog)s, version %(version)s",
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    "Invalid value: {message}", "Invalid value for {param_hint}: {message}",
    "Missing argument", "Missing option", "Missing parameter", "Choose from:\n\t{choices}",
    "No such option {name!r}.", "No such command {name!r}.",
    "Option {name!r} does not take a value.",
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    "{value!r} is not a valid {number_type}.", "{value} is not in the range {range}.",
    "file", "directory", "path", "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a file.", "{name} {filename!r} is a directory.",
    "{name} {filename!r} is not readable.", "{name} {filename!r} is not writable.",
)  # fmt: skip


def messages_of_the_code() -> Catalog:
    """Every message in `reader/`, with the files it stands in."""
    catalog = Catalog(project="jianbao", charset="utf-8")
    found = extract_from_dir(ROOT / "reader", [("**.py", "python")], keywords=KEYWORDS)
    for name, _line, message, comments, context in sorted(found, key=lambda f: (f[0], f[1])):
        catalog.add(message, None, [(f"reader/{name}", 0)], auto_comments=comments, context=context)
    for message in OF_CLICK:
        catalog.add(message, None, [("click", 0)])
    return catalog


def translations(language: str) -> Catalog:
    """The `.po` file of `language`."""
    path = po_file(language)
    if not path.exists():
        return Catalog(
            locale=language,
            project="Jianbao",
            charset="utf-8",
            fuzzy=False,
            header_comment=f"# Jianbao, {language}. Licence: MIT, as the program.",
            last_translator="the Jianbao authors",
            language_team=language,
            msgid_bugs_address="",
        )
    with path.open("rb") as file:
        return read_po(file, locale=language)


def po_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "jianbao.po"


def compiled(catalog: Catalog) -> bytes:
    """The bytes of the `.mo` file."""
    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def update(language: str) -> None:
    """Bring the `.po` up to the code, keeping what is translated, and compile it."""
    catalog = translations(language)
    catalog.update(messages_of_the_code(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, omit_header=False, sort_by_file=True, width=100)
    path.with_suffix(".mo").write_bytes(compiled(translations(language)))


if __name__ == "__main__":
    for folder in sorted(LOCALE.iterdir()):
        if folder.is_dir():
            update(folder.name)
            missing = [m.id for m in translations(folder.name) if m.id and not m.string]
            print(f"{folder.name}: {len(missing)} not translated")
