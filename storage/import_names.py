"""What imports remember of names, brought up to date when two clients become one or one two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from storage.import_topics import LINKS_TOPIC, PROJECT_TOPIC
from triage.changes import Remember
from triage.records import Client, Invoice, Record, Time

if TYPE_CHECKING:
    # The command line imports this module before it is known whether a file is opened at all.
    from storage.store import Store


def names_after_merge(store: Store, away: Client, into: Client) -> Iterator[Remember]:
    """From now on a file's rows of `away` are those of `into`."""
    yield Remember(PROJECT_TOPIC, away.name, into.id)
    for label, answer in store.remembered(PROJECT_TOPIC).items():
        if answer == away.id and label != away.name:
            yield Remember(PROJECT_TOPIC, label, into.id)


def names_after_split(
    store: Store, client: Client, new: Client, moved: Iterable[Record], left: Iterable[Time]
) -> Iterator[Remember]:
    """From now on a file's rows of the projects that moved are those of `new`.

    Invoices that moved are known again by their keys, whatever name the file gives them.
    """
    records = list(moved)
    projects = _projects(record for record in records if isinstance(record, Time))
    remembered = store.remembered(PROJECT_TOPIC)
    names = sorted({client.name, *_names_of(client, remembered)})
    for project in sorted(projects - _projects(left)):
        for name in names:
            yield Remember(PROJECT_TOPIC, f"{name} / {project}", new.id)
        if remembered.get(project) == client.id:
            yield Remember(PROJECT_TOPIC, project, new.id)
    for record in records:
        if isinstance(record, Invoice) and record.source and record.source_key:
            yield Remember(LINKS_TOPIC, f"{record.source} {record.source_key}", record.id)


def _names_of(client: Client, remembered: Mapping[str, str]) -> Iterator[str]:
    """What files call a client, too: a name of old, or of one who was merged into them."""
    # `Acme / Site` is a project of theirs and no name.
    return (
        label for label, answer in remembered.items() if answer == client.id and " / " not in label
    )


def _projects(times: Iterable[Time]) -> set[str]:
    return {str(project) for time in times if (project := time.extra.get("project"))}
