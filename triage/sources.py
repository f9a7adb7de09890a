"""Where the limits of the health rules come from, as shown beside each flag."""

from __future__ import annotations

from collections.abc import Mapping

SOURCES: Mapping[str, str] = {
    "PAY_LATE": "published reminder calendars (7, 14, 21, 30 days); the average late invoice is "
    "two and a half weeks late (YunoJuno survey)",
    "PAY_RISK": "measured on 2,466 invoices of 100 customers with disputes and 40,000 without",
    "EXPOSURE": "our default: one full week of work",
    "LIQUIDITY": "published advice on clients short of money (contractoruk.com); the counts are "
    "our default",
    "RATE_FLOOR": "your own floor; rate = earnings / all hours (freelancehub.info); the windows "
    "are our default",
    "UNBILLED_SHARE": "published: 20-30% of the time is commonly not billed "
    "(freelanceinformer.com, freelancehub.info)",
    "NON_REVENUE": "rule of the trade: look at the money with everybody, friends too; the days "
    "are our default",
    "SCOPE_CREEP": "published advice: write down and price every extra (scopeflag.com, "
    "asrify.com); the counts are our default",
    "OVER_SERVICE": "rule of the trade: many want the essence, not the finish; the shares are "
    "our default",
    "PRICE_PRESSURE": "published advice: a discount is a trade (estii.dev, waco3.io); the counts "
    "are our default",
    "FADING": "rule of the trade: seen early there is a chance; the share is our default",
    "SILENT": "published follow-up calendars (3, 10, 24 or 5, 10 days); these days are our default",
    "OUR_TURN": "your own promise; published norm: one working day (waco3.io)",
    "DISRESPECT": "rule of the trade: no sum makes up for bad manners; the counts are our default",
    "BOUNDARY": "published advice: written working hours (waco3.io); the counts are our default",
    "CHANGE_OF_HANDS": "published: a new contact is a leading cause of lost clients, meet within "
    "weeks (customersuccessbox.com, csmpractice.com)",
    "DRAIN": "rule of the trade: beware of what costs the will to work; the counts are our default",
    "SAFETY": "rule of the trade: your safety comes before everything",
    "facts": "our default",
    "income": "published concentration marks 25, 33 and 40% (processome.com, delivvo.io)",
}
"""Flag code (or "facts", "income") -> where its limits come from, as shown to the user."""
