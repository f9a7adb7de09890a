"""Any text goes in and comes out unchanged, in every place that takes text."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from storage.data_file.list_cache import clients_overview, read_list_cache
from storage.errors import BadRecord
from storage.importing.jsonl_import import plan_jsonl, write_jsonl
from storage.jsonl_export import export_jsonl
from storage.store import Store
from tests.storage.records import client, note
from triage.changes import Put, Remember

CORPUS = {
    "markup": "Acme [/] Ltd [bold]x[/bold] [link=https://example.org]x[/link]",
    "action": "[@click=app.quit]press[/]",
    "unclosed": "Acme [/",
    "formula": "=cmd()|'/C calc'!A0",
    "escape": "\x1b[2J\x1b]52;c;aGk=\x07\x1b]0;title\x1b\\",
    "c1": "\x9b31m\x85",
    "right to left": "invoice\u202egnp.exe\u2066x\u2069",
    "nul": "before\x00after",
    "lines": "one\ntwo\r\nthree\rfour\u2028five\x0bsix\x85",
    "blanks": "  \t leading and trailing \u00a0\u200b ",
    "quotes": "'; DROP TABLE client; -- \" ` \\",
    "long": "x" * 10_000,
    "combining": "e" + "\u0301" * 300,
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "astral": "\U0010ffff\ufffe\ufeff",
    "json": '{"kind": "client"}\\u0041',
    "percent": "100% _ %s {0} {name}",
    "decomposed": "Ame\u0301lie Å ﬁ ß İ",
}


@pytest.mark.parametrize("name", CORPUS)
def test_it_is_stored_unchanged(store: Store, path: Path, tmp_path: Path, name: str) -> None:
    text = CORPUS[name]
    mine = client(text, text, contact=text, tags=(text,), extra={text + "!": [text, {text: text}]})
    written = note(text, text, owner=text)
    store.apply(text, [Put(mine), Put(written), Remember(text, text, text)])
    store.replace_draft(text, None, text)
    store.save_glance(text, [{text: text}])

    with Store.open(path, now=lambda: pytest.fail("nothing is written")) as again:
        assert list(again.records()) == [mine, written]
        assert again.client(text) == mine
        assert again.ledger(text).note == (written,)
        assert again.remembered(text) == {text: text}
        assert again.draft(text) == text
        assert again.history()[0].label == text
        assert again.verify() == []
    assert clients_overview(path) == [(text, text)]
    glance = read_list_cache(path)
    assert glance is not None
    assert (glance.key, glance.rows) == (text, ({text: text},))

    stream = io.StringIO()
    export_jsonl(store, stream)
    file = tmp_path / "out.jsonl"
    file.write_text(stream.getvalue(), encoding="utf-8", newline="")
    assert len(stream.getvalue().split("\n")) == 3
    store.undo()
    assert list(store.records()) == []
    write_jsonl(plan_jsonl(file, store), store)
    assert list(store.records()) == [mine, written]


LONE = "a\udc80b\ud83dc"
MENDED = "a\ufffdb\ufffdc"


def test_lone_surrogates_become_the_replacement_character(store: Store) -> None:
    store.apply(LONE, [Put(client()), Put(note("n1", LONE)), Remember("t", "n", LONE)])
    store.replace_draft("d", None, LONE)
    assert store.get("note", "n1") == note("n1", MENDED)
    assert store.remembered("t") == {"n": MENDED}
    assert store.draft("d") == MENDED
    assert store.history()[0].label == MENDED
    batch = store.import_batch(LONE, file=LONE, fingerprint="f", new=[note("n2", LONE)])
    assert batch.new == {"note": 1}
    assert store.get("note", "n2") == note("n2", MENDED)
    with pytest.raises(BadRecord, match="characters that cannot be saved"):
        store.get("note", LONE)
    assert store.verify() == []


def test_surrogates_in_a_file_become_the_replacement_character(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text('{"kind": "client", "id": "c", "name": "a\\udc80b"}\n')
    write_jsonl(plan_jsonl(file, store), store)
    assert store.client("c").name == "a\ufffdb"
    assert plan_jsonl(file, store).same == {"client": 1}
    assert json.loads(file.read_text())["name"] == "a\udc80b"
