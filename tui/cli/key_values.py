"""NAME=VALUE options that may be given several times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.cli.errors import CommandRefused


def pairs(
    assignments: Iterable[str] | None, option: str, *, last: bool = False, empty: bool = False
) -> Iterator[tuple[str, str]]:
    """Both sides of each; `last`: names may hold an equals sign, values not; `empty`: there may be
    no value. Raises Refused.
    """
    for text in assignments or ():
        name, equals, value = text.rpartition("=") if last else text.partition("=")
        if not (equals and name.strip() and (empty or value.strip())):
            raise CommandRefused(f"{option}: {text!r} is not NAME=VALUE", "put all of it in quotes")
        yield name.strip(), value.strip()
