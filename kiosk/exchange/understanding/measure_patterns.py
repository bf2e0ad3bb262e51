"""The patterns of numbers in sentences, in ten languages."""

import re

from kiosk.okr.currencies import CURRENCIES

SIGNS = "€$£¥₹₽₺₴₩"
SIZES = (
    r"(?:k|K|M|B|T|bn|Bn|BN|mn|mln|Mio\.?|mio\.?|MM|Mrd\.?|Tsd\.?|mi|million(?:s|en|es)?"
    r"|Million(?:en)?"
    r"|thousand|billion|Milliarden?|mil|mila|mill\.?|mill[óo]n|millones|milh(?:ão|ões)|milion[ei]"
    r"|miljoen|miljard|miliardi|millioner|lakh|crore|m|b|万|億|亿)"
)
UNITS = (
    r"(?:%|％|percent|per cent|Prozent|pct|ms|s|secs?|seconds?|mins?|minut(?:es?|en?|os?|i|ter)|h"
    r"|hrs?"
    r"|hours?|horas?|heures?|ore|uur|timer|Stunden?|days?|Tagen?|jours?|días?|dias?|giorni|dagen|dager"
    r"|weeks?|Wochen?|months?|Monaten?"
    r"|pp|pts?|points?|Punkten?|stars?|Sternen?|GB|MB|TB|km|kg|t|km/h|°C|x|d|w"
    r"|天|小时|時間|分|秒|日|件|人|個|个|社)"
)
# Chinese and Japanese put no space around a number.
CJK = "\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f"
BEFORE = rf"(?<![^\W{CJK}])(?<![.,/#])"
AFTER = rf"(?![^\W{CJK}]|[.,]\d)"
DIGITS = (
    r"(?:\d{1,3}(?:[.,'’\u00a0\u2009\u202f ]\d{3})+(?:[.,]\d+)?"
    r"|\d{1,2}(?:,\d{2})+,\d{3}|\d+(?:[.,]\d+)?|[.,]\d+)"
)
NO_LETTER = rf"(?![^\W\d_{CJK}])"
CODES = "(?:" + "|".join(sorted(CURRENCIES)) + ")"
AMOUNT = (
    rf"(?:(?:{CODES}|US\$|CA\$|A\$|Fr\.|R\$|[{SIGNS}])[\s\u00a0]?)?"
    rf"[-−+]?{DIGITS}"
    rf"(?:[\s\u00a0]?{SIZES}{NO_LETTER})?"
    rf"(?:[\s\u00a0]?(?:(?:de |di )?[Ee]uros?\b|kr\b|{CODES}(?!\w)"
    rf"|[{SIGNS}]|{UNITS}{NO_LETTER}))?"
)
ANY_AMOUNT = re.compile(rf"{BEFORE}{AMOUNT}{AFTER}")
COMPARED = (
    r"(?:[<>≤≥]=?|(?:over|under|below|above|fewer than|less than|more than|at least|at most"
    r"|unter|über"
    r"|mindestens|höchstens|moins de|plus de|menos de|más de|mais de|meno di|più di)\b)?\s*"
)
FROM_TO = re.compile(
    rf"(?P<from>(?:\b(?:from|von|de|del|du|da|van|fra|desde|dal)|从|由)\s*)?"
    rf"{BEFORE}(?P<start>{AMOUNT})\+?\s*"
    rf"(?P<to>\s(?:to|auf|zu|bis|à|au|a|al|para|naar|til|tot)\s|→|->|=>|➔|⟶|⇒|➜"
    r"|(?:提升|提高|增加|增长|降|降低|减少)?(?:到|至)|から)\s*"
    rf"{COMPARED}(?P<target>{AMOUNT}){AFTER}"
)
# What there is today, beside the number to reach: “40 (up from 12)”, “under 10, baseline 34”.
TODAY = re.compile(
    rf"\b(?:up from|down from|from a baseline of|baseline(?: of|:)?|instead of|currently"
    rf"|aktuell|derzeit|bisher|statt|actuellement|actualmente|atualmente|attualmente"
    r"|today:?|heute:?|now:?)\s*:?\s*"
    rf"(?P<start>{AMOUNT}){AFTER}|{BEFORE}(?P<before>{AMOUNT})\s*(?:now|today|currently|heute)\b",
    re.IGNORECASE,
)
HALVES = re.compile(r"\b(?:halv|halbier|dimezz|reducir a la mitad|diviser par deux)", re.IGNORECASE)
DOUBLES = re.compile(r"\b(?:doubl|doppl|verdopp|duplic|raddopp|verdubb|fordobl)", re.IGNORECASE)
TIER = re.compile(
    rf"\b(?:target|ziel|objectif|objetivo|obiettivo|doel)\s*:?\s*"
    rf"{BEFORE}(?P<after>{AMOUNT}){AFTER}"
    rf"|{BEFORE}(?P<before>{AMOUNT})\s*\(\s*(?:target|ziel)\s*\)",
    re.IGNORECASE,
)
MONEY = re.compile(rf"[{SIGNS}]|{CODES}")
TIERS = re.compile(r"\b(?:commit\w*|stretch|moonshot|aspirational)\b", re.IGNORECASE)
# “Increase it to 300”: where it begins is not known. “300 talks” begin at 0.
TO_NUMBER = re.compile(
    rf"\b(?:to|auf|à|a|al|para|até|naar|til|at|on)\s+{BEFORE}{AMOUNT}{AFTER}"
    r"|\b(?:increase|improve|raise|grow|reduce|lower|cut|steiger|erhöh|senk"
    r"|verbesser|augment|amélior"
    r"|aument|mejor|melhor|miglior|verhog|verbeter|øk)\w*",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"(?:\b(?:between|zwischen|entre|tra|fra|tussen|mellom)\s+)(?P<low>{AMOUNT})\s+"
    rf"(?:and|und|et|y|e|en|og)\s+(?P<high>{AMOUNT}){AFTER}",
    re.IGNORECASE,
)
RANGE = re.compile(rf"{BEFORE}(?P<low>{DIGITS})\s?[-–—]\s?(?P<high>{AMOUNT}){AFTER}")
SHARE = re.compile(
    rf"{BEFORE}(?P<value>\d+)\s*(?:/|of|von|sur|de|di|van|av)\s*(?P<target>\d+){AFTER}"
)
# Numbers that measure nothing: a year, a quarter, a version, “Top 5”, a rank, a clock, a standard.
NAMES = re.compile(
    r"(?:\b(?:Q|H|FY|KW|W|CW|P|L|T|v|V)\s?\d+(?:\.\d+)*\b|\b(?:19|20)\d\d(?:[-/.]\d{1,2}){0,2}\b"
    r"|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b|\b\d{1,2}:\d\d\b|\b24/7\b"
    r"|\b(?:top|phase|step|level|tier|version|release|wave|batch|stage|stufe|schritt|platz"
    r"|iso|soc|web|"
    r"series|option|part|teil|chapter|kapitel|sprint|day|tag|week|woche|year|jahr|no\."
    r"|nr\.)\s?#?\d[\d.]*\b"
    r"|#\d+|\b\d+(?:st|nd|rd|th)\b|\b\d+-(?:month|year|day|week|star|page|step)s?\b)",
    re.IGNORECASE,
)
WITHHELD = re.compile(r"\b(?:[xXyYnN]{1,2}\d{0,2}|tbd|TBD)\s?%|\b(?:XX?|N\d?|TBD|tbd)\b(?!\.)")
RELATIVE = re.compile(rf"\b(?:by|um|met|med)\s+(?P<by>{AMOUNT}){AFTER}", re.IGNORECASE)
