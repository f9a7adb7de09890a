"""Everything that belongs to a data file is its owner's alone: wide modes are narrowed, and what
belongs to somebody else is named.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from storage.check_mark import CheckMark
from storage.errors import ReadOnly
from storage.paths import backup_dir, followed, journal_copy
from storage.platform import made_by_sudo, owner_if_not_us, take_from_others


def refuse_what_is_not_ours(path: Path, env: Mapping[str, str] = os.environ) -> None:
    """Raises ReadOnly where files would be made that the user could not write to later, and where
    such files lie already; also OSError."""
    place = next(place for place in (path, *path.parents) if place.exists())
    if owner := made_by_sudo(place, env):
        raise ReadOnly(
            f"{place} belongs to {owner}, and with sudo everything made there would belong to "
            "root.",
            "Nothing was written: start it without sudo.",
        )
    for each in belonging(path):
        owner = owner_if_not_us(each)
        if owner and not os.access(each, os.W_OK):
            raise ReadOnly(
                f"{each} belongs to {owner}, and cannot be written to.",
                f'Give it back to yourself: sudo chown -R "$USER" {path.parent}',
            )


def narrow(path: Path) -> list[str]:
    """Takes the file and all that belongs to it out of other people's sight; a sentence about
    those that they could read. Raises OSError."""
    wide = [each for each in belonging(path) if take_from_others(each)]
    if not wide:
        return []
    more = f" and {len(wide) - 1} more of its files" if len(wide) > 1 else ""
    return [f"{wide[0]}{more} could be read by others on this computer; now only you can."]


def belonging(path: Path) -> Iterator[Path]:
    """The data file and what lies beside it, as far as it is there."""
    copies = backup_dir(path)
    beside = (path, followed(journal_copy(path)), Path(CheckMark(str(path)).path), copies)
    yield from (each for each in beside if each.exists())
    if copies.is_dir():
        yield from sorted(copies.iterdir())
