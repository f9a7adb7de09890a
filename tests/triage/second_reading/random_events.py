"""Random events, tones and energy marks."""

from __future__ import annotations

from .random_dice import Dice

SMALL = ("thanks", "referral", "question_repeat", "hesitation", "check_in", "reference_request")


def _asks_and_answers(dice: Dice) -> None:
    for _ in range(dice.choice((0, 1, 3, 4, 5))):
        asked = dice.edge(6, 7, 13, 14, 23, 24, 40, 80, 120, 194, 193)
        dice.add(
            "event", on=dice.day(asked), what="message_out", asks=dice.choice((True, True, None))
        )
        if dice.often(0.75):
            what = dice.choice(("message_in", "call", "meeting"))
            answered = asked - dice.choice((0, 13, 14, 14, 14, 15, -1))
            dice.add("event", on=dice.day(answered), what=what)
    if dice.often(0.5):
        dice.add("event", on=dice.before(0, 59, 60, 30), what=dice.choice(("message_in", "call")))


def _slow_answers(dice: Dice) -> None:
    begin = dice.edge(0, 10, 100, 120)
    for n in range(dice.choice((2, 3, 3, 4))):
        answered = begin + n * dice.choice((20, 26, 30))
        dice.add("event", on=dice.day(answered), what="call")
        wait = dice.choice((13, 14, 14, 15))
        dice.add("event", on=dice.day(answered + wait), what="message_out", asks=True)


def _our_turn(dice: Dice) -> None:
    for _ in range(dice.randint(1, 3)):
        event = dice.add("event", on=dice.before(0, 1, 2, 3, 4, 5, 6, 30), what="message_in")
        if dice.often(0.7):
            event["needs_answer"] = True
            if dice.often(0.4):
                event["answered_on"] = dice.before(-1, 0, 1, 40)
        if dice.often(0.3):
            event["complaint"] = True
            if dice.often(0.5):
                event["solved_on"] = dice.before(-1, 0, 1)


def _pauses(dice: Dice) -> None:
    for _ in range(dice.choice((1, 1, 2))):
        begin = dice.edge(0, 3, 10, 30, 60, 120, 179, 180, 181, 200, 290)
        pause = dice.add("event", on=dice.day(begin), what="pause", by=dice.choice(("us", "them")))
        if dice.often(0.65):
            last = begin - dice.choice((0, 3, 10, 20, 60, -2))
            pause["until"] = dice.choice((dice.day(last), dice.before(-5, 7, 14, 56, 57, 111, 112)))


def _pushes(dice: Dice) -> None:
    kinds = ("after_hours", "false_urgent")
    for _ in range(dice.choice((2, 3, 4, 5))):
        dice.add("event", on=dice.before(0, 5, 12, 13, 14), what=dice.choice(kinds))
    if dice.often(0.4):
        for k in range(8):
            if dice.often(0.75):
                on = dice.day(7 * k + dice.choice((0, 6, 6)))
                dice.add("event", on=on, what=dice.choice(kinds))
    for _ in range(dice.choice((0, 0, 1, 2))):
        dice.add("event", on=dice.before(0, 27, 28), what="no_show")


def _tones(dice: Dice) -> None:
    whats = ("message_in", "call", "meeting", "message_out", "our_promise", "no_show", "thanks")
    for _ in range(dice.randint(1, 4)):
        what = dice.choice(whats)
        due = dice.before(3, 10) if what == "our_promise" else None
        on = dice.before(0, 10, 27, 28, 88, 89, 90)
        dice.add("event", on=on, what=what, tone=dice.choice((-2, -2, -1, -1, -1, 0, 2)), due=due)


def _price(dice: Dice) -> None:
    for _ in range(dice.choice((1, 2, 3, 4, 5))):
        dice.add("event", on=dice.before(0, 20, 54, 55, 56, 200, 363, 364), what="price_ask")
    if dice.often(0.5):
        dice.add(
            "event", on=dice.before(0, 19, 20, 21, 55, 111, 112, 167, 168), what="terms_agreed"
        )


