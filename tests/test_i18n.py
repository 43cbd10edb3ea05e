from __future__ import annotations

import errno
from collections.abc import Iterator

import pytest

from reader import i18n


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    i18n.set_language("en")


def test_fields_are_filled_after_translation() -> None:
    i18n.set_language("en")
    assert i18n.tr("{key} is here", key="{x}") == "{x} is here"
    assert i18n.ntr("{count} cat", "{count} cats", 2) == "2 cats"


def test_the_interface_speaks_chinese() -> None:
    assert i18n.set_language("zh_CN") == "zh_CN"
    assert i18n.tr("Print CSV.") != "Print CSV."


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh_CN.UTF-8", "zh_CN"), ("zh_TW", "zh_CN"), ("de_DE.UTF-8", "en"), ("C", "en")],
)
def test_the_locale_chooses(locale: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANBAO_LANG", locale)
    assert i18n.preferred_language() == language
    assert i18n.set_language(None) == language


def test_the_system_refuses_in_the_users_language(monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert i18n.os_reason(full) == "no space left on the disk"
    assert i18n.os_reason(OSError(errno.ENOTTY, "Inappropriate ioctl")) == "Inappropriate ioctl"
    assert i18n.os_reason(OSError("of its own kind")) == "of its own kind"
    monkeypatch.setattr(i18n, "_catalogues", {})
    i18n.set_language("zh_CN")
    assert i18n.os_reason(full) == "磁盘空间已满"
