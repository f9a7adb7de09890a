"""What the import calls things on its screens, as words.toml says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storage.importing.formats import Kind
from triage.shipped import toml_beside

_WORDS: Mapping[str, Any] = toml_beside(__file__, "words.toml")
FIELDS: Mapping[Kind, Mapping[str, str]] = _WORDS["fields"]
"""Field -> word, the most used first: those have a digit of their own."""
QUESTIONS: Mapping[str, str] = _WORDS["questions"]
ANSWERS: Mapping[str, str] = _WORDS["answers"]
