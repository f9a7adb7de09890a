"""The steps that change what older files hold, by the version they lead to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime

from storage.data_file.renamed_answers import rename_answers
from storage.tables.added_fields import add_columns

UPGRADES: Mapping[int, Callable[[sqlite3.Connection, datetime], None]] = {
    2: rename_answers,
    3: add_columns,
}
