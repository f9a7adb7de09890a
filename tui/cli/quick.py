"""`note` and `log` in their plainest form, and the names that a shell asks for while one types,
done before anything is loaded.

Whatever else is typed with them (options, fields, no text), and whatever is odd about the file or
the client, is left to the commands themselves.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime

from storage.bare_platform import make_private
from storage.capture import Captured, capture, default_path
from storage.client_names import client_names
from tui.cli.said import logged, noted, noted_label

Fields = Mapping[str, str | int | bool]

TALKS = ("call", "meeting")
"""Events from which something may follow, once somebody is on the way out."""


def done_at_once(words: Sequence[str], env: Mapping[str, str]) -> str | None:
    """Does what the words say, and what is to be printed; None = nothing was done."""
    if words[:2] == ["completions", "--clients"] and len(words) <= 3:
        path = default_path(env)
        return None if path is None else "\n".join(client_names(path, *words[2:]))
    if len(words) < 3 or words[0] not in ("note", "log") or env.get("GOODTERMS_TODAY"):
        return None
    if any(word.startswith("-") or not word.isprintable() for word in words):
        return None
    path = default_path(env)
    if path is None:
        return None
    make_private()
    moment = datetime.now().astimezone()
    client, typed = words[1], words[2:]
    if words[0] == "note":
        text = " ".join(typed)
        if not text.strip():
            return None
        note = _told(capture(path, client, "note", {"text": text}, moment, noted_label()))
        return noted(note.client, note.id) if note else None
    what, said, fields = event_fields(typed[0])
    if not what or any("=" in word for word in typed):
        return None
    text = " ".join(typed[1:])
    values = {"what": what, **fields, **({"text": text} if text else {})}
    active = what in TALKS
    event = _told(capture(path, client, "event", values, moment, said, of_active=active))
    return logged(event.client, moment.date(), said, event.id) if event else None


def _told(made: Captured | None) -> Captured | None:
    """The same; what the user should hear about it is said."""
    if made and made.notice.isprintable() and made.notice and sys.stderr is not None:
        sys.stderr.write(f"note: {made.notice}\n")
    return made


def event_fields(name: str) -> tuple[str, str, Fields]:
    """The `what` of a name in event_names.csv, what happened in words, and the fields that come
    with it; "" for others.
    """
    table = os.path.join(os.path.dirname(__file__), "event_names.csv")
    with open(table, encoding="utf-8") as file:
        for line in file:
            known, said, event = line.rstrip("\n").split(",")
            what, *fields = event.split(" ")
            if known == name:
                return what, said, {k: _value(value) for k, _, value in map(_parts, fields)}
    return "", "", {}


def _parts(field: str) -> tuple[str, str, str]:
    return field.partition("=")


def _value(typed: str) -> str | int | bool:
    if typed in ("true", "false"):
        return typed == "true"
    return int(typed) if typed.lstrip("-").isdecimal() else typed


def is_said(text: str) -> bool:
    """Prints it, where the stream knows every letter and somebody still reads; whether it did."""
    if sys.stdout is None or sys.stdout.encoding != "utf-8":
        return False
    try:
        sys.stdout.write(f"{text}\n" if text else "")
        sys.stdout.flush()
    except OSError:
        return False
    return True
