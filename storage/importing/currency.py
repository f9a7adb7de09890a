"""Which currency a file speaks of: a code, a name with its code, or a sign.

Only ISO 4217 codes are taken; a sign that several countries share counts as the one below and is
reported as assumed.
"""

from __future__ import annotations

import re

_ISO_4217 = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN "
    "BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR "
    "FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD "
    "JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK "
    "MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN "
    "PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB "
    "TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VES VND VUV WST XAF XCD XOF "
    "XPF YER ZAR ZMW ZWL "
)
CODES = frozenset(_ISO_4217.split())

_SIGNS = {
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
    "₴": "UAH",
    "₫": "VND",
    "฿": "THB",
    "₦": "NGN",
    "₱": "PHP",
}
# Shared by several countries: the one with the most freelancers on such tools.
_SHARED = {"$": "USD", "¥": "JPY"}

_NAME_AND_CODE = re.compile(r".*\s-\s([A-Za-z]{3})")
_SIGN = re.compile(rf"[A-Z]{{0,2}}[{''.join(s for s in [*_SIGNS, *_SHARED] if len(s) == 1)}]")
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


def code_of(text: str) -> str | None:
    """The code a currency cell names: `SEK`, `sek`, `Swedish Krona - SEK`, `€`; else None."""
    text = text.strip()
    match = _NAME_AND_CODE.fullmatch(text)
    code = (match[1] if match else text).upper()
    if code in CODES:
        return code
    return _SIGNS.get(text) or _SHARED.get(text)


def code_in_amount(text: str) -> str | None:
    """The code beside the digits of an amount cell: `$13.50`, `USD 20`; else None."""
    match = _SIGN.search(text)
    if match:
        sign = match[0]
        return _SIGNS.get(sign) or _SIGNS.get(sign[-1]) or _SHARED.get(sign[-1])
    match = _CODE.search(text)
    return match[0] if match and match[0] in CODES else None


def shared_sign(text: str) -> str | None:
    """The sign in the text that several currencies share, when the text has no better word."""
    match = _SIGN.search(text)
    return match[0] if match and match[0] in _SHARED else None
