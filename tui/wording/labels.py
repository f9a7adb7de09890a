"""What forms say beside a field and in the list of what can be added, as labels.toml says."""

from __future__ import annotations

from collections.abc import Mapping

from triage.shipped import toml_beside

_LABELS = toml_beside(__file__, "labels.toml")
ADDED_BY_HAND: Mapping[str, str] = _LABELS["added_by_hand"]
"""Kinds that `a` offers, the most used first."""
_HINTS: Mapping[str, str] = _LABELS["hints"]


def field_hint(name: str) -> str:
    """One sentence on what to type; empty when the label says it all."""
    return _HINTS.get(name, "")
