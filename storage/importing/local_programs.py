"""Programs of this computer that print their hours: sources that nobody has to write down."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

from storage.importing.formats import FORMATS
from storage.settings.data_sources import DataSource


def local_programs(configured: Iterable[DataSource]) -> tuple[DataSource, ...]:
    """The programs that are installed here and that no source of the settings runs.

    Nothing is run by asking for them.
    """
    known = {data.command[0] for data in configured if data.command}
    return tuple(
        DataSource(name=form.command[0], command=tuple(form.command))
        for form in FORMATS
        if form.command and form.command[0] not in known and shutil.which(form.command[0])
    )
