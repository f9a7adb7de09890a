"""`log`, `note`, `energy`, `confirm` and `record`: what lands in the file."""

from __future__ import annotations

import json
import shlex
import sys
import tempfile
from pathlib import Path
from typing import Any, get_args

import pytest

from storage.errors import Locked
from tests.tui.cli.conftest import TODAY, Run, refused
from tests.ways import to_send
from triage.records import What
from tui.cli.errors import CommandRefused
from tui.cli.notes import edited


def records(done: Run, kind: str) -> list[Any]:
    """All records of a kind, without their ids and their client."""
    exported = [json.loads(line) for line in done("export", "-").out.splitlines()]
    return [
        {name: value for name, value in record.items() if name not in ("id", "kind", "client")}
        for record in exported
        if record["kind"] == kind
    ]


@pytest.mark.parametrize(
    ("words", "event"),
    [
        (["no_show"], {"what": "no_show", "tone": 0}),
        (["no-show"], {"what": "no_show", "tone": 0}),
        (["THANKS"], {"what": "thanks", "tone": 0}),
        (["rude"], {"what": "message_in", "tone": -2}),
        (["rude", "--tone", "-1"], {"what": "message_in", "tone": -1}),
        (["talked"], {"what": "call", "tone": 0}),
        (["extra"], {"what": "request", "outcome": "pending", "tone": 0}),
        (["extra-free"], {"what": "request", "outcome": "absorbed", "tone": 0}),
        (["extra_free"], {"what": "request", "outcome": "absorbed", "tone": 0}),
        (["pushy"], {"what": "false_urgent", "tone": 0}),
        (["quiet"], {"what": "message_out", "asks": True, "tone": 0}),
        (["late-night"], {"what": "after_hours", "tone": 0}),
        (["request"], {"what": "request", "outcome": "pending", "tone": 0}),
        (["request", "outcome=billed"], {"what": "request", "outcome": "billed", "tone": 0}),
        (["extra", "a logo"], {"what": "request", "outcome": "pending", "text": "a logo"}),
        (["promise", "due=2026-03-20"], {"what": "promise", "due": "2026-03-20"}),
        (["call", "--on", "2026-03-01"], {"what": "call", "on": "2026-03-01"}),
        (["call", "--on", "yesterday"], {"what": "call", "on": "2026-03-12"}),
        (["pause", "by=us", "until=2026-04-01"], {"by": "us", "until": "2026-04-01"}),
        (["call", "price=quality, she said"], {"text": "price=quality, she said"}),
        (["call", "and", "then", "who=Rolf"], {"text": "and then", "who": "Rolf"}),
        (["call", "--", "--tone it down"], {"text": "--tone it down"}),
        (["call", "--", "first", "--", "then"], {"text": "first -- then"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_log(done: Run, north: str, words: list[str], event: dict[str, Any]) -> None:
    done("log", "north", *words)
    (logged,) = records(done, "event")
    assert logged == {**logged, "on": TODAY, **event}


def test_every_event_of_the_format_can_be_logged(done: Run, north: str) -> None:
    work = ["mode=fixed", "fee=100", "start=2026-01-01"]
    done("record", "engagement", "e1", "client=north", *work)
    needed = {"promise": ["due=2026-04-01"], "our_promise": ["due=2026-04-01"], "pause": ["by=us"]}
    for what in get_args(What):
        done("log", "north", what, *needed.get(what, []))
    assert [e["what"] for e in records(done, "event")] == list(get_args(What))


def test_a_round_needs_its_engagement_when_several_are_open(gt: Run, done: Run, north: str) -> None:
    refused(gt("log", "north", "revision_round"), "engagement=ID")
    for id_ in ("e1", "e2"):
        done("record", "engagement", id_, "client=north", "mode=hourly", "start=2026-01-01")
    refused(gt("log", "north", "revision_round"), "e1", "e2")
    done("log", "north", "revision_round", "engagement=e2")
    assert records(done, "event")[0]["engagement"] == "e2"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["shrug"], "shrug"),
        ([], "what happened"),
        (["promise"], "due"),
        (["pause"], "by"),
        (["request", "outcome=free"], "outcome"),
        (["call", "--tone", "9"], "tone"),
        (["call", "--tone", "cold"], "tone"),
        (["call", "--on", "2026-13-01"], "--on"),
        (["call", "anserwed_on=2026-03-01"], "anserwed_on"),
        (["call", "--loud"], "--loud"),
        (["away", "until=2026-04-01"], "pause"),
        (["message_out", "needs_answer=yes"], "asks"),
        (["thanks", "due=2026-04-01"], "promise"),
    ],
)
def test_log_refuses(gt: Run, done: Run, north: str, words: list[str], problem: str) -> None:
    refused(gt("log", "north", *words), problem)
    assert records(done, "event") == []


def test_note_from_the_words_or_from_standard_input(done: Run, north: str) -> None:
    done("note", "north", "called", "back")
    done("note", "north", typed="first line\n\nthird: ü\n".encode())
    done("note", "north", typed="\ufeffwith a mark\r\n".encode())
    assert [note["text"] for note in records(done, "note")] == [
        "called back",
        "first line\n\nthird: ü",
        "with a mark",
    ]


def test_note_refuses_what_is_no_text(gt: Run, done: Run, north: str) -> None:
    refused(gt("note", "north"), "empty")
    refused(gt("note", "north", "  "), "empty")
    refused(gt("note", "north", typed=b"\xff\xfe\x00caf\xe9"), "UTF-8")
    assert records(done, "note") == []


def test_energy(gt: Run, done: Run, north: str) -> None:
    done("energy", "north", "2")
    assert records(done, "energy") == [{"on": TODAY, "mark": 2}]
    assert "lower one counts" in done("energy", "north", "4").out
    for mark in ("0", "6", "glad", "-1"):
        refused(gt("energy", "north", mark), "mark")
    assert len(records(done, "energy")) == 2


def test_confirm_holds_ninety_days_at_most(gt: Run, done: Run, north: str) -> None:
    done("confirm", "north", "money", "nothing", "to bill yet")
    done("confirm", "north", "hours", "--until", "2026-03-20")
    assert records(done, "confirmed") == [
        {"on": TODAY, "fact": "money", "until": "2026-06-11", "text": "nothing to bill yet"},
        {"on": TODAY, "fact": "hours", "until": "2026-03-20"},
    ]
    refused(gt("confirm", "north", "money", "--until", "2026-06-12"), "90 days", "2026-06-11")
    refused(gt("confirm", "north", "money", "--until", "2026-03-12"), "2026-03-13")
    refused(gt("confirm", "north", "weather"), "weather")
    assert len(records(done, "confirmed")) == 2


def test_record_adds_with_an_id_of_its_own_or_the_given_one(done: Run, north: str) -> None:
    made = done("record", "invoice", "client=north", "issued=2026-03-01", "due=2026-03-15",
                "amount=2100", "number=2026-08").out.strip()  # fmt: skip
    paid = ["on=2026-03-10", "amount=-5.50"]
    assert done("record", "payment", "p1", f"invoice={made}", *paid).out == "p1\n"
    (invoice,) = records(done, "invoice")
    assert invoice == {
        **{"issued": "2026-03-01", "due": "2026-03-15", "amount": "2100.00", "number": "2026-08"},
        **{"due_assumed": False, "state": "sent"},
    }
    assert records(done, "payment") == [
        {"invoice": made, "on": "2026-03-10", "amount": "-5.50"},
    ]


def test_record_changes_only_the_named_fields(done: Run, north: str) -> None:
    done("record", "event", "e1", "client=north", "on=2026-03-01", "what=promise",
         "due=2026-03-10", "text=soon")  # fmt: skip
    done("record", "event", "e1", "kept_on=2026-03-09")
    assert records(done, "event")[0]["kept_on"] == "2026-03-09"
    done("record", "event", "e1", "kept_on=", "text=")
    assert records(done, "event") == [
        {"on": "2026-03-01", "what": "promise", "tone": 0, "due": "2026-03-10"}
    ]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["thing", "a=b"], "thing"),
        (["invoice"], "fields"),
        (["invoice", "i1"], "fields"),
        (["invoice", "issued=2026-03-01"], "client"),
        (["invoice", "i9", "state=void"], "client"),
        (["invoice", "client=nobody", "issued=2026-03-01"], "nobody"),
        (["payment", "invoice=i9", "on=2026-03-01", "amount=1"], "i9"),
        (["invoice", "client=north", "isued=2026-03-01"], "isued"),
        (["engagement", "client=north", "mode=fixed", "start=2026-01-01"], "fee"),
        (["time", "client=north", "on=2026-01-01", "minutes=-5"], "minutes"),
        (["plan", "client=north", "agreed=2026-01-01", "invoices=", "instalments=[]"], "inst"),
        (["event", "client=north", "on=2026-01-01", "what=promise"], "due"),
        (["watch_rule", "on=2026-01-01", "sentence=x", "when=rm -rf"], "rm -rf"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_record_refuses(gt: Run, north: str, words: list[str], problem: str) -> None:
    refused(gt("record", *words), problem)


def test_money_keeps_to_its_currency(gt: Run, done: Run) -> None:
    done("add", "Tokyo", "--currency", "JPY")
    bill = ["record", "invoice", "client=tokyo", "issued=2026-03-01", "due=2026-03-15"]
    refused(gt(*bill, "amount=100.50"), "amount")
    done(*bill, "amount=100")
    assert records(done, "invoice")[0]["amount"] == "100"


def test_everything_is_dated_with_the_day_of_the_run(done: Run, north: str) -> None:
    done("log", "north", "call", on="2025-01-02")
    done("note", "north", "x", on="2025-01-03")
    done("energy", "north", "3", on="2025-01-04")
    done("confirm", "north", "money", on="2025-01-05")
    days = [records(done, kind)[0]["on"] for kind in ("event", "note", "energy", "confirmed")]
    assert days == ["2025-01-02", "2025-01-03", "2025-01-04", "2025-01-05"]


def test_an_editor_writes_the_note(tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text("import sys; open(sys.argv[1], 'w').write('two\\nlines\\n')")
    with edited(f"{sys.executable} {script}") as text:
        assert text == "two\nlines"


@pytest.mark.parametrize(
    ("editor", "says"),
    [
        ("false", "ended with 1"),
        ("no-such-editor-anywhere", "EDITOR"),
        ('vim "open', "EDITOR"),
    ],
)
def test_an_editor_that_fails_saves_nothing(editor: str, says: str) -> None:
    with pytest.raises(CommandRefused, match=says), edited(editor):
        pass


@pytest.mark.parametrize(
    ("write", "then"),
    [
        ("b'my words'", "sys.exit(1)"),
        ("b'my w\\xf6rds'", ""),
        ("b'my words'", "# the save fails"),
    ],
)
def test_what_was_written_in_an_editor_is_kept_until_it_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, write: str, then: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    script = tmp_path / "editor.py"
    script.write_text(f"import sys\nopen(sys.argv[1], 'wb').write({write})\n{then}\n")
    with pytest.raises((CommandRefused, Locked)), edited(f"{sys.executable} {script}"):
        raise Locked("in use")
    (kept,) = tmp_path.glob("goodterms-*.txt")
    assert kept.read_bytes().startswith(b"my w")
    assert str(kept) in capsys.readouterr().err


def test_a_complaint_settled_is_asked_about_the_day_after_once(done: Run, north: str) -> None:
    done("log", "north", "message_in", "the price is wrong", "complaint=true")
    (complaint,) = [
        json.loads(line) for line in done("export", "-").out.splitlines() if "wrong" in line
    ]
    for _ in range(2):
        done("record", "event", complaint["id"], f"solved_on={TODAY}")
    due = [(action["text"], action["due"]) for action in records(done, "action")]
    assert due == [(to_send("next_day_followup"), "2026-03-14")]
    done("undo")
    assert records(done, "action") == []


def test_a_hard_talk_is_followed_up_and_said_so(done: Run, north: str) -> None:
    printed = done("log", "north", "call", "--tone", "-1").out
    assert printed.endswith(f"Tomorrow: {to_send('next_day_followup').lower()}\n")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("message_in", "they wrote"),
        ("rude", "rude or abusive"),
        ("Rude", "rude or abusive"),
        ("late_night", "outside working hours"),
        ("Extra_Free", "extra work done for free"),
        ("NO-SHOW", "no-show"),
        ("terms_agreed", "terms agreed"),
        ("Terms-Agreed", "terms agreed"),
    ],
)
def test_what_was_logged_is_said_as_the_screens_say_it(
    done: Run, north: str, name: str, words: str
) -> None:
    said = done("log", "north", name).out
    (event,) = records(done, "event")
    assert words in said and event["what"] not in said and said.rstrip().endswith(")")
    undone = done("undo").out
    assert words in undone and event["what"] not in undone


