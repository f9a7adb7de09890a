"""The lint rules as data: reading and checking them, and a user's own words.

`lint.toml` holds what a message needs and phrases that spoil it, `wording.toml` what a sentence
may say about the reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from triage.messages.negation import Negation
from triage.messages.phrases import BadPhrase, fill_in, names_in, translate
from triage.toml.table import TomlError, TomlText

_SHIPPED, _WORDING = "lint.toml", "wording.toml"

Level = Literal["stop", "warn", "hint"]
Kind = Literal["existence", "absent", "count", "check"]
Scope = Literal["any", "listed", "phrases"]


@dataclass(frozen=True, slots=True)
class Phrases:
    """What one rule looks for in one language.

    A find that touches an `allow` is innocent, unless that phrase holds an `unless` itself.
    `near` = words that a rule in code wants near what it looks for.
    """

    find: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LintRule:
    """One rule, or one part of a rule with several parts (they share the id).

    `sets` and `but_not` hold template sets or template ids. `scope` = where it runs: in any
    language, in every language with word lists, or where it has phrases. `least` = finds needed.
    `denied_within` = so many words after a "not" a find is innocent. `undated` = one in a
    sentence with a date is a fact, and innocent. The phrases stand as the file has them: the lists
    they name are filled in for the text at hand (narrowed.py).
    """

    id: str
    level: Level
    sets: frozenset[str]
    kind: Kind
    why: str
    but_not: frozenset[str] = frozenset()
    scope: Scope = "phrases"
    least: int = 1
    check: str = ""
    denied_within: int = 0
    undated: bool = False
    phrases: Mapping[str, Phrases]

    def applies(self, sets: frozenset[str]) -> bool:
        """Whether it looks at a template with these sets."""
        return bool(self.sets & sets) and not self.but_not & sets


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """All rules with their numbers and word lists.

    `words_in_a_row` = as long as that it is a private note's sentence. `most_findings` = per rule,
    so that a long draft stays readable. `tone_remark`, `tone_stop` = what the words of a
    passage may weigh without a remark, and without a stop.
    """

    rules: tuple[LintRule, ...]
    languages: Mapping[str, Literal["whole", "short"]]
    months: Mapping[str, Mapping[str, int]]
    words_in_a_row: int
    most_findings: int
    tone_remark: float
    tone_stop: float
    date_slots: tuple[str, ...]
    currencies: tuple[str, ...]
    acronyms: frozenset[str]
    slot_words: frozenset[str]
    slot_verbs: frozenset[str]
    greeting_words: frozenset[str]
    negation: Negation | None = None
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def builtin() -> Lint:
    """The rules as shipped. Their phrases are checked by the tests, not at every start."""
    folder = Path(__file__)
    lint = load_lint(folder.with_name(_SHIPPED).read_text("utf-8"), checked=True)
    return with_wording(lint, folder.with_name(_WORDING).read_text("utf-8"), checked=True)


def load_lint(text: str, *, checked: bool = False) -> Lint:
    """Rules from a file in the form of the shipped one; `checked` = its phrases are known to be
    well formed. Raises TomlError.
    """
    toml = TomlText(text, _SHIPPED)
    data = toml.values
    try:
        rules = tuple(
            _rule(raw, nth, toml, None if checked else {}) for nth, raw in enumerate(data["rule"])
        )
        return Lint(
            rules=rules,
            languages=data["languages"],
            months={
                code: {name: nth for nth, names in enumerate(year, 1) for name in names.split()}
                for code, year in data["months"].items()
            },
            date_slots=tuple(data["date_slots"]),
            currencies=tuple(data["currencies"]),
            acronyms=frozenset(data["acronyms"]),
            slot_words=frozenset(data["slot_words"]),
            slot_verbs=frozenset(data["slot_verbs"]),
            greeting_words=frozenset(data["greeting_words"]),
            **data["limits"],
        )
    except (KeyError, TypeError, AttributeError) as missing:
        raise TomlError(
            _SHIPPED, 1, f"{missing} is missing from the wording rules, or in the wrong place"
        ) from missing


def with_wording(lint: Lint, text: str, *, checked: bool = False) -> Lint:
    """The rules and those of a file in the form of `wording.toml` before them; `checked` as in
    `load_lint`. Raises TomlError.
    """
    toml = TomlText(text, _WORDING)
    lists: dict[str, tuple[str, ...]] = {}
    try:
        for name, value in toml.values["words"].items():
            lists[name] = _phrases_of(value, None if checked else lists, toml, "words", name)
        known = None if checked else lists
        denial = {
            name: _phrases_of(value, known, toml, "negation", name)
            for name, value in toml.values["negation"].items()
        }
        rules = [_rule(raw, nth, toml, known) for nth, raw in enumerate(toml.values["rule"])]
        return replace(
            lint,
            rules=lint.rules + tuple(rules),
            negation=Negation(**denial),
            lists=lists,
        )
    except (KeyError, TypeError, AttributeError) as missing:
        raise TomlError(_WORDING, 1, f"{missing} is missing, or in the wrong place") from missing


def with_words(lint: Lint, text: str, name: str) -> Lint:
    """The rules with a user's own words, a table per rule: `[L03]`, `add = []`, `drop = []`.

    `name` is what messages call the file. Raises TomlError.
    """
    toml = TomlText(text, name)
    for id_, change in toml.values.items():
        rules = [r for r in lint.rules if r.id == id_ and "en" in r.phrases]
        if not rules or not isinstance(change, dict) or not set(change) <= {"add", "drop"}:
            toml.fail(
                "to change a rule, write its name, such as [L03], and below it "
                'add = ["..."] or drop = ["..."]',
                id_,
            )
        words = {key: _strings(value, toml, id_, key) for key, value in change.items()}
        add, drop = words.get("add", ()), words.get("drop", ())
        known = {phrase for rule in rules for phrase in rule.phrases["en"].find}
        known.update(*(lint.lists[name] for rule in rules for name in _lists_named(rule, lint)))
        for nth, phrase in enumerate(drop):
            if phrase not in known:
                toml.fail(f"cannot drop {phrase!r}: {id_} does not have it", id_, "drop", nth)
        _check_phrases(add, toml, id_, "add")
        lint = _changed(lint, rules, add, drop)
    return lint


def _lists_named(rule: LintRule, lint: Lint) -> set[str]:
    """The lists that its finds name, and those that these name."""
    named: set[str] = set()
    phrases = list(rule.phrases["en"].find)
    while phrases:
        new = {name for phrase in phrases for name in names_in(phrase)} - named
        named |= new
        phrases = [phrase for name in new for phrase in lint.lists[name]]
    return named


def _changed(
    lint: Lint, rules: Sequence[LintRule], add: Sequence[str], drop: Sequence[str]
) -> Lint:
    """Without the dropped phrases, in the rule and in the lists; the new ones in its first part."""
    lists = {
        name: tuple(p for p in phrases if p not in drop) for name, phrases in lint.lists.items()
    }
    changed = []
    for rule in lint.rules:
        if rule in rules:
            english = rule.phrases["en"]
            find = tuple(p for p in english.find if p not in drop)
            find += tuple(add) if rule is rules[0] else ()
            phrases = {**rule.phrases, "en": replace(english, find=find)}
            changed.append(replace(rule, phrases=phrases))
        else:
            changed.append(rule)
    return replace(lint, lists=lists, rules=tuple(changed))


def _rule(
    raw: dict[str, Any],
    nth: int,
    toml: TomlText,
    lists: Mapping[str, tuple[str, ...]] | None,
) -> LintRule:
    languages = {k: v for k, v in raw.items() if isinstance(v, dict)}
    plain = {k: v for k, v in raw.items() if k not in languages}
    for name, allowed in (("level", Level), ("kind", Kind), ("scope", Scope)):
        if name in plain and plain[name] not in get_args(allowed):
            toml.fail(f"{name} must be one of {', '.join(get_args(allowed))}", "rule", nth, name)
    phrases = {
        code: _phrases(table, lists, toml, "rule", nth, code) for code, table in languages.items()
    }
    try:
        return LintRule(
            sets=frozenset(plain.pop("sets")),
            but_not=frozenset(plain.pop("but_not", ())),
            phrases=phrases,
            **plain,
        )
    except (KeyError, TypeError) as missing:
        toml.fail(f"this rule does not work: {missing}", "rule", nth)


def _phrases(
    table: dict[str, Any],
    lists: Mapping[str, tuple[str, ...]] | None,
    toml: TomlText,
    *path: str | int,
) -> Phrases:
    kinds = {}
    for name, value in table.items():
        if name not in {kind.name for kind in fields(Phrases)}:
            toml.fail(
                "a rule's language section may contain only find, allow, unless and near",
                *path,
                name,
            )
        kinds[name] = _phrases_of(value, lists, toml, *path, name)
    return Phrases(**kinds)


def _phrases_of(
    value: Any, lists: Mapping[str, tuple[str, ...]] | None, toml: TomlText, *path: str | int
) -> tuple[str, ...]:
    """The phrases of a list as written; each can be read, and the lists that it names are there.

    `lists` None = that is known already.
    """
    phrases = _strings(value, toml, *path)
    if lists is not None:
        _check_phrases(phrases, toml, *path, lists=lists)
    return phrases


def _strings(value: Any, toml: TomlText, *path: str | int) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        toml.fail(f"{path[-1]} must be a list of phrases in quotes", *path)
    return tuple(value)


def _check_phrases(
    phrases: Sequence[str],
    toml: TomlText,
    *path: str | int,
    lists: Mapping[str, tuple[str, ...]] | None = None,
) -> None:
    for nth, phrase in enumerate(phrases):
        try:
            translate(fill_in(phrase, dict.fromkeys(lists or {}, ("x",))))
        except BadPhrase as bad:
            toml.fail(f"{phrase!r}: {bad}", *path, nth)
