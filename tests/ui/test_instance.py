"""One window for each data folder; a later start hands its files to it."""

from __future__ import annotations

from PySide6.QtNetwork import QLocalSocket

from reader.ui.instance import Instance, server_name


def test_the_second_hands_its_paths_to_the_first(tmp_path, qtbot):
    first, second = Instance(tmp_path), Instance(tmp_path)
    assert first.claim()
    first.listen()
    try:
        assert not second.claim()
        with qtbot.waitSignal(first.asked) as asked:
            assert second.hand_over(["/文/章.txt", "/b c.txt"])
        assert asked.args == [["/文/章.txt", "/b c.txt"]]
    finally:
        first.release()


def test_another_data_folder_is_another_window(tmp_path, qtbot):
    one, two = Instance(tmp_path / "a"), Instance(tmp_path / "b")
    assert one.claim()
    assert two.claim()
    assert server_name(tmp_path / "a") != server_name(tmp_path / "b")
    one.release()
    two.release()


def test_a_lock_that_was_released_can_be_claimed(tmp_path, qtbot):
    first = Instance(tmp_path)
    assert first.claim()
    first.release()
    second = Instance(tmp_path)
    assert second.claim()
    second.release()


def test_nonsense_from_another_program_does_no_harm(tmp_path, qtbot):
    first, got = Instance(tmp_path), []
    first.claim()
    first.listen()
    first.asked.connect(got.append)
    for message in (b"not json\n", b'{"a": 1}\n', b'[1, null, "ok"]\n'):
        socket = QLocalSocket()
        socket.connectToServer(server_name(tmp_path))
        assert socket.waitForConnected(1000)
        socket.write(message)
        socket.waitForBytesWritten(1000)
        qtbot.wait(50)
        socket.disconnectFromServer()
    qtbot.waitUntil(lambda: got == [[], [], ["ok"]])
    first.release()
