"""The rest of the sample year: what the six stories do not show."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from storage.demo.life import FRI, MON, THU, TUE, Life
from triage.records import Client, Contract


def films(today: date) -> Life:
    """Something unsafe happened; everything else steps back."""
    life = Life(
        today,
        Client(
            id="films", name="Ostwind Films", contact="Kai", rate=Decimal(85), floor=Decimal(60)
        ),
    )
    life.is_now(since=life.day(-30, MON))
    life.worked(-24, [6, 4, 8, 6] * 6, text="Subtitles")
    for week in range(-21, 0, 5):
        life.billed((week, FRI), "2550.00", paid_after=12)
    life.met(-24, -12, -4)
    life.felt(-10, [4, 4, 3, 3, 4, 3, 3, 3, 2, 3])
    life.happened(0, TUE, "incident", "Shouted on the phone that he would come by", type="threat")
    life.noted(0, TUE, "I told Mira next door. I do not want to be alone with him.")
    return life


def fjord(today: date) -> Life:
    """A question that nobody answers."""
    life = Life(
        today,
        Client(
            id="fjord",
            name="Fjord Analytics",
            contact="Liv",
            rate=Decimal(90),
            floor=Decimal(65),
            country="NO",
            contract=Contract(written=True, notice_days=14),
        ),
    )
    life.is_now(since=life.day(-50, MON))
    life.worked(-46, [4, 6, 5, 7] * 11 + [5, 4, 5], text="Dashboards")
    for week in range(-44, 0, 4):
        life.billed((week, FRI), "1980.00", paid_after=13)
    life.met(-40, -28, -16, -8, -3)
    life.happened(-2, THU, "message_out", "Which figures for the board?", asks=True)
    life.felt(-20, [4, 4, 5, 4, 3] * 4 + [4])
    return life


def quay(today: date) -> Life:
    """Nothing wrong that is known; too little is known."""
    life = Life(
        today,
        Client(
            id="quay", name="Quay & Sons", contact="Mr Quay", rate=Decimal(60), floor=Decimal(45)
        ),
    )
    life.is_now(since=life.day(-70, MON))
    life.worked(-40, [2, 3, 2, 2] * 10 + [2], text="Site care")
    for week in range(-36, 0, 8):
        life.billed((week, FRI), "1080.00", paid_after=20)
    life.met(-36, -20, -11)
    life.felt(-12, [3] * 13)
    return life


def dental(today: date) -> Life:
    """Pays early, says thank you, sends others."""
    life = Life(
        today,
        Client(
            id="dental",
            name="Lumen Dental",
            contact="Dr Amara",
            rate=Decimal(80),
            floor=Decimal(50),
            contract=Contract(written=True, notice_days=30, rights_on_payment=True),
        ),
    )
    start = life.day(-60, MON)
    life.is_now(since=start)
    care = life.agreed(start, mode="retainer", name="Site and leaflets", fee=Decimal(900))
    life.worked(-48, [2.5, 3, 2, 3] * 12 + [2.5], text="Site and leaflets", engagement=care)
    for week in range(-46, 1, 4):
        life.billed((week, MON), "900.00", paid_after=6)
    life.met(-40, -30, -20, -10, -1)
    life.happened(-15, TUE, "referral", "Sent us the orchard school", tone=2)
    life.happened(-6, THU, "thanks", "Our patients read it", tone=2)
    life.felt(-20, [5, 4, 5] * 7)
    return life


def school(today: date) -> Life:
    """Two weeks old: only the terms need to be known."""
    life = Life(
        today,
        Client(
            id="school",
            name="Orchard School",
            contact="Mrs Ng",
            rate=Decimal(65),
            floor=Decimal(50),
            linked=("dental",),
        ),
    )
    start = life.day(-2, MON)
    life.is_now(since=start)
    life.agreed(start, mode="fixed", name="Open day leaflets", fee=Decimal(1950), quoted_hours=30)
    life.worked(-2, [6, 5, 7], text="Open day leaflets", engagement="school-engagement-1")
    life.met(-2, -1)
    return life


def verlag(today: date) -> Life:
    """Rests until the next season, by agreement."""
    life = Life(
        today,
        Client(
            id="verlag",
            name="Hafen Verlag",
            contact="Frau Sund",
            rate=Decimal(70),
            floor=Decimal(50),
            state="paused",
            season=(6, 7, 8, 9),
        ),
    )
    life.is_now(since=life.day(-120, MON))
    life.worked(-42, [9, 10, 8, 10, 9, 11, 10, 8, 9, 10, 6, 3], text="Autumn titles")
    for week in range(-39, -28, 4):
        life.billed((week, FRI), "2520.00", paid_after=21)
    life.met(-42, -36, -31)
    life.happened(
        -30, FRI, "pause", "Until the next list is ready", by="them", until=_summer(today)
    )
    return life


def kestrel(today: date) -> Life:
    """Ended well half a year ago."""
    life = Life(
        today,
        Client(
            id="kestrel",
            name="Kestrel Maps",
            contact="Owen",
            rate=Decimal(60),
            floor=Decimal(50),
            currency="GBP",
            country="GB",
            state="left_well",
            ended_by="mutual",
        ),
    )
    life.is_now(since=life.day(-110, MON), closed_on=life.day(-26, FRI))
    life.worked(-50, [4, 5, 4, 5] * 6, text="Trail maps")
    for week in range(-48, -26, 4):
        life.billed((week, FRI), "1080.00", paid_after=14)
    life.met(-48, -38, -27)
    life.noted(-26, FRI, "A good end. Owen trains his own people now.")
    return life


def _summer(today: date) -> date:
    june = date(today.year, 6, 1)
    return june if june > today + timedelta(days=14) else date(today.year + 1, 6, 1)


OTHERS = (films, fjord, quay, dental, school, verlag, kestrel)
