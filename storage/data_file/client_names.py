"""Which client somebody means by an id, a name, or a part of one."""

from __future__ import annotations

from collections.abc import Sequence

from storage.errors import AmbiguousClient, NoSuchClient
from triage.records import Client
from triage.text import fold


def client_called(text: str, everybody: Sequence[Client]) -> Client:
    """The client meant by an id, a name, or a part of a name.

    Raises NoSuchClient, AmbiguousClient.
    """
    for each in everybody:
        if each.id == text:
            return each
    folded = fold(text)
    named = [each for each in everybody if fold(each.name) == folded]
    matches = named or [each for each in everybody if folded and folded in fold(each.name)]
    if len(matches) > 1:
        raise AmbiguousClient(text, matches)
    if not matches:
        raise NoSuchClient(f"No client matches “{text}”.", "`goodterms clients --all` lists them.")
    return matches[0]
