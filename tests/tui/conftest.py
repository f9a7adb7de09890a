"""What the tests of the screens share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from textual import _callback
from textual._compositor import Compositor
from textual._styles_cache import StylesCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from storage.demo import build
from tests.tui.stage import TODAY, now, put_off


@pytest.fixture(scope="session", autouse=True)
def stylesheets_are_read_once() -> Iterator[None]:
    """Textual reads some sixty stylesheets for every app: a tenth of the time of these tests."""
    known: dict[tuple[object, ...], list[RuleSet]] = {}
    of: WeakKeyDictionary[Stylesheet, tuple[object, frozenset[object]]] = WeakKeyDictionary()
    parse = Stylesheet._parse_rules

    def variables(sheet: Stylesheet) -> frozenset[object]:
        there = sheet._variables  # another dictionary when they change
        if sheet not in of or of[sheet][0] is not there:
            of[sheet] = there, frozenset(there.items())
        return of[sheet][1]

    def parse_once(self: Stylesheet, *source: Any, **options: Any) -> list[RuleSet]:
        key = (source, tuple(options.items()), variables(self))
        if key not in known:
            known[key] = parse(self, *source, **options)
        return known[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def parameters_are_counted_once() -> Iterator[None]:
    """Textual asks the signature of a method anew for each message that calls it."""
    count = _callback._count_parameters
    count_of_function = lru_cache(count)

    def count_once(func: Any) -> int:
        if isinstance(func, MethodType) and isinstance(func.__func__, FunctionType):
            return count_of_function(func.__func__) - 1
        return count(func)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_callback, "_count_parameters", count_once)
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


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample year."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    build(path, TODAY, now=now)
    return path


@pytest.fixture
def year(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample year, to be written to."""
    return Path(shutil.copy(sample, tmp_path / "year.db"))
