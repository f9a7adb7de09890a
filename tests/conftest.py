"""What all tests share: where outside material lies, and how much a test process may keep."""

from __future__ import annotations

import ctypes
import gc
import math
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from storage import passphrase
from storage.importing.formats import FORMATS
from tests.examples import list_all_letters, load_profile
from tests.material import STORIES

MOST_LEFT_ABOUT = 30
"""Megabytes of closed apps that may lie about before they are looked for: each look costs 30 ms."""

given_back_at = {"MB": 0.0}
"""How much the process took when it was last looked through."""

MOST_MEMORY = 500
"""Megabytes that a test process may have used at its fullest. A leak of apps reached 2,000."""

_IN_MEMORY = Path("/dev/shm")
_ROOM = 1 << 30
"""Bytes that must be free there: a run makes some 200 megabytes of files, not all at once."""

load_profile()


def keep_files_in_memory() -> None:
    """Make temporary folders where a sync costs nothing: each commit waits for the disk five times.

    The files are as real there as elsewhere; only a power cut, which no test makes, would tell.
    """
    if "TMPDIR" in os.environ or not os.access(_IN_MEMORY, os.W_OK | os.X_OK):
        return
    if shutil.disk_usage(_IN_MEMORY).free > _ROOM:
        tempfile.tempdir = os.environ["TMPDIR"] = str(_IN_MEMORY)


keep_files_in_memory()


def pytest_configure(config: pytest.Config) -> None:
    """Let `make coverage` follow into the processes of pytest-xdist, and no further: what a program
    loads that a test starts would be the modules of coverage too."""
    if hasattr(config, "workerinput"):
        os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


def pytest_collection_finish() -> None:
    """Leave the imported modules out of every later garbage collection: they stay anyway.

    An app is made of some fifty thousand objects; a pass every 700 cost a tenth of the suite.
    """
    list_all_letters()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def peak_memory() -> float:
    """Megabytes of this process at its fullest; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def resident_memory() -> float:
    """Megabytes of this process in memory now; without a bound where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except FileNotFoundError:
        return math.inf
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.fixture(scope="session", autouse=True)
def what_is_remembered_is_not_the_users(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The list of files that were opened is of this run alone."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GOODTERMS_STATE", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session", autouse=True)
def time_trackers_of_this_computer_stay_out(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """An installed Timewarrior would be offered, and asked, as a source of hours.

    A folder that holds one is replaced in PATH by one with links to everything else in it.
    """
    trackers = {form.command[0] for form in FORMATS if form.command}
    folders = os.environ.get("PATH", "").split(os.pathsep)
    clean = tmp_path_factory.mktemp("programs")
    for number, folder in enumerate(folders):
        if any(shutil.which(tracker, path=folder) for tracker in trackers):
            (clean / str(number)).mkdir()
            for program in Path(folder).iterdir():
                if program.stem not in trackers:
                    (clean / str(number) / program.name).symlink_to(program)
            folders[number] = str(clean / str(number))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PATH", os.pathsep.join(folders))
        yield


@pytest.fixture
def no_passphrase() -> Iterator[None]:
    """No passphrase is known when a test begins, and none is left to the next one."""
    passphrase.lock()
    yield
    passphrase.lock()


@pytest.fixture(scope="module", autouse=True)
def closed_apps_are_gone() -> Iterator[None]:
    """An app and its screens hold each other in circles, and Python looks for these the later, the
    more there is: how much lies about at once would depend on the order of the tests.
    """
    yield
    if resident_memory() < given_back_at["MB"] + MOST_LEFT_ABOUT:
        return
    gc.collect()
    if sys.platform == "linux":
        with suppress(AttributeError):  # another C library than glibc gives it back by itself
            ctypes.CDLL(None).malloc_trim(0)
    given_back_at["MB"] = resident_memory()


@pytest.fixture(scope="session", autouse=True)
def memory_stays_small() -> Iterator[None]:
    """At the end of each test process: nothing piled up in it."""
    yield
    peak = peak_memory()
    assert peak < MOST_MEMORY, f"this process took {peak:.0f} MB: what outlives its test?"


@pytest.fixture(scope="session", autouse=True)
def statements_are_compiled_once() -> Iterator[None]:
    """SQLAlchemy keeps compiled statements with their engine, and every data file has its own."""
    compiled = LRUCache[Any, Any](2000)
    make = Engine.__init__

    def make_with_them(self: Engine, *parts: Any, **options: Any) -> None:
        make(self, *parts, **options)
        self._compiled_cache = compiled

    def alike(self: SQLiteDialect_pysqlite, other: object) -> bool:
        return type(self) is type(other)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Engine, "__init__", make_with_them)
        patched.setattr(SQLiteDialect_pysqlite, "__eq__", alike)
        patched.setattr(SQLiteDialect_pysqlite, "__hash__", lambda self: hash(type(self)))
        yield


@pytest.fixture(params=STORIES, ids=lambda folder: folder.parent.name)
def stories(request: pytest.FixtureRequest) -> Path:
    """A folder of client lives and what is expected of them; each test runs with every one."""
    folder: Path = request.param
    return folder
