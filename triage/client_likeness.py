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
    "ltd|limited|llc|llp|lp|inc|incorporated|corp|corporation|co|company|plc|cic|pty|pte|pvt"
    "|gmbh|mbh|ggmbh|gesmbh|ag|kg|kgaa|ug|haftungsbeschrankt|ohg|gbr|eg|ek|ev|eu|se|cie"
    "|sarl|sarlu|eurl|eirl|sas|sasu|sa|snc|sci|sl|slu|slne|srl|srls|spa|sapa|lda|ltda|cv|rl"
    "|bv|nv|vof|bvba|sprl|ab|hb|as|asa|aps|is|ks|oy|oyj|ky|sro|sp|spj|zoo|kft|zrt|bt|doo|ou|the"
)
"""Legal forms of the commonest countries, which one program writes and another leaves out."""
_FORM_OF_WORDS = re.compile(
    r"\b(?:sp z ?o ?o|spol s ?r ?o|s r ?o|sa de cv|s de rl(?: de cv)?|a/s|p/s|k/s|i/s)(?!\w)"
)
"""The same where they are written in several words."""
_AND = frozenset(("and", "und", "y", "e", "et", "en", "och", "og", "i", "ja"))
"""What stands between two names for `&` and `+`, which are left out with the punctuation."""
_BETWEEN = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def bare_name(name: str) -> str:
    """A name without legal forms, punctuation, doubled blanks and what joins two names; all of it
    if nothing stays.
    """
    text = _FORM_OF_WORDS.sub(" ", fold(name.replace(".", "")))
    words = [word for word in _BETWEEN.split(text) if word and not _FORM.fullmatch(word)]
    inner = [word for word in words[1:-1] if word not in _AND]
    return " ".join((*words[:1], *inner, *words[1:][-1:])) or fold(name)


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
