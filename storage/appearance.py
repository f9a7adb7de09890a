"""What the first list needs of the settings. All of them cost more to read than it may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """Colours, signs, and key ids remapped to keys."""

    theme: str = "goodterms-dark"
    glyphs: str = "unicode"
    keys: Mapping[str, str] = field(default_factory=dict)


def copy_to_play(path: Path | None, folder: Path) -> Path:
    """Settings in `folder` that begin as those of `path`: to look around, and change nothing."""
    copy = folder / "settings.toml"
    if path is not None and path.exists():
        copy.write_bytes(path.read_bytes())
    return copy


def load_look(path: Path) -> Appearance:
    """The whole settings where there is a file of them, else this part of the defaults.

    Raises BadSetting.
    """
    try:
        path.stat()
    except FileNotFoundError:
        return Appearance()
    except OSError:
        pass  # reading it says what is wrong
    from storage.settings import load_settings

    return load_settings(path)
