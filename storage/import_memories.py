"""What imports remember, as lines of an export: so that a moved file asks nothing again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from storage.import_topics import moves_along
from triage.records.codec import BadValue

KIND = "remembered"
"""What such a line is called. It is no record: it has no id, and belongs to no client."""


class Memory(NamedTuple):
    """One answer: under which topic and name it is kept."""

    topic: str
    name: str
    value: str


def memory_lines(remembered: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """The lines of an export, by topic and name."""
    for topic, named in sorted(remembered.items()):
        if moves_along(topic):
            for name, value in sorted(named.items()):
                yield {"kind": KIND, "topic": topic, "name": name, "value": value}


def memory_of(line: Mapping[str, Any]) -> Memory:
    """What a line remembers. Raises BadValue."""
    for name in Memory._fields:
        if not isinstance(line.get(name), str):
            raise BadValue(f"{KIND}: {name} must be text")
    memory = Memory(line["topic"], line["name"], line["value"])
    if not moves_along(memory.topic):
        raise BadValue(f"{KIND}: there is no topic {memory.topic!r}")
    return memory
