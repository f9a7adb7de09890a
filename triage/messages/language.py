"""The language a client is written to in."""

from __future__ import annotations


def code(language: str) -> str:
    """Its two letters: "pt_BR" and "PT-br" are "pt"."""
    return language.lower().replace("_", "-").split("-")[0]


def is_english(language: str) -> bool:
    """Whether the program's own lines can stand in the draft."""
    return code(language) == "en"
