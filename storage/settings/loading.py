"""The settings at the start: a missing file means the defaults, and costs next to nothing."""

from __future__ import annotations

from pathlib import Path

from storage.settings.appearance import Appearance
from storage.settings.user_text import NO_FILE


def load_look(path: Path) -> Appearance:
    """The whole settings where there is a file of them, else this part of the defaults.

    Raises BadSetting.
    """
    try:
        path.stat()
    except NO_FILE:
        return Appearance()
    except OSError:
        pass  # reading it says what is wrong
    from storage.settings.file import load_settings

    return load_settings(path)


def copy_to_play(path: Path | None, folder: Path) -> Path:
    """Settings in `folder` that begin as those of `path`: to look around, and change nothing."""
    copy = folder / "settings.toml"
    if path is not None and path.exists():
        copy.write_bytes(path.read_bytes())
    return copy
