"""Changes carried out on the tables, each with the image of what it did."""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import Connection

from storage.errors import CannotUndo, Stale, StorageError
from storage.journal.images import Content, Image, Remembered
from storage.tables import rows
from storage.writing.validation import as_saved, check_images, words
from triage.changes import Change, Put, Remember, Remove
from triage.records.codec import without_surrogates


def carry_out(connection: Connection, changes: Iterable[Change]) -> Content:
    """Writes the changes and checks what then stands in the tables.

    What changes nothing leaves no image: a save that is tried again lands once. Raises Stale or
    BadRecord.
    """
    content = write(connection, changes)
    check_images(connection, content.rows)
    return content


def write(connection: Connection, changes: Iterable[Change]) -> Content:
    """As `carry_out`, but without the check of references, for a caller who has more to write."""
    images: list[Image] = []
    memories: list[Remembered] = []
    for change in changes:
        if isinstance(change, Remember):
            memory = _remember(connection, change)
            if memory.before != memory.after:
                memories.append(memory)
            continue
        image = _put(connection, change) if isinstance(change, Put) else _remove(connection, change)
        if image.before != image.after:
            _write(connection, image)
            images.append(image)
    return Content(rows=tuple(images), remembered=tuple(memories))


def write_again(connection: Connection, content: Content) -> None:
    """The change of a journal entry, written on what it was written on before.

    Raises StorageError where something else stands there now.
    """
    for image in content.rows:
        present, _ = rows.find(connection, image.kind, image.id)
        if present != image.before:
            raise StorageError(
                f"The {words(image.kind)} has changed since, so it was left as it is."
            )
        _write(connection, image)
    for memory in content.remembered:
        _remember(connection, Remember(memory.topic, memory.name, memory.after))


def take_back(connection: Connection, content: Content) -> Content:
    """The inverse of a change, written. Raises CannotUndo when a row has moved on since."""
    images = []
    for image in (image.today() for image in reversed(content.rows)):
        present, place = rows.find(connection, image.kind, image.id)
        if present != image.after:
            raise CannotUndo(
                f"The {words(image.kind)} has been changed since then.",
                "Nothing was undone: change it by hand.",
            )
        inverse = Image(image.kind, image.id, image.after, image.before, place or image.place)
        _write(connection, inverse)
        images.append(inverse)
    memories = []
    for memory in reversed(content.remembered):
        swapped = Remembered(memory.topic, memory.name, memory.after, memory.before)
        _remember(connection, Remember(memory.topic, memory.name, memory.before))
        memories.append(swapped)
    return Content(rows=tuple(images), remembered=tuple(memories))


def _put(connection: Connection, change: Put) -> Image:
    record = as_saved(change.record)
    present, place = rows.find(connection, record.kind, record.id)
    if change.was is not None and present not in (change.was, record):
        raise Stale(present, record)
    if change.new and present is not None:
        raise Stale(present, record)
    return Image(record.kind, record.id, present, record, place)


def _remove(connection: Connection, change: Remove) -> Image:
    present, place = rows.find(connection, change.kind, change.id)
    if change.was is not None and present != change.was:
        raise Stale(present, change.was)
    return Image(change.kind, change.id, present, None, place)


def _write(connection: Connection, image: Image) -> None:
    if image.after is None:
        rows.delete(connection, image.kind, image.id)
    elif image.before is None:
        rows.insert(connection, image.after, image.place)
    else:
        rows.update(connection, image.after)
    stored, _ = rows.find(connection, image.kind, image.id)
    if stored != image.after:
        # "Saved" is a promise: what cannot be read back as it was meant is not saved.
        raise StorageError(
            f"This {words(image.kind)} could not be saved exactly as it is.",
            "Nothing was saved; check the data file with `goodterms verify`.",
        )


def _remember(connection: Connection, change: Remember) -> Remembered:
    topic, name = without_surrogates(change.topic), without_surrogates(change.name)
    value = None if change.value is None else without_surrogates(change.value)
    here = "FROM remembered WHERE topic = ? AND name = ?"
    before = rows.scalar(connection, f"SELECT value {here}", (topic, name))
    if before != value:
        connection.execute(f"DELETE {here}", (topic, name))
        if value is not None:
            connection.execute("INSERT INTO remembered VALUES (?, ?, ?)", (topic, name, value))
    return Remembered(topic, name, before, value)