def test_the_last_day_goes_with_the_notice(done: Run, gt: Run, north: str) -> None:
    """Logged with it as a field, or refused where it would change nothing, with the way."""
    done("log", "north", "leaving", "They stop", "until=2026-12-31")
    assert "last day 31 December" in done("clients").out
    done("undo")
    done("log", "north", "leaving", "They stop")
    refusal = gt("set", "north", "closed_on=2026-12-31")
    assert refusal.code == 2
    way = shlex.split(refusal.err.partition("goodterms ")[2])
    assert "text=They stop; last day 31 December 2026" in way, "their own words are kept"
    done(*way)
    assert "last day 31 December" in done("clients").out
    done("set", "north", "closed_on=2026-03-13")


def test_a_last_day_is_no_matter_of_a_notice_where_there_is_none_now(
    done: Run, gt: Run, north: str
) -> None:
    assert gt("set", "north", "closed_on=2026-12-31").code == 0
    done("undo")
    done("log", "north", "leaving", "They stop", "--on", "2025-03-01")
    done("log", "north", "leaving", "They stop after all", "--on", "2026-03-01")
    assert "They stop after all" in gt("set", "north", "closed_on=2026-12-31").err
    gt("set", "north", "closed_on=2026-03-09", "state=closed")
    assert gt("set", "north", "closed_on=2027-01-31").code == 0
    gt("set", "north", "state=returned", "returned_on=2026-03-10", "closed_on=")
    assert gt("set", "north", "closed_on=2026-12-31").code == 0
