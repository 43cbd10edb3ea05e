"""What must be said in words before Qt aborts, or before Chinese cannot be typed. Without Qt.

Qt ends the process where a library of its X11 plugin is missing, and shows empty boxes
where no font has Han characters; neither says which package to install.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, MutableMapping

from reader.i18n import tr

# Libraries the Qt wheel expects of the system: soname, Debian and Ubuntu package.
X11_LIBRARIES = (
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-image.so.0", "libxcb-image0"),
    ("libxcb-render-util.so.0", "libxcb-render-util0"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libxcb-xkb.so.1", "libxcb-xkb1"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
GUI_LIBRARIES = (
    ("libEGL.so.1", "libegl1"),
    ("libGL.so.1", "libgl1"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
)
_USUAL_FOLDERS = (
    "/usr/lib/x86_64-linux-gnu/",
    "/usr/lib/aarch64-linux-gnu/",
    "/usr/lib64/",
    "/usr/lib/",
)
HAN_FONT_PACKAGE = "fonts-noto-cjk"


def complaint(
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    loads: Callable[[str], bool] | None = None,
) -> str | None:
    """Why the window cannot open here and what to do about it, or None."""
    if platform != "linux":
        return None
    backend = environment.get("QT_QPA_PLATFORM", "")
    on_x11 = backend.startswith("xcb") or (not backend and bool(environment.get("DISPLAY")))
    if not (backend or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return tr(
            "There is no screen to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is "
            "set). Start Jianbao from a desktop, or use its other commands: jianbao --help."
        )
    loads = loads or _loads
    wanted = GUI_LIBRARIES + (X11_LIBRARIES if on_x11 else ())
    missing = [package for soname, package in wanted if not loads(soname)]
    if not missing:
        return None
    return tr(
        "The window cannot open because this system lacks {packages}. "
        "On Debian and Ubuntu: sudo apt install {packages}",
        packages=" ".join(missing),
    )


def choose_input_method(
    environment: MutableMapping[str, str] = os.environ, *, has_plugin: bool = False
) -> bool:
    """Let Chinese be typed where fcitx runs and Qt has no plugin for it.

    fcitx5 speaks the ibus protocol, for which Qt does have one. Returns whether the
    environment was changed. Call it before QApplication is made.
    """
    named = " ".join(environment.get(name, "") for name in ("QT_IM_MODULE", "XMODIFIERS"))
    several = environment.get("QT_IM_MODULES", "")
    if "fcitx" not in named + several or has_plugin:
        return False
    environment["QT_IM_MODULE"] = "ibus"
    environment.pop("QT_IM_MODULES", None)
    return True


def no_han_font() -> str:
    """What to say where no font has Chinese characters. In English: Chinese would be boxes."""
    return (
        "No font on this system has Chinese characters, so articles would be shown as empty "
        f"boxes. Install one, then start Jianbao again. On Debian and Ubuntu: "
        f"sudo apt install {HAN_FONT_PACKAGE}"
    )


def _loads(soname: str) -> bool:
    if any(os.path.exists(folder + soname) for folder in _USUAL_FOLDERS):  # noqa: PTH110
        return True
    import ctypes  # 1 ms, only where the file is in none of the usual places

    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True
