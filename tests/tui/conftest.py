"""What the tests of the screens share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual._styles_cache import StylesCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tests.tui.stage import put_off


@pytest.fixture(scope="session", autouse=True)
def stylesheets_are_read_once() -> Iterator[None]:
    """Textual reads some sixty stylesheets for every app: a tenth of the time of these tests."""
    known: dict[tuple[object, ...], list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def parse_once(self: Stylesheet, *source: Any, **options: Any) -> list[RuleSet]:
        variables = frozenset(self._variables.items())
        key = (source, tuple(options.items()), variables)
        if key not in known:
            known[key] = parse(self, *source, **options)
        return known[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def pictures_are_drawn_when_somebody_looks() -> Iterator[None]:
    """Textual draws some ten pictures between two keys, a quarter of the time of these tests.

    Here what has changed is only noted, and `Stage.settle` draws the last of them.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Compositor, "render_update", put_off)
        yield


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A place for a data file."""
    return tmp_path / "gt.db"


@pytest.fixture(autouse=True)
def drawn_lines_are_forgotten() -> Iterator[None]:
    """Textual's cache of two colours has the last 1,024 drawn widgets, lines and all, as keys."""
    yield
    StylesCache.get_inner_outer.cache_clear()
