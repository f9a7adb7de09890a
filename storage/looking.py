"""A data file that may not be written to is looked at, and exported, in a copy of the moment."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from storage.errors import DiskTrouble, ReadOnly
from storage.paths import followed
from storage.writer import Writer

Opened = TypeVar("Opened", bound=Writer)


def open_to_look(
    store: type[Opened], path: Path, now: Callable[[], datetime], why: ReadOnly
) -> Opened:
    """Opens a private copy of a write-protected file, gone with it: whatever is to be saved raises
    `why`. Raises `why` at once where there is no such file, and a FileTrouble."""
    database = followed(path)
    if not (database.is_file() and database.stat().st_size):
        raise why
    folder = Path(tempfile.mkdtemp(prefix="goodterms-look-"))
    try:
        copy = folder / database.name
        for ending in ("", "-journal"):
            beside = database.with_name(f"{database.name}{ending}")
            if beside.exists():
                shutil.copyfile(beside, folder / beside.name)
        opened = store.open(copy, now=now, create=False)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise DiskTrouble(f"{path} cannot be read ({error}).", "Check its permissions.") from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    opened.look_only(why, folder)
    opened.notices.append(f"{why.message} You can look and export; nothing can be saved.")
    return opened
