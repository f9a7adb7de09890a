"""Where things are: one rule for each file the program keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from storage.errors import StorageError

APP = "goodterms"
_SUFFIX = "db"
_NO_HOME = Path("/dev/null")
"""The home of a user who has none: no folder can be made in a file, not even by root."""


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

    try:
        return user_data_path(APP, appauthor=False) / f"{APP}.{_SUFFIX}"
    except RuntimeError as error:
        raise StorageError(
            "This user has no home folder to keep the data file in.", "Name a file with --db."
        ) from error


def settings_path(env: Mapping[str, str]) -> Path:
    """The settings file: GOODTERMS_SETTINGS, else the place this system keeps configuration."""
    chosen = env.get("GOODTERMS_SETTINGS")
    if chosen:
        return at_home(chosen).absolute()
    from platformdirs import user_config_path  # an explicit path needs none of it

    return _in_home(user_config_path) / "settings.toml"


def _in_home(place: Callable[..., Path]) -> Path:
    """A folder of the user's; for a user without a home, one that is not there."""
    try:
        return place(APP, appauthor=False)
    except RuntimeError:
        return _NO_HOME / APP


def opened_list(env: Mapping[str, str]) -> Path:
    """The list of the data files that were opened: GOODTERMS_STATE, else the place this system
    keeps what programs remember."""
    chosen = env.get("GOODTERMS_STATE")
    if chosen:
        return at_home(chosen).absolute() / "opened.txt"
    from platformdirs import user_state_path  # an explicit path needs none of it

    return _in_home(user_state_path) / "opened.txt"


def followed(path: Path) -> Path:
    """Where the links of a path lead; a circle of links leads nowhere and stays as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a circle is a RuntimeError before Python 3.13
        return path.absolute()


def broken_link(path: Path) -> Path | None:
    """The link on the way to a file that leads to nothing, such as a drive that is not mounted."""
    for place in (path, *path.parents):
        if place.is_symlink() and not place.exists():
            return place
    return None


def companion_name(database: Path) -> str:
    """What the names of the files that belong to a data file begin with.

    Work.db and work.sqlite in one folder are two data files, and share nothing.
    """
    return database.stem if database.suffix == f".{_SUFFIX}" else database.name


def backup_dir(database: Path) -> Path:
    """The folder of verified copies, beside the data file (links followed) and named after it."""
    return _beside(database, "-backups")


def journal_copy(database: Path) -> Path:
    """The second copy of the journal, as JSON lines, for the day SQLite cannot read its file."""
    return _beside(database, ".journal.jsonl")


def source_outputs(database: Path) -> Path:
    """The folder of what the commands of sources wrote last, beside the data file."""
    return _beside(database, "-sources")


def _beside(database: Path, ending: str) -> Path:
    place = followed(database)
    return place.parent / f"{companion_name(place)}{ending}"
