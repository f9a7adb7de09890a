"""What is kept beside the records: drafts, remembered answers, the glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, delete, select

from storage.errors import DraftChanged
from storage.tables.mapping import canonical
from storage.tables.tables import DraftRow, GlanceRow, RememberedRow
from triage.records.codec import without_surrogates


def draft(session: Session, name: str) -> str | None:
    """The text typed under this name and not saved, or None."""
    return session.exec(select(DraftRow.text).where(col(DraftRow.name) == name)).first()


def drafts(session: Session) -> dict[str, str]:
    """Every text typed and not saved, by its name."""
    return dict(session.exec(select(DraftRow.name, DraftRow.text)).all())


def replace_draft(
    session: Session, name: str, was: str | None, text: str | None, now: datetime
) -> str | None:
    """Puts `text` in the place of `was`, None meaning no draft; what is stored now. A draft is not
    in the journal, for it is nobody's decision yet.

    Raises DraftChanged when the draft is neither of them.
    """
    new = None if text is None else without_surrogates(text)
    current = draft(session, name)
    if current not in (was, new):
        raise DraftChanged(current)
    if new is None:
        drop_draft(session, name)
    elif new != current:
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        session.merge(DraftRow(name=name, text=new, at=at))
    return new


def drop_draft(session: Session, name: str) -> None:
    """Forgets a draft; none is no error."""
    session.exec(delete(DraftRow).where(col(DraftRow.name) == name))


def remembered(session: Session, topic: str) -> dict[str, str]:
    """The answers kept under a topic."""
    query = select(RememberedRow.name, RememberedRow.value)
    values = session.exec(
        query.where(col(RememberedRow.topic) == topic).order_by(RememberedRow.name)
    )
    return dict(values.all())


def save_glance(session: Session, name: str, head: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keeps the first list; there is only one."""
    session.exec(delete(GlanceRow))
    session.add(GlanceRow(name=name, head=head, rows=canonical([dict(row) for row in rows])))
