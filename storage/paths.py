"""Where things are: one rule for each file the program keeps."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

APP = "goodterms"


def at_home(text: str) -> Path:
    """The path that was typed, `~` read as the home folder; like a shell, `~nobody` as a name."""
    path = Path(text)
    with suppress(RuntimeError):
        path = path.expanduser()
    return path


def database_path(explicit: str | None, env: Mapping[str, str]) -> Path:
    """The data file: `--db`, else GOODTERMS_DB, else the place this system keeps user data."""
    chosen = explicit or env.get("GOODTERMS_DB")
    if chosen:
        return at_home(chosen).absolute()
    from platformdirs import user_data_path  # an explicit path needs none of it

    return user_data_path(APP, appauthor=False) / f"{APP}.db"


def settings_path(env: Mapping[str, str]) -> Path:
    """The settings file: GOODTERMS_SETTINGS, else the place this system keeps configuration."""
    chosen = env.get("GOODTERMS_SETTINGS")
    if chosen:
        return at_home(chosen).absolute()
    from platformdirs import user_config_path  # an explicit path needs none of it

    return user_config_path(APP, appauthor=False) / "settings.toml"


def backup_dir(database: Path) -> Path:
    """The folder of verified copies, beside the data file and named after it."""
    return database.parent / f"{database.stem}-backups"


def journal_copy(database: Path) -> Path:
    """The second copy of the journal, as JSON lines, for the day SQLite cannot read its file."""
    return database.parent / f"{database.stem}.journal.jsonl"


def source_outputs(database: Path) -> Path:
    """The folder of what the commands of sources wrote last, beside the data file."""
    return database.parent / f"{database.stem}-sources"
