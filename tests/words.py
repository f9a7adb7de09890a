"""Every sentence a user can meet, by place, in one file: `python -m tests.words` (or `make words`)
writes it to be read aloud in one sitting. A reading aid: it holds too much rather than too little.
"""

from __future__ import annotations

import ast
import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from storage.settings.settings import Settings
from tests.documents import ROOT
from tests.triage.test_health_registry import ALONE, flag_of
from triage.health import RULES
from triage.message_templates import load_templates
from triage.messages import rules as lint
from tui.cli.commands import INDEX
from tui.keys.table import GROUPS, KEYS
from tui.settings.rows import rows

FILE = ROOT / "words.txt"
PACKAGES = ("triage", "storage", "tui")
NOT_SHOWN = frozenset({"id", "go", "open", "decide", "key", "kind", "field", "effect", "find"})
"""Keys of data files under which no sentence stands."""

Line = tuple[str, str]
"""Where a sentence stands, and the sentence."""


def _templates() -> Iterator[Line]:
    for template in load_templates().values():
        yield template.id, f"{template.title} / {template.do}"
        yield template.id, template.greeting
        for slot in template.slots:
            yield f"{template.id}.{slot.id}", f"[{slot.prompt}] {slot.text or ''}"


def _toml(path: str) -> Callable[[], Iterator[Line]]:
    def lines() -> Iterator[Line]:
        yield from _texts("", tomllib.loads((ROOT / path).read_text(encoding="utf-8")))

    return lines


def _texts(place: str, value: Any) -> Iterator[Line]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        name = str(value.get("id", value.get("key", "")))
        for key, part in value.items():
            if key not in NOT_SHOWN:
                yield from _texts(".".join(filter(None, (place, name, key))), part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(place, part)


def _lint() -> Iterator[Line]:
    for rule in lint.builtin().rules:
        yield rule.id, rule.why


def _flags() -> Iterator[Line]:
    for code in ALONE:
        flag, rule = flag_of(code), RULES[code]
        yield code, rule.name
        yield f"{code} topic", rule.topic
        yield code, flag.reason
        yield f"{code} limit", f"{flag.limit} ({flag.source})"
        yield f"{code} clears", flag.clears
        yield f"{code} next", flag.next_action


def _keys() -> Iterator[Line]:
    yield from GROUPS.items()
    for key in KEYS:
        yield key.id, f"{key.label}: {key.help}"


def _commands() -> Iterator[Line]:
    for entry in INDEX:
        yield entry.name, entry.help


def _refusals() -> Iterator[Line]:
    shipped = tomllib.loads((ROOT / "storage/importing/refusals.toml").read_text(encoding="utf-8"))
    for refusal in shipped["refusal"]:
        yield "what", f"{refusal['what']}. {refusal['instead']}"


def _law() -> Iterator[Line]:
    shipped = tomllib.loads((ROOT / "triage/messages/law.toml").read_text(encoding="utf-8"))
    for row in shipped["row"]:
        yield from (("law", text) for text in (row["regime"], *row["figures"], *row["traps"]))


def _meanings() -> Iterator[Line]:
    with (ROOT / "tui/keys/meanings.csv").open(encoding="utf-8") as file:
        yield from ((row["key"], row["does"]) for row in csv.DictReader(file))


def _settings() -> Iterator[Line]:
    for row in rows(Settings()):
        yield row.key, f"{row.section}: {row.label} = {row.shown_default}. {row.hint} {row.source}"


GROUPED: Mapping[str, Callable[[], Iterator[Line]]] = {
    "messages to clients": _templates,
    "guided pages": _toml("triage/playbook/playbook.toml"),
    "checklists": _toml("triage/playbook/after/checklists.toml"),
    "starter watch rules": _toml("triage/lessons/starters.toml"),
    "remarks on a message": _lint,
    "flags": _flags,
    "keys": _keys,
    "commands": _commands,
    "settings": _settings,
    "terms": _toml("triage/terms.toml"),
    "forms": _toml("tui/wording/labels.toml"),
    "questions about a fact": _toml("triage/health/questions.toml"),
    "questions of an import": _toml("storage/importing/doubts.toml"),
    "words of an import": _toml("tui/imports/words.toml"),
    "files that hold nothing to import": _refusals,
    "the law": _law,
    "keys pressed where they do nothing": _meanings,
    "the story of a client": _toml("tui/wording/story.toml"),
}
"""Group -> its sentences, for what stands in data."""


def in_code(path: Path) -> Iterator[Line]:
    """The texts of several words in a module, docstrings left out; {} stands for a value."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        text = _text(node)
        if id(node) not in skipped and " " in text.strip() and any(map(str.isalpha, text)):
            yield str(getattr(node, "lineno", "")), " ".join(text.split())


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "{}" for part in node.values)
    return ""


def words() -> Iterator[str]:
    """The whole file, line by line."""
    for group, lines in GROUPED.items():
        yield f"== {group}"
        yield from (f"{place}: {text}" for place, text in lines())
        yield ""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if sentences := [f"{line}: {text}" for line, text in in_code(path)]:
                yield from (f"== {path.relative_to(ROOT).as_posix()}", *sentences, "")


if __name__ == "__main__":
    FILE.write_text("\n".join(words()), encoding="utf-8")
