"""What each thing is called, once for screens, command line and exports, as terms.toml says, and
flags.toml of the flags."""

from __future__ import annotations

from collections.abc import Mapping

from triage.flags import flag_words
from triage.shipped import toml_beside

_TERMS = toml_beside(__file__, "terms.toml")
FLAGS: Mapping[str, str] = {
    **{code: words.get("name", "") for code, words in flag_words().items()},
    **_TERMS["flags"],
}
"""Flag code -> what it is called."""
SEVERITIES: Mapping[int, str] = {int(n): word for n, word in _TERMS["severities"].items()}
"""The weight of a flag, 1 to 5."""
SIGNS: Mapping[str, str] = _TERMS["signs"]
"""What a sign that they may leave was, after its day."""
ENTRIES: Mapping[str, str] = _TERMS["entries"]
"""What is due on a day of the agenda."""
LONGEST_ENTRY = max(map(len, ENTRIES.values()))
"""Columns that show each of them whole."""
KINDS: Mapping[str, str] = _TERMS["kinds"]
_FIELDS: Mapping[str, str] = _TERMS["fields"]
_VALUES: Mapping[str, Mapping[str, str]] = _TERMS["values"]


def flag_term(code: str) -> str:
    """What a flag is called, one that a watch rule raised too."""
    return FLAGS.get("RULE" if code.startswith("RULE:") else code) or code.lower()


def kind_term(kind: str) -> str:
    """What a record kind is called: `work_item` -> open work."""
    return KINDS.get(kind) or _spaced(kind)


def field_term(name: str) -> str:
    """What a field is called; a dotted name reaches into a nested object."""
    return _FIELDS.get(name) or _spaced(name.rpartition(".")[2])


def value_term(field: str, value: str) -> str:
    """What a value of a closed list is called."""
    return _VALUES.get(field, {}).get(value) or _spaced(value)


def entry_term(kind: str) -> str:
    """What an entry of the agenda is called."""
    return ENTRIES.get(kind) or _spaced(kind)


def _spaced(name: str) -> str:
    return name.replace("_", " ")
