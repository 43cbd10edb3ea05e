"""The words of the interface in the user's language (gettext, standard library).

Messages stand in English in the code: `tr("Cannot read {path}", path=path)`.
Translations are `resources/locale/<language>/LC_MESSAGES/jianbao.mo`, compiled from the
`.po` file beside each. Fields are filled after translation, so that a translator may
reorder them.
"""

from __future__ import annotations

import errno
import gettext
import locale
import os

from reader import paths

DOMAIN = "jianbao"
LANGUAGES = ("en", "zh_CN")

_catalogues: dict[str, gettext.NullTranslations] = {}
_CURRENT = "current"


def set_language(language: str | None) -> str:
    """Load the catalogue of `language` (one of `LANGUAGES`), or that of the locale.

    Returns the language in force. Call it before any text is shown.
    """
    chosen = language if language in LANGUAGES else preferred_language()
    _catalogues[_CURRENT] = gettext.translation(
        DOMAIN, paths.resource("locale"), languages=[chosen], fallback=True
    )
    return chosen


def set_language_of_libraries(language: str) -> None:
    """Let libraries that speak through `gettext` themselves (click) find their words in ours.

    They ask the environment which language is wanted; it is set for this process.
    """
    gettext.bindtextdomain(DOMAIN, paths.resource("locale"))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language


def preferred_language() -> str:
    """`JIANBAO_LANG`, else the locale's language, if there is a translation; else English."""
    names = [os.environ.get(name, "") for name in ("JIANBAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    wanted = next((name for name in names if name), "") or (locale.getlocale()[0] or "")
    return "zh_CN" if wanted.lower().startswith(("zh", "chinese")) else "en"


def tr(message: str, /, **fields: object) -> str:
    """`message` in the user's language, with its `{fields}` filled in."""
    text = _loaded().gettext(message)
    return text.format(**fields) if fields else text


def disk_trouble(fault: OSError) -> str:
    """The sentence for a disk that is full, or that may not be written: no fault of the program."""
    return tr(
        "{path} cannot be used: {reason}. Free some space there or change its permissions, "
        "or choose another folder with --data-dir.",
        path=fault.filename or tr("The disk"),
        reason=os_reason(fault),
    )


def ntr(one: str, many: str, count: int, /, **fields: object) -> str:
    """The singular or plural form for `count`, with `{count}` and the other fields filled in."""
    return _loaded().ngettext(one, many, count).format(count=count, **fields)


def os_reason(error: OSError) -> str:
    """Why the system refused, in the user's language; in the system's words where it is rare."""
    common = {
        errno.EACCES: tr("permission denied"),
        errno.EPERM: tr("permission denied"),
        errno.ENOSPC: tr("no space left on the disk"),
        errno.EDQUOT: tr("no space left on the disk"),
        errno.EROFS: tr("the disk is read-only"),
        errno.ENOENT: tr("no such file or folder"),
        errno.ENOTDIR: tr("part of the path is not a folder"),
        errno.EISDIR: tr("it is a folder"),
        errno.ENAMETOOLONG: tr("the name is too long"),
        errno.EIO: tr("the disk has a fault"),
        errno.ELOOP: tr("a link that leads back to itself"),
    }
    return common.get(error.errno or 0) or error.strerror or str(error)


def _loaded() -> gettext.NullTranslations:
    if _CURRENT not in _catalogues:
        set_language(None)
    return _catalogues[_CURRENT]
