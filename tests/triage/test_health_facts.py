"""The figures beside the verdict, and the shares of the income."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.triage.lives import TODAY, Life, ago, healthy
from triage.health import Facts, facts, income_mark, income_shares
from triage.health.facts import GraceOffer
from triage.ledger import Book, Ledger
from triage.limits import Limits
from triage.records import Client, Invoice, InvoiceState, Payment


def of(life: Life) -> Facts:
    return facts(life.ledger, TODAY)


def test_rate_hours_and_floor() -> None:
    facts = of(Life(rate="90", floor="50").time(27, 2).time(3, 1, "admin").time(28, 9))
    assert facts.rate_28d == Decimal(60)
    assert facts.hours_28d == 3
    assert facts.floor == Decimal(50)
    assert facts.rate_91d is None


@pytest.mark.parametrize(
    "life",
    [
        pytest.param(Life(rate="90"), id="no hours"),
        pytest.param(Life().time(3, 1), id="no rate"),
        pytest.param(Life(rate="90", not_tracked=("hours",)).time(3, 1), id="hours not tracked"),
    ],
)
def test_a_rate_that_cannot_be_known(life: Life) -> None:
    facts = of(life)
    assert facts.rate_28d is None
    assert facts.weekly_rates == (None,) * 13


def test_the_rate_of_clients_who_are_not_billed_by_the_hour() -> None:
    facts = of(Life(earns="invoices").time(20, 5).invoice("400", 20, 6))
    assert facts.rate_28d is None
    assert facts.rate_91d == Decimal(80)
    assert facts.weekly_rates == (*(None,) * 10, *(Decimal(80),) * 3)


def test_thirteen_weeks_of_rates_oldest_first() -> None:
    facts = of(Life(rate="60").time(6, 1).time(0, 1, "own").time(7, 3).time(90, 2).time(91, 9))
    assert facts.weekly_rates == (Decimal(60), *(None,) * 10, Decimal(60), Decimal(30))


def test_overdue_money_is_in_the_clients_currency() -> None:
    life = Life().invoice("100", 40, 10).payment("30", 9)
    life.invoice("7", 40, 10, currency="USD").invoice("8", 5, -9).invoice("9", 40, 10, 1)
    assert of(life).overdue == Decimal(70)


def paid_after(*days: int) -> Life:
    """Invoices due on issue, oldest first, paid so many days later."""
    life = Life()
    for n, taken in enumerate(days):
        issued = 300 - 10 * n
        life.invoice("10", issued, issued, issued - taken)
    return life


@pytest.mark.parametrize(
    ("days", "usual"),
    [
        ((), None),
        ((9,), 9),
        ((9, 10), 9.5),
        ((9, 11), 10),
        ((99, *[5] * 4, *[7] * 6), 7),
        ((99, *[5] * 6, *[7] * 4), 5),
    ],
)
def test_they_usually_pay_in_so_many_days(days: tuple[int, ...], usual: float | None) -> None:
    assert of(paid_after(*days)).usually_pays_days == usual


@pytest.mark.parametrize(("days", "said"), [((9, 10), 10), ((8, 9), 9), ((9,), 9), ((), None)])
def test_half_a_day_is_said_as_one_more(days: tuple[int, ...], said: int | None) -> None:
    assert of(paid_after(*days)).usually_pays == said


def test_the_good_column() -> None:
    life = paid_after(0, 0, 0, 4, 0, 3).invoice("9", 10, 1)
    life.event("thanks", 3, 400).event("referral", 9).event("referral", -1)
    facts = of(life)
    assert facts.paid_on_time == (3, 5)
    assert (facts.thanks, facts.referrals) == (2, 1)


def test_last_contact_is_a_talk_of_both() -> None:
    life = Life().event("call", 30).event("message_out", 3).event("meeting", -1)
    assert of(life).last_contact == ago(30)
    assert of(Life()).last_contact is None


@pytest.mark.parametrize(("on", "known"), [(89, True), (90, False), (-1, False)])
def test_conduct_is_not_known_when_nothing_was_logged(on: int, known: bool) -> None:
    assert of(Life().event("thanks", on)).conduct_known is known


@pytest.mark.parametrize(
    ("days", "offer"),
    [
        ((8, 12, 20, 25, 25), GraceOffer(20, 20)),
        ((1, 8, 12, 20, 25, 25), GraceOffer(20, 20)),
        ((7, 12, 20, 25, 25), None),
        ((8, 12, 20, 25, 26), None),
        ((8, 12, 20, 25), None),
    ],
)
def test_always_a_little_late_may_be_expected(
    days: tuple[int, ...], offer: GraceOffer | None
) -> None:
    assert of(paid_after(*days)).grace_offer == offer


def test_no_such_offer_while_one_is_out_much_longer() -> None:
    assert of(paid_after(*[20] * 5).invoice("9", 40, 25)).grace_offer == GraceOffer(20, 20)
    assert of(paid_after(*[20] * 5).invoice("9", 40, 26)).grace_offer is None


def test_the_offer_comes_on_top_of_what_is_expected_already() -> None:
    life = Life(pay_grace_days=10)
    for n in range(5):
        life.invoice("10", 300 - 10 * n, 300 - 10 * n, 280 - 10 * n)
    assert of(life).grace_offer == GraceOffer(days=10, pay_grace_days=20)


def test_facts_are_of_the_day() -> None:
    life = healthy()
    assert facts(life.ledger, ago(30)) != facts(life.ledger, TODAY)
    assert facts(life.ledger, ago(30)).last_contact == ago(40)


# --- income ---------------------------------------------------------------------------------


def client(
    id_: str, *amounts: str, currency: str = "EUR", on: int = 9, state: InvoiceState = "sent"
) -> Ledger:
    invoice = Invoice(
        id=f"{id_}-i",
        client=id_,
        issued=ago(20),
        due=ago(9),
        amount=Decimal(99),
        state=state,
    )
    payments = tuple(
        Payment(id=f"{id_}-{n}", invoice=invoice.id, on=ago(on), amount=Decimal(amount))
        for n, amount in enumerate(amounts)
    )
    known = Client(id=id_, name=id_, currency=currency)
    return Ledger(client=known, invoice=(invoice,), payment=payments)


def shares(*ledgers: Ledger, limits: Limits | None = None) -> dict[str, float | None]:
    book = Book(ledgers={ledger.client.id: ledger for ledger in ledgers})
    return dict(income_shares(book, TODAY, limits or Limits()))


def test_shares_of_the_payments_received() -> None:
    assert shares(client("a", "60", "15"), client("b", "25"), client("c")) == {
        "a": 0.75,
        "b": 0.25,
        "c": 0.0,
    }


def test_only_payments_of_180_days_count() -> None:
    assert shares(client("a", "60", on=179), client("b", "60", on=180)) == {"a": 1.0, "b": 0.0}
    assert shares(client("a", "60", on=-1), client("b", "60")) == {"a": 0.0, "b": 1.0}


def test_payments_of_void_invoices_never_count() -> None:
    assert shares(client("a", "60", state="void"), client("b", "60")) == {"a": 0.0, "b": 1.0}


def test_without_income_there_are_no_shares() -> None:
    assert shares(client("a"), client("b", "5", "-5")) == {"a": None, "b": None}


def test_currencies_are_never_added_without_a_rate() -> None:
    ledgers = client("a", "60"), client("b", "60", currency="USD"), client("c", "20")
    assert shares(*ledgers) == {"a": 0.75, "b": None, "c": 0.25}
    rates = Limits(currency_rates={"usd": Decimal("0.50")})
    assert shares(*ledgers, limits=rates) == {"a": 60 / 110, "b": 30 / 110, "c": 20 / 110}


def test_one_currency_for_all_needs_no_rate() -> None:
    ledgers = client("a", "75", currency="CHF"), client("b", "25", currency="CHF")
    assert shares(*ledgers) == {"a": 0.75, "b": 0.25}


@pytest.mark.parametrize(
    ("share", "mark"),
    [(None, None), (0.249, None), (0.25, 25), (0.33, 33), (0.399, 33), (0.4, 40), (1.0, 40)],
)
def test_concentration_marks(share: float | None, mark: int | None) -> None:
    assert income_mark(share) == mark
