"""An export of our own that is older than the data: what it would set back is named and asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from storage.importing import ImportOptions, ImportPreview, inspect, write
from storage.jsonl_export import export_jsonl
from tests.storage.importing.conftest import TODAY, Desk
from triage.changes import Put, Remove
from triage.records import Client, Note

CLIENT = Client(id="c", name="Tern", rate=Decimal(80))
NOTE = Note(id="n", client="c", on=date(2026, 9, 1), text="a")


def _older(desk: Desk, tmp_path: Path) -> Path:
    desk.store.apply("Begin", [Put(CLIENT), Put(NOTE)])
    path = tmp_path / "old.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        export_jsonl(desk.store, stream)
    return path


NOTHING_SAID = ImportOptions(on=TODAY)


def _look(desk: Desk, path: Path, options: ImportOptions = NOTHING_SAID) -> ImportPreview:
    return inspect(path, desk.store, options)


def test_what_went_on_since_stays_unless_it_shall_go_back(desk: Desk, tmp_path: Path) -> None:
    path = _older(desk, tmp_path)
    now = replace(CLIENT, rate=Decimal(90))
    desk.store.apply("Rate", [Put(now, was=CLIENT)])
    preview = _look(desk, path)
    assert (preview.updated, preview.same, preview.needs_attention) == (0, 2, True)
    assert [each.field for each in preview.held[0].fields] == ["rate"]
    write(preview, desk.store)
    assert desk.records("client") == [now]
    back = _look(desk, path, replace(NOTHING_SAID, older="go-back"))
    assert (back.updated, back.needs_attention) == (1, False)
    write(back, desk.store)
    assert desk.records("client") == [CLIENT]


def test_what_was_taken_out_since_stays_out_unless_it_is_wanted_back(
    desk: Desk, tmp_path: Path
) -> None:
    path = _older(desk, tmp_path)
    desk.store.apply("Out", [Remove("note", "n")])
    preview = _look(desk, path)
    assert ([skip.why for skip in preview.skipped], preview.new) == (
        ["you removed it earlier"],
        0,
    )
    write(_look(desk, path, replace(NOTHING_SAID, taken_out="bring-back")), desk.store)
    assert desk.records("note") == [NOTE]


def test_what_is_new_in_the_file_is_an_ordinary_update(desk: Desk, tmp_path: Path) -> None:
    path = _older(desk, tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("80.00", "95.00"), encoding="utf-8")
    preview = _look(desk, path)
    assert (preview.updated, preview.needs_attention) == (1, False)
    assert [(each.field, each.after) for each in preview.updates[0].fields] == [
        ("rate", Decimal(95))
    ]
