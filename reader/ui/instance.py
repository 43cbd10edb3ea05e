"""One window for each user and data folder: a second start hands its files to the first.

The lock decides who is first (it costs next to nothing at the start); the server of the
first opens after the first paint. A lock left by a crash is recognised by its process id.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QLockFile, QObject, QThread, Signal

CONNECT_MS = 1_000
PATIENCE_MS = 5_000
LARGEST_MESSAGE = 1 << 20


def server_name(data: Path) -> str:
    """The local server's name: one for each user and data folder."""
    import getpass
    import hashlib

    whose = f"{getpass.getuser()}\n{data.resolve()}"
    return "jianbao-" + hashlib.sha256(whose.encode()).hexdigest()[:24]


class Instance(QObject):
    """The claim to be the one window; emits `asked` with the paths a later start hands over."""

    asked = Signal(list)

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        with suppress(OSError):  # where nothing can be written, reading still can be done
            data.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(data / "window.lock"))
        self._lock.setStaleLockTime(0)  # only a dead process makes it stale, never its age
        self._server = None

    def claim(self) -> bool:
        """Whether this process is the first; so is any where no lock can be made."""
        return self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError

    def hand_over(self, paths: list[str]) -> bool:
        """Give `paths` to the first; False where it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        name = server_name(self._data)
        socket = QLocalSocket()
        clock = QElapsedTimer()
        clock.start()
        while clock.elapsed() < PATIENCE_MS:
            socket.connectToServer(name)
            if socket.waitForConnected(CONNECT_MS):
                socket.write(json.dumps(paths).encode() + b"\n")
                sent = socket.waitForBytesWritten(CONNECT_MS)
                socket.disconnectFromServer()
                return sent
            QThread.msleep(50)  # the first may not have opened its server yet
        return False

    def listen(self) -> None:
        """Open the server that later starts speak to."""
        from PySide6.QtNetwork import QLocalServer

        name = server_name(self._data)
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        self._server.listen(name)

    def release(self) -> None:
        """Give up the claim."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _welcome(self) -> None:
        if self._server is None:
            return
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)

    def _read(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = self.sender()
        if not isinstance(socket, QLocalSocket):
            return
        if socket.bytesAvailable() > LARGEST_MESSAGE:
            socket.abort()
            return
        if socket.canReadLine():
            self.asked.emit(_paths(bytes(socket.readLine().data())))


def _paths(line: bytes) -> list[str]:
    try:
        found = json.loads(line)
    except ValueError:
        return []
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []
