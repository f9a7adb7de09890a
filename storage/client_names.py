"""Which client is meant by a text that somebody typed."""

from __future__ import annotations

from collections.abc import Iterable

from triage.text import fold


def clients_meant(text: str, clients: Iterable[tuple[str, str]]) -> list[str]:
    """The ids of the clients (id and name) that a text fits: one id, else the names it is, else
    the names it is part of; case, accents and outer blanks do not matter.
    """
    everybody = list(clients)
    if any(id_ == text for id_, _ in everybody):
        return [text]
    folded = fold(text)
    names = [(id_, fold(name)) for id_, name in everybody]
    exact = [id_ for id_, name in names if name == folded]
    return exact or [id_ for id_, name in names if folded and folded in name]
