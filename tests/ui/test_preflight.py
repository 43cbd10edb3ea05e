"""What is said before Qt would abort, and the way out of the fcitx trap."""

from __future__ import annotations

from reader.ui.preflight import X11_LIBRARIES, choose_input_method, complaint, no_han_font


def everything(_soname: str) -> bool:
    return True


def test_nothing_to_say_where_all_is_there():
    assert complaint({"DISPLAY": ":0"}, "linux", everything) is None


def test_a_missing_library_is_said_with_its_package():
    said = complaint({"DISPLAY": ":0"}, "linux", lambda name: "xcb-cursor" not in name)
    assert said is not None
    assert "apt install libxcb-cursor0" in said


def test_all_missing_libraries_are_said_at_once():
    said = complaint({"DISPLAY": ":0"}, "linux", lambda name: "xcb" not in name) or ""
    assert all(package in said for name, package in X11_LIBRARIES if "xcb" in name)


def test_x11_libraries_do_not_matter_elsewhere():
    lacks_x11 = {soname for soname, _ in X11_LIBRARIES}
    loads = lambda name: name not in lacks_x11  # noqa: E731
    assert complaint({"QT_QPA_PLATFORM": "offscreen"}, "linux", loads) is None
    assert complaint({"WAYLAND_DISPLAY": "wayland-0"}, "linux", loads) is None
    assert complaint({}, "darwin", loads) is None


def test_no_screen_is_said():
    assert "screen" in (complaint({}, "linux", everything) or "")


def test_the_libraries_of_this_machine_are_found():
    assert complaint({"QT_QPA_PLATFORM": "offscreen"}, "linux") is None


def test_fcitx_without_a_plugin_is_spoken_to_through_ibus():
    for name in ("QT_IM_MODULE", "XMODIFIERS", "QT_IM_MODULES"):
        environment = {name: "@im=fcitx" if name == "XMODIFIERS" else "fcitx"}
        assert choose_input_method(environment)
        assert environment["QT_IM_MODULE"] == "ibus"
        assert "QT_IM_MODULES" not in environment


def test_other_input_methods_are_left_alone():
    for environment in ({}, {"QT_IM_MODULE": "ibus"}, {"XMODIFIERS": "@im=ibus"}):
        before = dict(environment)
        assert not choose_input_method(environment)
        assert environment == before


def test_a_plugin_for_fcitx_is_used():
    environment = {"QT_IM_MODULE": "fcitx"}
    assert not choose_input_method(environment, has_plugin=True)


def test_a_missing_font_is_said_in_letters_that_can_be_shown():
    assert no_han_font().isascii()
    assert "fonts-noto-cjk" in no_han_font()