def _distress(dice: Dice) -> None:
    for _ in range(dice.randint(1, 2)):
        dice.add("event", on=dice.before(0, 59, 60), what=dice.choice(("terms_ask", "terms_ask")))
    if dice.often(0.25):
        what = dice.choice(("cash_short", "insolvency"))
        dice.add("event", on=dice.before(0, 59, 60), what=what)
    if dice.often(0.7):
        due = dice.edge(-1, 0, 1, 58, 59, 60)
        kept_on = dice.choice((None, None, dice.day(due), dice.day(due - 1), dice.day(due + 2)))
        on = dice.day(due + dice.choice((0, 5, 20)))
        dice.add("event", on=on, what="promise", due=dice.day(due), kept_on=kept_on)


def _requests(dice: Dice, engagements: list[str]) -> None:
    for _ in range(dice.choice((2, 3, 4, 5, 6))):
        outcome = dice.choice(("absorbed", "absorbed", "pending", "billed", "declined"))
        dice.add("event", on=dice.before(0, 5, 26, 27, 28), what="request", outcome=outcome)
    for _ in range(dice.choice((0, 1, 2, 4))):
        on = dice.before(0, 28, 60)
        dice.add("event", on=on, what="revision_round", engagement=dice.choice(engagements))


def _hands(dice: Dice) -> None:
    arrived = dice.edge(0, 30, 178, 179, 180)
    role = dice.choice(("contact", "manager", "owner", "adviser"))
    dice.add("event", on=dice.day(arrived), what="new_person", role=role)
    if dice.often(0.5):
        talked = arrived - dice.choice((0, -1, 1, 20))
        dice.add("event", on=dice.day(talked), what="intro_talk")


def _signs(dice: Dice) -> None:
    if dice.often(0.5):
        sign = dice.choice(("budget_cut", "asks_files", "rival"))
        dice.add("event", on=dice.before(0, 26, 27, 28), what="leave_sign", sign=sign)
    if dice.often(0.3):
        dice.add("event", on=dice.before(0, 111, 112, 167, 168), what="terms_agreed")
    dice.add("event", on=dice.before(0, 5), what=dice.choice(SMALL))


def _incident(dice: Dice) -> None:
    closed_on = dice.choice((None, dice.before(-1, 0, 1)))
    kind = dice.choice(("threat", "harassment", "unsafe"))
    dice.add("event", on=dice.before(-1, 0, 100), what="incident", type=kind, closed_on=closed_on)


def _energy(dice: Dice) -> None:
    newest = dice.edge(0, 0, 3, 33, 34)
    count = dice.choice((1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 14))
    way = dice.choice(("low", "falling", "any", "high", "mixed"))
    for n in range(count):
        marks = {
            "low": (1, 2, 2, 2, 2, 2, 3),
            "falling": (1, 2, 2, 3, 3) if n < 4 else (3, 4, 4, 5),
            "any": (1, 2, 3, 4, 5),
            "high": (3, 4, 5),
            "mixed": (2, 2, 3),
        }[way]
        on = dice.day(newest + 7 * n)
        dice.add("energy", on=on, mark=dice.choice(marks))
        if dice.often(0.1):
            dice.add("energy", on=on, mark=dice.choice((1, 2, 3, 5)))


def add_events(dice: Dice, engagements: list[str]) -> None:
    _asks_and_answers(dice)
    if dice.often(0.85):
        _energy(dice)
    themes = (_slow_answers, _our_turn, _pauses, _pushes, _tones, _price, _distress, _hands, _signs)
    for theme in dice.sample(themes, dice.randint(0, 4)):
        theme(dice)
    if dice.often(0.35):
        _requests(dice, engagements)
    if dice.often(0.06):
        _incident(dice)
