"""The tables of docs that the program itself knows: `python -m tests.documents` (or
`make docs`) writes them anew, and test_readme.py holds them against the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from storage.importing.formats import FORMATS, SHAPES
from storage.settings.settings import Settings
from triage.message_templates import load_templates
from tui.cli.commands import INDEX
from tui.keys.keymap import as_markdown
from tui.keys.keymap import shown as key_shown
from tui.keys.meanings import exceptions as key_exceptions
from tui.keys.meanings import meanings as key_meanings
from tui.keys.table import GROUPS, KEYS
from tui.settings.rows import rows

ROOT = Path(__file__).parents[1]
_HOLDS = {"time": "hours", "invoice": "invoices"}


def _table(head: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *lines))


def commands() -> str:
    """Every command and what it is for."""
    lines = ((f"`goodterms {entry.name}`", entry.help) for entry in INDEX)
    return _table(("command", "what it is for"), lines)


def meanings() -> str:
    """Every key and what it does on every screen, keys with one meaning in one line."""
    keys: dict[str, list[str]] = {}
    for key, (does, _) in key_meanings().items():
        keys.setdefault(does, []).append(f"`{key_shown(key)}`")
    return _table(
        ("key", "what it does"), ((" ".join(names), does) for does, names in keys.items())
    )


def exceptions() -> str:
    """Every key that means something else in one place, and why."""
    ids = {key.id: key for key in KEYS}
    lines = (
        (
            f"`{key_shown(key)}`",
            f"{GROUPS[ids[what].group]}: {ids[what].label}" if what in ids else GROUPS[what],
            why,
        )
        for (what, key), why in key_exceptions().items()
    )
    return _table(("key", "where", "why"), lines)


def formats() -> str:
    """Every kind of export that is recognised."""
    lines = ((form.program, form.label, _HOLDS[form.kind]) for form in FORMATS)
    return _table(("program", "export", "what it brings"), lines)


def fields() -> str:
    """The fields of a column, for each kind of file."""
    lines = ((_HOLDS[kind], ", ".join(f"`{name}`" for name in SHAPES[kind])) for kind in SHAPES)
    return _table(("a file of", "fields"), lines)


def outlines() -> str:
    """Every outline of a message by the name that templates.toml calls it."""
    lines = ((f"`{outline.id}`", outline.title) for outline in load_templates().values())
    return _table(("name", "title"), lines)


def settings() -> str:
    """Every setting by its key in the file, with its default."""
    lines = (
        (f"`{row.key}`", row.section, row.label, row.shown_default, row.source)
        for row in rows(Settings())
    )
    head = ("key", "about", "what it is", "without it", "where the number comes from")
    return _table(head, lines)


TABLES: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "docs/commands.md": {"commands": commands},
    "docs/imports.md": {"formats": formats, "fields": fields},
    "docs/keys.md": {"meanings": meanings, "exceptions": exceptions, "keys": as_markdown},
    "docs/own-playbook.md": {"outlines": outlines},
    "docs/settings.md": {"settings": settings},
}
"""File -> mark -> what stands between `<!-- mark -->` and `<!-- /mark -->`."""


def marks() -> Iterator[tuple[str, str]]:
    """Every file and mark."""
    for file, tables in TABLES.items():
        yield from ((file, mark) for mark in tables)


def shown(file: str, mark: str) -> str:
    """What stands between the marks now."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return text.split(f"<!-- {mark} -->\n")[1].split(f"\n<!-- /{mark} -->")[0]


def write() -> None:
    """Write every table anew."""
    for file, mark in marks():
        path = ROOT / file
        text = path.read_text(encoding="utf-8")
        begin, end = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
        before, after = text.split(begin)[0], text.split(end)[1]
        path.write_text(before + begin + TABLES[file][mark]() + "\n" + end + after, "utf-8")


if __name__ == "__main__":
    write()
