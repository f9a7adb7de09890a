"""Samples of every format, damaged as files are on their way: what comes of each is words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from storage.errors import StorageError
from storage.importing import ImportOptions, inspect, write
from storage.store import Store
from tests.material import OWN

TODAY = date(2026, 11, 21)
_MOST = 1 << 20
"""Bytes of a damaged file: enough for one huge cell."""
_PIECES = (
    b"", b"\0", b"\xff", b"\xef\xbb\xbf", b"\r", b"\n", b'"', b"'", b",", b";", b"\t", b":", b"-",
    b"--", b"(", b")", b"[", b"]", b"{", b"}", b"|", b"0", b"9" * 40, b"1e9", b"NaN", b"-1",
    b"1.234", b"1,5", b"31/02/2026", b"13/13/2026", b"2062-01-01", b"0000-00-00", b"25:61",
    b"63:30:00", b"\xc3\xbc", b"\xfc", b"\xe2\x80\xae", b"\xed\xa0\x80", b"Total", b"TOTAL", b"CR",
    b"$", b"=1+1", b"T23:00:00+14:00", b"Z", b"null", b"x" * 5000,
)  # fmt: skip


def seeds() -> list[Path]:
    """The samples that the damage begins with, spreadsheets among them."""
    return [path for path in sorted((OWN / "samples").iterdir()) if path.is_file()]


def damaged(data: bytes, random: Random) -> bytes:
    """The bytes after some slips: lost, doubled, swapped, cut off, or others in between."""
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        data = random.choice(_WAYS)(data, random)[:_MOST]
    return data


def _places(data: bytes, random: Random) -> tuple[int, int]:
    first, second = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return first, min(second, first + random.choice((1, 4, 40, 400)))


def _lost(data: bytes, random: Random) -> bytes:
    first, last = _places(data, random)
    return data[:first] + data[last:]


def _doubled(data: bytes, random: Random) -> bytes:
    first, last = _places(data, random)
    return data[:last] + data[first:]


def _between(data: bytes, random: Random) -> bytes:
    at, _ = _places(data, random)
    return data[:at] + random.choice(_PIECES) + data[at:]


def _instead(data: bytes, random: Random) -> bytes:
    first, last = _places(data, random)
    return data[:first] + random.choice(_PIECES) + data[last:]


def _cell_instead(data: bytes, random: Random) -> bytes:
    cells = data.split(b",")
    cells[random.randrange(len(cells))] = random.choice(_PIECES)
    return b",".join(cells)


def _cut_off(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _another_byte(data: bytes, random: Random) -> bytes:
    if not data:
        return data
    at = random.randrange(len(data))
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _lost, _doubled, _between, _instead, _cell_instead, _cut_off, _another_byte,
)  # fmt: skip


def import_bytes(data: bytes, name: str) -> None:
    """Look at the bytes as a file, write them, and look again: twice is once.

    What is wrong with a file is a StorageError, which says where; anything else is raised.
    """
    with TemporaryDirectory(prefix="goodterms-fuzz-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        options = ImportOptions(on=TODAY, dates="dmy", currency="USD")
        with Store.open(Path(folder) / "fuzz.db", now=lambda: datetime(2026, 11, 21, 12)) as store:
            try:
                preview = inspect(path, store, options)
                if preview.must_ask is not None:
                    return
                write(preview, store)
                again = inspect(path, store, options)
            except StorageError:
                return
            assert again.new == 0, f"{again.new} entries are new a second time"
            assert store.verify() == []


def trials(random: Random, paths: list[Path]) -> Iterator[tuple[Path, bytes]]:
    """Damaged samples without end."""
    kept = {path: path.read_bytes() for path in paths}
    while True:
        path = random.choice(paths)
        yield path, damaged(kept[path], random)
