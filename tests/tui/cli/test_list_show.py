"""`clients`, `show` and `why`: the JSON is a contract, the text is for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.tui.cli.conftest import Result, Run, refused
from tests.ways import words_through
from triage.health.missing import question
from triage.limits import DEFAULT

CHANGE = {"cause": "1", "essence": "2", "style": "1"}
FACTS = {
    "rate_28d",
    "floor",
    "hours_28d",
    "overdue",
    "usually_pays_days",
    "last_contact",
    "income_share_180d",
}
FLAG = {"code", "severity", "reason", "limit", "source", "since", "change", "evidence"}
CLIENT = {
    *("id", "name", "state", "health", "flags", "unknown", "accepted", "pay_risk", "facts"),
    *("step", "next_action"),
}


@pytest.fixture
def creeping(done: Run, north: str, prepared: Any) -> str:
    """Northlake with an invoice, hours and five unpaid changes."""
    prepared("creeping", lambda: fill(done))
    return north


def fill(done: Run) -> None:
    done("record", "invoice", "i1", "client=north", "issued=2026-01-05", "due=2026-01-19",
         "amount=300", "number=26-1")  # fmt: skip
    done("record", "payment", "p1", "invoice=i1", "on=2026-01-14", "amount=300")
    done("record", "time", "t1", "client=north", "on=2026-03-04", "minutes=6:10", "text=Menu")
    for n in range(5):
        done("record", "event", f"e{n}", "client=north", f"on=2026-03-0{n + 1}", "what=request",
             "outcome=absorbed")  # fmt: skip


def test_a_client_in_json(done: Run, creeping: str) -> None:
    listed = done("clients", "--json").json
    assert list(listed) == ["as_of", "clients"]
    assert listed["as_of"] == "2026-03-13"
    (client,) = listed["clients"]
    assert set(client) == CLIENT
    assert (client["id"], client["name"]) == (creeping, "Northlake Foods")
    assert (client["state"], client["health"]) == ("active", "act")
    (flag,) = client["flags"]
    assert set(flag) == FLAG
    assert (flag["code"], flag["severity"], flag["change"]) == ("SCOPE_CREEP", 3, None)
    assert (flag["since"], flag["evidence"]) == ("2026-03-03", ["e0", "e1", "e2", "e3", "e4"])
    assert "5" in flag["reason"] and flag["limit"] and flag["source"]
    assert client["facts"] == {
        **{"rate_28d": "75.00", "floor": "50.00", "hours_28d": 6.17, "overdue": "0.00"},
        **{"usually_pays_days": 9, "last_contact": None, "income_share_180d": 1.0},
    }
    assert client["pay_risk"] == {
        **{"score": pytest.approx(0.45 / 4), "bad": 0, "late": 0, "disputed": 0, "seen": 1},
    }
    assert [m["fact"] for m in client["unknown"]] == ["contact", "energy"]
    assert all(set(m) == {"fact", "question"} and m["question"] for m in client["unknown"])
    assert (client["accepted"], client["step"]) == ([], None)
    assert set(client["next_action"]) == {"text", "due"}
    assert client["next_action"]["due"] == "2026-03-13"


def test_a_client_of_whom_nothing_is_known(done: Run) -> None:
    done("add", "Quay & Sons")
    (client,) = done("clients", "--json").json["clients"]
    assert set(client["facts"]) == FACTS
    assert client["facts"] == {
        **dict.fromkeys(FACTS),
        **{"hours_28d": 0.0, "overdue": "0.00"},
    }
    assert client["health"] == "unknown"
    assert client["pay_risk"]["score"] == 0.15
    asked = question("contact", DEFAULT, date(2026, 3, 13))
    assert client["next_action"] == {"text": asked.do, "due": None}


def test_what_is_not_tracked_is_null(done: Run, creeping: str) -> None:
    done("set", creeping, "not_tracked=hours,money")
    (client,) = done("clients", "--json").json["clients"]
    assert (client["facts"]["hours_28d"], client["facts"]["overdue"]) == (None, None)
    assert "hours: not tracked, your choice" in done("show", creeping).out


def test_a_running_step_and_its_action(done: Run, creeping: str) -> None:
    done("decide", "north", "adapt", *words_through("adapt", CHANGE), "--take", on="2026-03-06")
    done("sent", "north", "reset_expectations", on="2026-03-07")
    (client,) = done("clients", "--json").json["clients"]
    assert client["step"] == {
        **{"code": "adapt", "entered": "2026-03-06", "review_by": "2026-03-20"},
    }
    assert client["next_action"]["due"] == "2026-03-20"
    done("record", "action", "x1", "client=north", "text=Call Rolf", "on=2026-03-06",
         "due=2026-03-12")  # fmt: skip
    assert done("show", "north", "--json").json["next_action"] == {
        **{"text": "Call Rolf", "due": "2026-03-12"},
    }


def test_changes_since_the_last_finished_review(done: Run, creeping: str) -> None:
    seen = {creeping: {"SCOPE_CREEP": {"severity": 2, "since": "2026-03-03"}}}
    done("record", "review", "r1", "on=2026-03-06", f"seen={json.dumps(seen)}")

    def change() -> Any:
        return done("clients", "--json").json["clients"][0]["flags"][0]["change"]

    assert change() is None
    done("record", "review", "r1", "finished_on=2026-03-06")
    assert change() == "worse"
    assert "worse than the last review" in done("why", "north").out
    assert (
        done("clients", "--json", on="2026-03-05").json["clients"][0]["flags"][0]["change"] is None
    )


def test_accepted_habits_are_listed(done: Run, creeping: str) -> None:
    done("record", "event", "e4", "on=2025-01-01")
    done("record", "event", "e3", "on=2025-01-01")
    quirk = [{"flag": "SCOPE_CREEP", "until": "2026-04-01", "reason": "she asks, I like it"}]
    done("set", "north", f"quirks={json.dumps(quirk)}")
    (client,) = done("clients", "--json").json["clients"]
    assert (client["flags"], client["accepted"]) == ([], quirk)
    assert "she asks, I like it" in done("show", "north").out
    assert "she asks, I like it" in done("why", "north").out


def test_the_list_is_worst_first_and_hides_who_has_ended(done: Run, creeping: str) -> None:
    done("add", "Aaron")
    done("add", "Zed")
    done("set", "zed", "closed_on=2026-01-01", "state=closed")
    lines = done("clients").out.splitlines()
    assert [line.split()[1] for line in lines[:2]] == ["act", "unknown"]
    assert "Zed" not in "".join(lines[:2])
    assert "--all" in lines[2]
    assert "ended" in done("clients", "--all").out
    names = [client["name"] for client in done("clients", "--json").json["clients"]]
    assert names == ["Northlake Foods", "Aaron", "Zed"]


def test_the_list_says_why_and_what_next(done: Run, creeping: str) -> None:
    (line,) = done("clients").out.splitlines()
    client = done("show", "north", "--json").json
    assert client["flags"][0]["reason"] in line
    assert f"{client['next_action']['text']} (today)" in line


def test_an_empty_list_says_how_to_begin(gt: Run, db: Any) -> None:
    result = gt("clients")
    assert (result.code, result.out) == (
        0,
        "No clients yet. Add one with goodterms add NAME, "
        "or import a file with goodterms import FILE.\n",
    )
    assert str(db) in result.err
    assert gt("clients", "--json").json == {"as_of": "2026-03-13", "clients": []}
    assert not db.exists()


def test_show_holds_the_client_of_the_list_and_more(done: Run, creeping: str) -> None:
    work = ["mode=fixed", "fee=4200", "start=2026-01-01", "name=Menu", "quoted_hours=60"]
    done("record", "engagement", "w1", "client=north", *work)
    done("note", "north", "She likes it short")
    details = done("show", "north", "--json").json
    listed = done("clients", "--json").json["clients"][0]
    more = {name: details.pop(name) for name in ("timeline", "engagements", "actions", "ladder")}
    assert details == listed
    assert more["engagements"] == [
        {
            **{"kind": "engagement", "id": "w1", "client": creeping, "mode": "fixed"},
            **{"start": "2026-01-01", "name": "Menu", "fee": "4200.00", "quoted_hours": 60},
        }
    ]
    assert (more["actions"], more["ladder"]) == ([], [])
    days = [line["on"] for line in more["timeline"]]
    assert days == sorted(days, reverse=True) and len(days) == 10
    assert more["timeline"][0]["text"] == "note: She likes it short"
    assert {"2026-01-14", "p1"} <= {str(v) for line in more["timeline"] for v in line.values()}


def test_show_in_words(done: Run, creeping: str) -> None:
    printed = done("show", "north").out
    for words in (
        *("Northlake Foods", "▲ act", "scope creep (act)", "since 2026-03-03", "energy not known"),
        *("75.00 EUR an hour", "floor 50.00", "usually in 9 days", "100% in the last 180 days"),
        *("2026-01-14  paid: 300.00 EUR; for 26-1", "2026-03-04  hours: 6.17 h; Menu"),
    ):
        assert words in printed


def test_the_answers_of_a_page_stand_in_their_decision(done: Run, creeping: str) -> None:
    done("decide", "north", "adapt", *words_through("adapt", CHANGE), "--take", on="2026-03-06")
    kinds = {line["kind"] for line in done("show", "north", "--json").json["timeline"]}
    assert {"answer", "decision"} <= kinds
    lines = done("show", "north").out.splitlines()
    assert not [line for line in lines if line.rstrip().endswith("answer")]


def test_the_timeline_ends_where_the_day_is(done: Run, creeping: str) -> None:
    kinds = [
        line["id"] for line in done("show", "north", "--json", on="2026-01-10").json["timeline"]
    ]
    assert kinds == ["i1"]


def test_why_shows_the_records_behind_a_flag(done: Run, creeping: str) -> None:
    reasons = done("why", "north", "--json").json
    (flag,) = reasons["flags"]
    assert set(flag) == FLAG | {"clears", "next_action", "records"}
    assert [record["id"] for record in flag["records"]] == flag["evidence"]
    assert flag["records"][0]["outcome"] == "absorbed"
    assert [m["fact"] for m in reasons["unknown"]] == ["contact", "energy"]
    printed = done("why", "north").out
    for words in (flag["reason"], flag["limit"], flag["source"], flag["clears"], "2026-03-03"):
        assert words in printed
    assert "  record:  2026-03-01 " in printed
    assert reasons["unknown"][0]["question"] in printed


def test_why_of_a_client_with_whom_all_is_well(done: Run, north: str) -> None:
    done("set", "north", "since=2026-03-01")
    assert "Nothing needs your attention." in done("why", "north").out


@pytest.mark.parametrize("command", ["show", "why"])
def test_who_is_not_there(gt: Run, north: str, command: str) -> None:
    refused(gt(command, "nobody"), "nobody")
    refused(gt(command))


def test_open_work_is_told_with_the_id_that_settles_it(done: Run, north: str) -> None:
    done("log", "north", "promise", "due=2026-03-20")
    (event,) = done("show", "north", "--json").json["timeline"]
    assert f"({event['id']})" in done("show", "north").out
    done("record", "event", event["id"], "kept_on=2026-03-13")
    assert f"({event['id']})" not in done("show", "north").out


def test_handed_over_work_stands_on_the_day_it_was_done(done: Run, north: str) -> None:
    done("record", "work_item", "w", "client=north", "text=Hand over", "due=2026-05-01")
    assert done("show", "north", "--json").json["timeline"] == []
    done("record", "work_item", "w", "done_on=2026-03-02")
    assert done("show", "north", "--json").json["timeline"][0]["on"] == "2026-03-02"


def test_at_a_terminal_the_list_fits_and_the_health_word_is_coloured(
    typed: Callable[..., Result], creeping: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    line = typed("", "clients").out
    assert line.startswith("\x1b[31m▲ act\x1b[0m  Northlake Foods")
    monkeypatch.setenv("NO_COLOR", "1")
    plain = typed("", "clients").out.rstrip("\n")
    assert "\x1b" not in plain and plain.startswith("▲ act  Northlake Foods")
    assert len(plain) <= 80 and plain.count("…") == 2
