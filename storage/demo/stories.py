"""Six lives: steady, taught, short of cash, hard, leaving, friend."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from storage.demo.life import FRI, MON, THU, TUE, WED, Life
from triage.records import Client, Contract


def bindery(today: date) -> Life:
    """A steady client who is not perfect, and green all the same."""
    life = Life(
        today,
        Client(
            id="bindery",
            name="Control Bindery",
            contact="Ines",
            rate=Decimal(70),
            floor=Decimal(50),
            country="PT",
        ),
    )
    life.is_now(since=life.day(-43, TUE))
    life.worked(-43, [5] * 44, text="Catalogue and price lists")
    life.worked(-43, [0.5] * 44, "admin", text="Mail and planning")
    for week in range(-42, 1, 4):
        life.billed((week, FRI), "1400.00", paid_after=13)
    life.met(*range(-42, 1, 4))
    life.felt(-20, [4] * 21)
    life.happened(-7, TUE, "message_in", "Curt mail about the proof", tone=-1)
    life.happened(-6, TUE, "request", "Second colour test", outcome="absorbed")
    life.happened(-2, TUE, "after_hours", "Sunday question about paper")
    life.happened(-12, THU, "thanks", "Thanked for the fast reprint", tone=1)
    life.noted(-12, FRI, "Ines wants the spring catalogue earlier next year.")
    return life


def bakery(today: date) -> Life:
    """A new client whose small extras grew, and who learnt to use a change form."""
    life = Life(
        today,
        Client(
            id="bakery",
            name="Marta Bakery",
            contact="Marta",
            rate=Decimal(70),
            floor=Decimal(50),
        ),
    )
    start = life.day(-10, MON)
    life.is_now(since=start)
    site = life.agreed(
        start,
        mode="fixed",
        name="Bakery site",
        fee=Decimal(4200),
        quoted_hours=60,
        end=life.day(-1, FRI),
    )
    life.worked(-10, [8, 9, 8, 7, 6, 6, 6, 5, 4, 1], text="Bakery site", engagement=site)
    life.worked(-9, [1.5, 3, 2, 2], "oos", text="Small extras", engagement=site)
    absorbed = [(-9, TUE), (-8, TUE), (-8, WED), (-7, TUE), (-6, TUE), (-6, WED)]
    for week, weekday in absorbed:
        life.happened(week, weekday, "request", "One more little thing", outcome="absorbed")
    for week in (-5, -4):
        life.happened(week, TUE, "request", "Change form: order page", outcome="billed")
    for week, weekday in ((-8, MON), (-8, TUE), (-7, MON), (-7, TUE), (-6, MON)):
        life.happened(week, weekday, "after_hours", "Called late in the evening")
    life.billed((-10, MON), "2100.00", paid_after=10)
    life.billed((-4, FRI), "210.00", paid_after=7)
    life.billed((-1, FRI), "2100.00", paid_after=7)
    life.met(-10, -6, -2)
    life.felt(-10, [4] * 11)
    life.happened(-1, FRI, "thanks", "Cake for the launch", tone=2)
    life.noted(-8, FRI, "She was burned by her last web person: every change took weeks.")
    return life


def brandt(today: date) -> Life:
    """Good work, good people, and less and less cash."""
    life = Life(
        today,
        Client(
            id="brandt",
            name="Brandt Cooling",
            contact="Jule Brandt",
            rate=Decimal(80),
            floor=Decimal(55),
            country="DE",
            contract=Contract(written=True, notice_days=30, pause_clause=True, pause_notice_days=3),
        ),
    )
    life.is_now(since=life.day(-66, MON))
    life.worked(-30, [8] * 20, text="Service manuals")
    life.worked(-10, [10] * 11, text="Service manuals")
    for week in range(-28, -16, 4):
        life.billed((week, FRI), "2560.00", paid_after=15)
    life.billed((-16, WED), "3200.00", paid_after=14)
    life.billed((-7, FRI), "3200.00", paid_after=25)
    life.billed((-3, FRI), "3200.00", paid=[((0, FRI), "1200.00")])
    life.happened(0, WED, "terms_ask", "Asks for 60 days instead of 14")
    life.happened(-1, THU, "cash_short", "Two of their own customers have not paid")
    life.met(-26, -18, -10, -6, -2)
    life.felt(-16, [4] * 15 + [3, 3])
    life.noted(-1, THU, "Jule sounded tired. She says she wants to pay.")
    return life


def northlake(today: date) -> Life:
    """Always paid on time, and hard to bear since the new manager came."""
    life = Life(
        today,
        Client(
            id="northlake",
            name="Northlake Foods",
            contact="Rolf",
            contacts=("Dana",),
            rate=Decimal(75),
            floor=Decimal(50),
            payment_days=30,
            contract=Contract(written=True, notice_days=28, notice_form="letter"),
        ),
    )
    start = life.day(-118, THU)
    life.is_now(since=start)
    letter = life.agreed(start, mode="retainer", name="Newsletter", fee=Decimal(1800))
    life.worked(-44, [5.5] * 45, text="Newsletter", engagement=letter)
    for week in range(-42, 1, 4):
        life.billed((week, MON), "1800.00", paid_after=30)
    life.happened(-9, MON, "new_person", "Rolf takes over from Dana", role="manager", who="Rolf")
    life.happened(-8, WED, "intro_talk", "Half an hour with Rolf")
    hard = [
        (-7, THU, -1),
        (-6, TUE, -1),
        (-5, THU, -2),
        (-3, WED, -1),
        (-2, TUE, -2),
        (-1, THU, -1),
    ]
    said = {
        -1: "Is this really so difficult?",
        -2: "Even my nephew would manage this",
    }
    for week, weekday, tone in hard:
        life.happened(week, weekday, "message_in", said[tone], tone=tone, who="Rolf")
    life.felt(-20, [5, 4, 4, 5, 4, 4, 4, 4, 4, 4, 4, 4, 3, 3, 2, 2, 3, 2, 2, 2, 2])
    life.happened(-20, WED, "thanks", "Dana: best open rate so far", tone=2, who="Dana")
    life.noted(-5, FRI, "I put off opening his mail until the evening. That is new.")
    return life


def shelter(today: date) -> Life:
    """Leaves because the grant is gone; nobody's fault, and the door stays open."""
    life = Life(
        today,
        Client(
            id="shelter",
            name="Noor Shelter",
            contact="Noor",
            rate=Decimal(65),
            floor=Decimal(50),
            payment_days=30,
            state="left_well",
            ended_by="them",
            tags=("nonprofit",),
        ),
    )
    life.is_now(since=life.day(-82, FRI), closed_on=life.day(0, FRI))
    life.worked(-40, [6] * 38, text="Reports for donors")
    life.worked(-2, [4, 4, 4], text="Handover")
    for week in range(-39, -6, 4):
        life.billed((week, FRI), "1560.00", paid_after=26)
    life.billed((-3, FRI), "1560.00", paid_after=21)
    life.happened(-4, TUE, "leave_sign", "Their grant may be cut", sign="budget_cut")
    life.happened(
        -3, TUE, "leaving", "The grant is gone; they stop in three weeks", reason="control"
    )
    life.met(-38, -26, -14, -6, -2)
    life.felt(-20, [4] * 21)
    life.happened(-1, WED, "thanks", "A card from everybody there", tone=2)
    life.noted(0, FRI, "Ask Noor in three months how they are. No offer.")
    return life


def theatre(today: date) -> Life:
    """A friend who stopped being a paying client, and a gift with a cap."""
    life = Life(
        today,
        Client(
            id="theatre",
            name="Tomas Theatre",
            contact="Tomas",
            rate=Decimal(60),
            floor=Decimal(45),
            tie="friend",
        ),
    )
    life.is_now(since=life.day(-160, MON))
    life.worked(-45, [3] * 12, text="Season programme")
    life.billed((-33, FRI), "2160.00", paid_after=12)
    life.worked(-10, [5, 5, 5, 4, 4, 4, 4, 4, 0.5, 0.5, 0.5], "free", text="Posters and site")
    life.happened(-5, THU, "price_ask", "Can it stay free until autumn?")
    life.felt(-10, [2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4])
    life.noted(-3, FRI, "We said it out loud: two and a half hours a month, until summer.")
    return life


STORIES = (bindery, bakery, brandt, northlake, shelter, theatre)
