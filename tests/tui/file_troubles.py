"""What can be wrong with an open data file, made for real, and put right again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from tests.tui.stage import Stage
from tui.routes import Route

Trouble = Callable[[Stage, Path], AbstractContextManager[object]]


@contextmanager
def held(_: Stage, db: Path) -> Iterator[None]:
    """Another program writes, and does not end."""
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(on: Stage, _: Path) -> Iterator[None]:
    """The file may not grow by a page: SQLite answers as on a full disk."""
    with on.store._database.bare() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (usual,) = connection.execute("PRAGMA max_page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
    yield
    with on.store._database.bare() as connection:
        connection.execute(f"PRAGMA max_page_count = {usual}")


@contextmanager
def read_only(on: Stage, _: Path) -> Iterator[None]:
    """Nothing can be written any more: the disk was mounted again, to be read only."""
    with on.store._database.bare() as connection:
        connection.execute("PRAGMA query_only = ON")
    yield
    with on.store._database.bare() as connection:
        connection.execute("PRAGMA query_only = OFF")


@contextmanager
def moved(_: Stage, db: Path) -> Iterator[None]:
    aside = db.with_name("elsewhere.db")
    db.rename(aside)
    yield
    aside.rename(db)


@contextmanager
def damaged(_: Stage, db: Path) -> Iterator[None]:
    """Every page but the first is noise."""
    content = db.read_bytes()
    with db.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (len(content) - 4096))
        # As another program that writes would: what SQLite has in memory is of no use any more.
        file.seek(24)
        file.write(bytes(reversed(content[24:28])))
    yield
    with db.open("r+b") as file:
        file.write(content)


TROUBLES: dict[str, Trouble] = {
    "held": held,
    "full": full,
    "read only": read_only,
    "moved": moved,
    "damaged": damaged,
}


async def come_to(on: Stage, route: Route | None) -> None:
    """Whatever is open, to a place; without a route, to the list."""
    while len(on.app.screen_stack) > 1:
        on.app.pop_screen()
        await on.settle()
    if route is not None:
        on.app.open(route)
        await on.settle()
