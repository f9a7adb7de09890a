"""Reading with SQLModel: its sessions on the connection of an open data file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from storage.data_file.database import Database


class Sessions:
    """Read transactions of one open file, for queries written with SQLModel."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.bare() as connection:
            self._engine = create_engine(
                "sqlite://", creator=lambda: connection, poolclass=StaticPool
            )

        # The driver is told not to begin transactions (see `Database.writing`).
        @event.listens_for(self._engine, "begin")
        def _begin(begun: Connection) -> None:
            begun.exec_driver_sql("BEGIN")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A read transaction: everything in it is from one moment. Raises a FileTrouble."""
        with self._database.bare():
            try:
                with Session(self._engine) as session, session.begin():
                    yield session
            except DBAPIError as error:
                raise error.orig or error from error
