"""A screen has things; it is none of them. Chains of screens once lost what a user typed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from textual.screen import Screen

import tui

DEEPEST = 2


def own_screens() -> list[type[Screen[object]]]:
    for module in walk_packages(tui.__path__, "tui."):
        if module.name != "tui.__main__":
            import_module(module.name)
    return [cls for cls in _below(Screen) if cls.__module__.startswith("tui.")]


def _below(cls: type[Screen[object]]) -> Iterator[type[Screen[object]]]:
    for child in cls.__subclasses__():
        yield child
        yield from _below(child)


def depth(cls: type) -> int:
    """How many own screens lie on the longest way up to Textual's."""
    if not cls.__module__.startswith("tui.") or not issubclass(cls, Screen):
        return 0
    return 1 + max(depth(base) for base in cls.__bases__)


def test_there_are_screens_to_look_at() -> None:
    assert {"NoteScreen", "DecideScreen", "TooSmallScreen"} <= {
        cls.__name__ for cls in own_screens()
    }


@pytest.mark.parametrize("cls", own_screens(), ids=lambda cls: cls.__name__)
def test_no_screen_is_more_than_two_levels_above_textual_s(cls: type[Screen[object]]) -> None:
    assert depth(cls) <= DEEPEST
    own = [base.__name__ for base in cls.__mro__ if depth(base)]
    assert len(own) <= DEEPEST, own
