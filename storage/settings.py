"""The user's settings. Reading them costs next to nothing while there is no file yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from storage.errors import BadSetting
from triage.limits import Limits


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything the user may set; a missing file means these defaults.

    `keys` remaps key ids to keys; `away` are ranges of days (both inclusive) that do not count
    for what the screens propose; `offers` what else the user has to offer a client; `savings`
    and `monthly_costs` are money in the base currency, None until typed. `letters` is the folder
    that messages are written to as files.
    """

    limits: Limits = field(default_factory=Limits)
    theme: str = "goodterms-dark"
    glyphs: str = "unicode"
    review_weekday: str = "friday"
    keys: Mapping[str, str] = field(default_factory=dict)
    away: tuple[tuple[date, date], ...] = ()
    offers: tuple[str, ...] = ()
    savings: Decimal | None = None
    monthly_costs: Decimal | None = None
    letters: Path | None = None


def load_settings(path: Path) -> Settings:
    """The settings of a file; the defaults when there is none. Raises BadSetting."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path}: cannot be read ({error}).", "Check the file.") from error
    # On the way to the first list, so the reader is only imported for a file that is there.
    from storage.settings_file import read_settings

    return read_settings(text, path)
