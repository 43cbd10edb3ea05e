"""The whole main job with the internet forbidden by the system itself.

A process that makes a socket for anything but the local one of the single instance is killed
by the kernel (a seccomp filter, which its worker processes inherit); elsewhere than on Linux
Python's audit hook stands in for it.
"""

from __future__ import annotations

import ctypes
import platform
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import main
from reader.export import FORMATS

ROOT = Path(__file__).resolve().parent.parent
SOCKET_CALL = {"x86_64": 41, "aarch64": 198}
FAMILIES = (socket.AF_INET, socket.AF_INET6, getattr(socket, "AF_PACKET", 17))
KILLED = -31  # SIGSYS

_LOAD, _EQUALS, _RETURN = 0x20, 0x15, 0x06  # BPF_LD|W|ABS, BPF_JMP|JEQ|K, BPF_RET|K
_ALLOW, _KILL = 0x7FFF0000, 0x80000000  # SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2  # <linux/prctl.h>, <linux/seccomp.h>


class Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte),
        ("k", ctypes.c_uint),
    )  # fmt: skip


class Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("first", ctypes.POINTER(Instruction)))


def forbid_the_internet() -> None:
    """From here on a socket of the internet ends this process and its children."""
    sys.addaudithook(_watch)
    number = SOCKET_CALL.get(platform.machine())
    if sys.platform != "linux" or number is None:
        return
    steps = [(_LOAD, 0, 0, 0), (_EQUALS, 0, len(FAMILIES) + 1, number), (_LOAD, 0, 0, 16)]
    steps += [(_EQUALS, len(FAMILIES) - at, 0, int(family)) for at, family in enumerate(FAMILIES)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _KILL)]
    code = (Instruction * len(steps))(*(Instruction(*step) for step in steps))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(Filter(len(steps), code)), 0, 0):
        raise OSError(ctypes.get_errno(), "the filter was refused")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        raise PermissionError(f"{event}{arguments}")
    if event == "socket.__new__" and arguments[1] in FAMILIES:
        raise PermissionError(f"{event}{arguments}")


def command_line(folder: Path) -> None:
    """Every command that works on the bundled articles."""
    article = str(min((ROOT / "articles").glob("*.txt")))
    commands = [
        ["index"], ["search", "德国质量"], ["search", "金额>=10亿元", "--json"],
        ["clean", article], ["figures", article], ["people", article],
        ["quote", "add", article, "--text", "德国", "--tag", "甲"], ["quote", "list"],
        ["bookmark", "add", article, "--block", "3"], ["bookmark", "list"],
        *(["export", "--format", name, "--output", str(folder / name)] for name in FORMATS),
        ["export", "--whole", article, "--format", "html", "--output", str(folder / "whole")],
        ["backup", str(folder / "b.zip")], ["restore", str(folder / "b.zip")],
        ["import", str(folder / "json-ld")], ["index", "--rebuild"], ["check"],
    ]  # fmt: skip
    for words in commands:
        code = main([*words, "--data-dir", str(folder / "cli")])
        assert code == 0 or words == ["check"], (words, code)


def window(folder: Path) -> int:
    """The window's part of the job."""
    from tests.driving import main as drive

    return drive("whole-job", str(folder / "window"), str(ROOT / "articles"))


def run(what: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.test_no_network", what, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("what", ["command_line", "window"])
def test_the_main_job_makes_no_socket_of_the_internet(tmp_path, what):
    done = run(what, tmp_path)
    assert done.returncode == 0, (done.returncode, done.stderr[-3000:])


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_the_guard_would_notice():
    words = "QTcpSocket().connectToHost('127.0.0.1', 9)"
    program = (
        "from tests.test_no_network import forbid_the_internet\n"
        "from PySide6.QtNetwork import QTcpSocket\n"
        f"forbid_the_internet()\n{words}\nimport time\ntime.sleep(1)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == KILLED or platform.machine() not in SOCKET_CALL


if __name__ == "__main__":
    forbid_the_internet()
    sys.exit({"command_line": command_line, "window": window}[sys.argv[1]](Path(sys.argv[2])))
