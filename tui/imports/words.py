"""What the import calls things on its screens, as words.toml says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from storage.importing.formats import Kind

_WORDS: Mapping[str, Any] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
FIELDS: Mapping[Kind, Mapping[str, str]] = _WORDS["fields"]
"""Field -> word, the most used first: those have a digit of their own."""
QUESTIONS: Mapping[str, str] = _WORDS["questions"]
ANSWERS: Mapping[str, str] = _WORDS["answers"]
