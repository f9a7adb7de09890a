"""What the first list needs of the settings: the rest costs more to read than it may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """Colours, signs, and key ids remapped to keys."""

    theme: str = "goodterms-dark"
    glyphs: str = "unicode"
    keys: Mapping[str, str] = field(default_factory=dict)
