"""The currencies in use today, by their ISO 4217 codes, and their signs."""

import unicodedata
from functools import cache

from babel.numbers import get_currency_symbol

# fmt: off
CURRENCIES = frozenset({
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD",
    "BDT", "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP",
    "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE",
    "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP",
    "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG",
    "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES",
    "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR",
    "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU",
    "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR",
    "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON",
    "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE",
    "SOS", "SRD", "SSP", "STN", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP",
    "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES", "VND",
    "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
})
# fmt: on

_SIGNS_BESIDES = {
    "AUD": ("$",),
    "BRL": ("$", "R$"),
    "CAD": ("$",),
    "CHF": ("Fr", "SFr"),
    "CNY": ("¥", "元"),
    "CZK": ("Kč",),
    "DKK": ("kr",),
    "EUR": ("Euro", "Euros"),
    "GBP": ("UK£",),
    "HKD": ("$",),
    "HUF": ("Ft",),
    "INR": ("Rs",),
    "ISK": ("kr",),
    "JPY": ("円",),
    "MXN": ("$",),
    "NOK": ("kr",),
    "NZD": ("$",),
    "PLN": ("zł",),
    "RUB": ("₽",),
    "SEK": ("kr",),
    "SGD": ("$",),
    "TRY": ("₺", "TL"),
    "UAH": ("₴",),
    "ZAR": ("R",),
}
"""Local signs, in addition to the one that English uses for a currency."""
_USUAL_SIGNS = {
    "euro": "EUR",
    "euros": "EUR",
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
}


@cache
def signs_of(code: str) -> frozenset[str]:
    """What may be written beside an amount, in lower case: €, eur; CA$, $CA, $, cad."""
    english = get_currency_symbol(code, "en")
    signs = {code, english, *_SIGNS_BESIDES.get(code, ())}
    for symbol in {sign for sign in signs if not sign.isalnum()}:
        bare = "".join(c for c in symbol if unicodedata.category(c) == "Sc")
        if bare:
            country = code[:2]
            signs |= {f"{country}{bare}", f"{bare}{country}", f"{bare} {country}"}
    return frozenset(sign.casefold().rstrip(".") for sign in signs)


def currency_of(text: str) -> str:
    """The code of a currency from its code or its usual sign, "" if it is none: € is EUR."""
    plain = text.strip()
    if plain.upper() in CURRENCIES:
        return plain.upper()
    return _USUAL_SIGNS.get(plain.casefold(), "")


def is_money(text: str) -> bool:
    """Whether it is the code or the sign of any currency."""
    return bool(currency_of(text)) or any(unicodedata.category(c) == "Sc" for c in text)
