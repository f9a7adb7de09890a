"""Who waits for whom: SILENT, OUR_TURN, CHANGE_OF_HANDS, PRICE_PRESSURE."""

from __future__ import annotations

from datetime import date

from .life import Life

CONTACT = ("message_in", "call", "meeting")


def questions(life: Life) -> list[int]:
    return sorted(event["on"] for event in life.happened("message_out") if event.get("asks"))


def answer_to(life: Life, question: int) -> int | None:
    """The first day of a contact on or after the day of a question."""
    return next((day for day in life.days_of(*CONTACT) if day >= question), None)


def silent(life: Life) -> int:
    pauses = life.pauses("us", "them")
    open_questions = [day for day in questions(life) if answer_to(life, day) is None]
    if open_questions:
        waits_since = max([min(open_questions), *(end for _, end in pauses)])
        n = life.D - waits_since
        if n >= 24:
            return 3
        if n >= 14:
            return 2
        if n >= 7:
            return 1
    slow_days = set()
    for question in questions(life):
        answer = answer_to(life, question)
        if answer is None or answer < life.D - 179 or answer - question < 14:
            continue
        if not any(begin <= answer and end >= question for begin, end in pauses if begin <= end):
            slow_days.add(answer)
    return 1 if len(slow_days) >= 3 else 0


def our_turn(life: Life) -> int:
    our_pauses = life.pauses("us")
    severity = 0
    for event in life.happened("message_in"):
        if event.get("complaint") and "solved_on" not in event and life.D - event["on"] >= 1:
            severity = 3
        if event.get("needs_answer") and "answered_on" not in event:
            weekdays = 0
            for day in range(event["on"] + 1, life.D + 1):
                paused = any(begin <= day <= end for begin, end in our_pauses)
                if date.fromordinal(day).weekday() < 5 and not paused:
                    weekdays += 1
            if weekdays > life.client.get("reply_days", 1):
                severity = max(severity, 2)
    return severity


def change_of_hands(life: Life) -> int:
    for day in life.days_of("new_person"):
        if day >= life.D - 179 and not any(talk >= day for talk in life.days_of("intro_talk")):
            return 2
    return 0


def price_pressure(life: Life) -> int:
    last_terms = max(life.days_of("terms_agreed"), default=0)
    asks = [day for day in life.days_of("price_ask") if day >= life.D - 55 and day > last_terms]
    if len(asks) >= 4:
        return 3
    if len(asks) >= 2:
        return 2
    if life.count(364, "price_ask") >= 3:
        return 2
    return 0
