"""The lives. The truth of each was written down before the program was asked.

A trouble begins in the week in which a friend who reads the records would say so, and must be shown
by the named week; where there is no trouble, nobody may be alarmed for more than two weeks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from tests.triage.own_lives.year import Year, friday, monday


@dataclass(frozen=True)
class Trouble:
    """`flags`: any of these says it. It lasts up to the week `last`, or to the end."""

    begins: int
    shown_by: int
    flags: frozenset[str]
    last: int | None = None

    def lasts_in(self, week: int) -> bool:
        return self.begins <= week and (self.last is None or week <= self.last)


@dataclass(frozen=True)
class OwnLife:
    story: str
    year: Year
    weeks: int
    trouble: Trouble | None = None
    whatever: Mapping[str, range] = field(default_factory=dict)
    """Flags that may stand in these weeks without being right or wrong."""


def trouble(begins: int, shown_by: int, *flags: str, last: int | None = None) -> Trouble:
    return Trouble(begins, shown_by, frozenset(flags), last)


def _slow_fade() -> Year:
    year = Year().event("meeting", *range(0, 52, 3)).felt(range(0, 52, 4), 4)
    for week in range(-30, 52):
        hours = 10.0 if week < 4 else max(1.0, 10 - (week - 4) * 0.3)
        year.work([week], hours)
        if week % 4 == 3:
            year.billed([week], round(hours * 300))
    return year


def _sliding_payer() -> Year:
    year = Year().work(range(0, 48), 6).event("meeting", *range(0, 48, 3)).felt(range(0, 48, 4), 4)
    for number, late in enumerate((0, 0, 1, 8, 19, 25, 33, 40, 45)):
        year.billed([3 + 4 * number], 1800, late)
    return year


def _quarters() -> Year:
    year = Year().event("call", *range(-52, 52, 6)).felt(range(0, 52, 4), 4)
    for first in range(-52, 52, 13):
        year.work([first, first + 1], 12)
        year.billed([first + 2], 1800)
    return year


def _garden_centre() -> Year:
    year = Year().facts(season=(3, 4, 5, 6, 7, 8, 9, 10))
    for week in range(-44, 60):
        if 3 <= monday(week).month <= 10:
            year.work([week], 7)
            if week % 4 == 0:
                year.billed([week], 2100)
    return year.event("call", *range(-44, 60, 6)).felt(range(0, 60, 4), 4)


def _two_projects() -> Year:
    year = Year()
    year.agreed(week=-20, end=friday(16), name="Site")
    year.agreed(week=24, name="Shop")
    year.ordinary(range(-20, 17)).event("call", 19, 22).felt([18, 22], 4)
    return year.ordinary(range(24, 44))


LIVES: Mapping[str, OwnLife] = {
    # --- trouble --------------------------------------------------------------------------
    "just_one_small_thing": OwnLife(
        "Every call ends with one more little change, and none of them is paid.",
        Year().ordinary(range(0, 40)).event("request", 20, 21, 22, 23, 24, 25, outcome="absorbed"),
        40,
        trouble(20, 23, "SCOPE_CREEP", last=27),
    ),
    "the_sliding_payer": OwnLife(
        "The agency paid on the day; each bill since takes a little longer.",
        _sliding_payer(),
        44,
        trouble(19, 22, "PAY_LATE", "PAY_RISK"),
        {"PAY_LATE": range(0, 44), "EXPOSURE": range(18, 44), "LIQUIDITY": range(20, 44)},
    ),
    "every_sunday": OwnLife(
        "A question each Sunday evening, never two in a week, for half a year.",
        Year().ordinary(range(0, 44)).event("after_hours", *range(8, 40), day=6),
        44,
        trouble(9, 15, "BOUNDARY", last=40),
    ),
    "drop_by_drop": OwnLife(
        "Ten hours a week become one, so slowly that nobody says a word.",
        _slow_fade(),
        50,
        trouble(16, 30, "FADING"),
    ),
    "the_haggler": OwnLife(
        "He asks for a lower price at each renewal and gets it each time.",
        Year()
        .ordinary(range(0, 52))
        .event("price_ask", 6, 20, 36)
        .event("terms_agreed", 7, 21, 37),
        52,
        trouble(36, 36, "PRICE_PRESSURE"),
    ),
    "insult_and_flowers": OwnLife(
        "A message that hurts, an apology with flowers, and a month later the next one.",
        Year()
        .ordinary(range(0, 40))
        .event("message_in", 14, tone=-2, text="my nephew does this better")
        .event("thanks", 15)
        .event("message_in", 19, tone=-2, text="are you stupid"),
        40,
        trouble(14, 14, "DISRESPECT", last=32),
    ),
    "the_vanishing": OwnLife(
        "The draft went out, a question with it; since then nothing.",
        Year()
        .ordinary(range(0, 20))
        .event("message_out", 20, day=0, asks=True)
        .work(range(20, 22), 3),
        26,
        trouble(21, 22, "SILENT"),
        {"FADING": range(22, 26)},
    ),
    "the_new_manager": OwnLife(
        "The contact of years leaves, and her successor has no time to meet.",
        Year().ordinary(range(0, 16)).work(range(16, 26), 6).event("new_person", 15, who="Kim"),
        26,
        trouble(15, 16, "CHANGE_OF_HANDS"),
        {"EXPOSURE": range(20, 26)},
    ),
    "running_out_of_money": OwnLife(
        "The start-up asks for more time, then says that the round has not closed.",
        Year()
        .ordinary(range(0, 28))
        .work(range(28, 36), 6)
        .event("terms_ask", 28)
        .event("cash_short", 30),
        36,
        trouble(28, 30, "LIQUIDITY"),
    ),
    "double_the_work": OwnLife(
        "A fixed price for forty hours; by spring it has been seventy.",
        Year()
        .agreed("fixed", week=0, fee=Decimal(3000), quoted_hours=40)
        .work(range(0, 18), 4, engagement="engagement0")
        .event("meeting", *range(0, 18, 3))
        .felt(range(0, 18, 4), 4)
        .billed([0], 1500),
        18,
        trouble(12, 13, "SCOPE_CREEP", "RATE_FLOOR"),
    ),
    "the_dread": OwnLife(
        "Nothing is wrong on paper, but the stomach turns when they write.",
        Year()
        .ordinary(range(0, 16))
        .work(range(16, 32), 6)
        .event("meeting", *range(16, 32, 3))
        .billed(range(19, 32, 4), 1800)
        .felt(range(18, 31, 2), 2),
        32,
        trouble(18, 22, "DRAIN"),
    ),
    "never_sent_the_bill": OwnLife(
        "Friends of friends: the work goes on, and somehow no invoice is written.",
        Year()
        .ordinary(range(0, 12))
        .work(range(12, 34), 6)
        .event("meeting", *range(12, 34, 3))
        .felt(range(12, 34, 4), 4),
        34,
        trouble(20, 24, "EXPOSURE"),
    ),
    "nobody_on_the_call": OwnLife(
        "The third call in a month for which nobody turns up.",
        Year().ordinary(range(0, 30)).event("no_show", 18, 20, 22),
        30,
        trouble(20, 20, "BOUNDARY", last=24),
    ),
    "half_of_it_free": OwnLife(
        "Meetings, chasing and fixes eat as many hours as the work itself.",
        Year().ordinary(range(0, 36)).work(range(12, 36), 6, work="admin"),
        36,
        trouble(13, 16, "UNBILLED_SHARE", "RATE_FLOOR"),
    ),
    "a_bad_review_for_you": OwnLife(
        "He will tell everybody online unless the work is redone for nothing.",
        Year().ordinary(range(0, 20)).event("incident", 15, type="threat"),
        20,
        trouble(15, 15, "SAFETY"),
    ),
    # --- decent people --------------------------------------------------------------------
    "as_it_should_be": OwnLife(
        "Six hours a week, paid on the day, a talk every third week.",
        Year().ordinary(range(0, 52)),
        52,
    ),
    "closed_in_august": OwnLife(
        "The firm closes for August, as every year, and says so in June.",
        Year()
        .ordinary(range(-52, 30))
        .event("message_out", 29, asks=True)
        .event("pause", 30, day=0, by="them", until=friday(34), reason_to_wait="holiday")
        .ordinary(range(35, 48)),
        48,
    ),
    "an_operation": OwnLife(
        "She is ill for six weeks, writes so, and comes back.",
        Year()
        .ordinary(range(0, 20))
        .event("message_in", 19, reason_to_wait="illness", text="They will operate on Monday.")
        .event("pause", 20, day=0, by="them", until=friday(25), reason_to_wait="illness")
        .ordinary(range(26, 44)),
        44,
    ),
    "the_garden_centre": OwnLife(
        "From March to October every week, in winter nothing at all.", _garden_centre(), 60
    ),
    "four_times_a_year": OwnLife(
        "A report each quarter, two weeks of work, and quiet in between.", _quarters(), 50
    ),
    "the_town_hall": OwnLife(
        "Pays every bill nine days late, and every bill in full.",
        Year()
        .facts(pay_grace_days=14)
        .work(range(0, 48), 6)
        .billed(range(3, 44, 4), 1800, 9)
        .event("meeting", *range(0, 48, 3))
        .felt(range(0, 48, 4), 4),
        46,
    ),
    "a_new_contact_who_calls": OwnLife(
        "The contact changes, and the new one calls in her first week.",
        Year().ordinary(range(0, 40)).event("new_person", 20, who="Ana").event("intro_talk", 21),
        40,
    ),
    "a_complaint_made_good": OwnLife(
        "Something was wrong, she said so, it was mended the next day.",
        Year()
        .ordinary(range(0, 30))
        .event("message_in", 16, complaint=True, solved_on=monday(16) + timedelta(days=3), tone=-1)
        .event("thanks", 17),
        30,
    ),
    "bank_charges": OwnLife(
        "Abroad: each payment arrives a few euros short.",
        Year()
        .work(range(0, 40), 6)
        .billed(range(3, 40, 4), 1800, paid=False)
        .paid(0, 6, "1795.00")
        .paid(1, 10, "1795.00")
        .paid(2, 14, "1795.00")
        .paid(3, 18, "1795.00")
        .paid(4, 22, "1795.00")
        .paid(5, 26, "1795.00")
        .paid(6, 30, "1795.00")
        .paid(7, 34, "1795.00")
        .paid(8, 38, "1795.00")
        .event("meeting", *range(0, 40, 3))
        .felt(range(0, 40, 4), 4),
        38,
    ),
    "one_late_bill": OwnLife(
        "Two years of punctual payments; one bill was lost in the post.",
        Year().ordinary(range(-60, 20)).billed([20], 1800, 16).ordinary(range(20, 44)),
        44,
        whatever={"PAY_LATE": range(22, 26)},
    ),
    "the_next_project": OwnLife(
        "The site is done in May, the shop begins in July.", _two_projects(), 42
    ),
    "asked_once": OwnLife(
        "A hard spring: she asks for a discount once and takes the answer well.",
        Year().ordinary(range(0, 40)).event("price_ask", 14).event("terms_agreed", 15),
        40,
    ),
    "a_busy_fortnight": OwnLife(
        "A launch: two weeks of calls at night, announced and paid, then calm again.",
        Year().ordinary(range(0, 40)).event("after_hours", 20, 20, 21, 21).work([20, 21], 14),
        40,
    ),
}
