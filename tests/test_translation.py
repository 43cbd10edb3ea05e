"""Both languages are complete: no message is left out, and no field of one is lost."""

from __future__ import annotations

import ast
import re
import string

import pytest

from reader.i18n import LANGUAGES
from tests.translations import ROOT, compiled, messages_of_the_code, po_file, translations

TRANSLATED = [language for language in LANGUAGES if language != "en"]


def forms(text: str | tuple[str, ...]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_no_message_hides_from_the_collection() -> None:
    """Only literal messages outside f-strings are collected; the others stayed English."""
    collected = {form for message in messages_of_the_code() for form in forms(message.id)}
    for path in (ROOT / "reader").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("tr", "ntr", "i18n.tr"):
                message = node.args[0]
                assert isinstance(message, ast.Constant), (path, node.lineno)
                assert message.value in collected, (path, node.lineno)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    catalog = translations(language)
    missing = [
        message.id
        for message in messages_of_the_code()
        if message.id and not (catalog.get(message.id) and all(forms(catalog[message.id].string)))
    ]
    assert not missing


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_their_fields(language: str) -> None:
    for message in translations(language):
        if message.id:
            allowed = set().union(*(fields(f) for f in forms(message.id)))
            for form in forms(message.string):
                assert fields(form) <= allowed, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_chinese(language: str) -> None:
    """A message that was copied instead of translated has no Han character, names apart."""
    for message in translations(language):
        english = re.sub(r"\{\w*\}", "", forms(message.id)[0]) if message.id else ""
        if len(re.findall(r"[a-z]{3,}", english)) > 2:
            assert re.search(r"[\u4e00-\u9fff]", forms(message.string)[0]), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_file_is_up_to_date(language: str) -> None:
    compiled_file = po_file(language).with_suffix(".mo")
    assert compiled_file.read_bytes() == compiled(translations(language))
