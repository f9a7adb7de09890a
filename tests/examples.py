"""How many examples a property is tried with."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

TORTURE = 40
"""How many times as many examples `make torture` tries."""

_TORTURE = os.environ.get("HYPOTHESIS_PROFILE") == "torture"

settings.register_profile("quick", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("torture", deadline=None, max_examples=50 * TORTURE)


def is_torture() -> bool:
    """Whether this is the long form."""
    return _TORTURE


def load_profile() -> None:
    """`make test` tries the same few examples every time, `make torture` many new ones."""
    settings.load_profile("torture" if _TORTURE else "quick")


@settings(max_examples=1, database=None)
@given(st.text())
def list_all_letters(_text: str) -> None:
    """On a clean clone Hypothesis tries every letter there is before its first text, and takes 200
    megabytes for the moment: best before much else is in memory.
    """


def examples(number: int, **options: Any) -> settings:
    """The settings of a property whose examples cost more, or less, than most."""
    return settings(max_examples=number * TORTURE if _TORTURE else number, **options)
