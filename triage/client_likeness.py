"""Names that may be the same client: suggested to the user, never merged by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from triage.text import fold

ALIKE = 0.9
"""Share of letters in common from which two names are suggested to be one: seed rule."""
_LEAST = 4
"""Letters from which a slip of one letter still leaves a name that can be told."""
_FORM = re.compile(
    "ltd|limited|llc|llp|inc|incorporated|corp|corporation|co|company|plc|pty|gmbh|mbh|ag|kg|ug|ohg"
    "|sarl|sas|sa|sl|slu|srl|spa|lda|bv|nv|ab|as|aps|oy|oyj|sro|sp|zoo|the"
)
"""Legal forms of the commonest countries, which one program writes and another leaves out."""
_BETWEEN = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def bare_name(name: str) -> str:
    """A name without legal forms, punctuation and doubled blanks; all of it if nothing stays."""
    words = [word for word in _BETWEEN.split(fold(name.replace(".", ""))) if word]
    return " ".join(word for word in words if not _FORM.fullmatch(word)) or fold(name)


def alike(one: str, other: str) -> bool:
    """Whether two names may well be the same client's."""
    first, second = bare_name(one), bare_name(other)
    if first == second:
        return True
    if min(len(first), len(second)) <= _LEAST or re.sub(r"\D", "", first) != re.sub(
        r"\D", "", second
    ):
        return False  # `Shop 1` and `Shop 2` are two
    if abs(len(first) - len(second)) > len(first) // _LEAST:
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def first_alike(name: str, names: Iterable[str]) -> str | None:
    """The first of some names that may be the same client's; None when there is none."""
    return next((other for other in names if alike(name, other)), None)


def pairs_alike(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Pairs of ids whose names are alike; `names` are id and name."""
    known = list(names)
    for at, (id_, name) in enumerate(known):
        for other_id, other in known[at + 1 :]:
            if alike(name, other):
                yield id_, other_id
