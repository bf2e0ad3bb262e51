"""Two quarters' values, and the figures that come of them by hand, each with its sum."""

from typing import Any

from tests.browser.quarter import Figures

RELY, ONE = "Everyone can rely on us", "We stay one company"
GROW, HOME = "More teams pay and stay", "Everybody finds their place"
TEAMS_PAY, REVENUE, LOST = "Paying teams", "Revenue", "Messages lost"
ANSWERS, HANDBOOK, LYON = "Answered in a day", "The handbook", "Lyon is open"
LOAD, ROLLBACKS = "Server load", "Rollbacks a month"

# Each Friday's value: what falls, what rises, what is undone, what does not change.
FIRST: dict[str, list[str]] = {
    LOST: ["98", "95", "90", "88", "80", "74", "70", "66", "60", "52", "48", "44"],
    ANSWERS: ["85", "86", "88", "89", "90", "91", "91", "92", "92", "92", "92", "92"],
    TEAMS_PAY: ["10", "12", "13", "17", "20", "24", "28", "30", "34", "38", "41", "45"],
    REVENUE: ["1000", "1100", "1250.5", "1400", "1800", "2000", "2200", "2500", "2600", "2900",
              "3100", "3400"],
    HANDBOOK: ["", "", "Outline", "", "", "", "", "Printed", "", "", "", ""],
    LYON: ["no"] * 11 + ["yes"],
    LOAD: ["65", "62", "61", "58", "55", "50", "52", "58", "61", "63", "66", "65"],
    ROLLBACKS: ["5", "5", "4", "4", "4", "4", "3", "3", "2", "3", "4", "3"],
}  # fmt: skip

# As of the last Friday of 2026.
FIRST_FIGURES: Figures = {
    LOST: ("44 messages", "70%"),  # (100 - 44) / (100 - 20) = 56 / 80
    ANSWERS: ("92%", "inside"),  # 92 >= 90; weighs 0
    RELY: ("", "70%"),  # the one that weighs anything
    TEAMS_PAY: ("45%", "70%"),  # (45 - 10) / (60 - 10) = 35 / 50, by the changed target
    REVENUE: ("€3,400", "60%"),  # (3400 - 1000) / (5000 - 1000) = 2400 / 4000; weighs 2
    GROW: ("", "63%"),  # (70 + 2 * 60) / 3 = 63.33
    HANDBOOK: ("2 of 3 steps", "75%"),  # (1 + 2) / (1 + 1 + 2)
    LYON: ("yes", "100%"),
    LOAD: ("65%", "outside"),  # not within 40 and 60; weighs 0
    ROLLBACKS: ("3", "inside"),  # at most 3: the limit itself is inside; weighs 1
    HOME: ("", "92%"),  # (75 + 100 + 100) / 3 = 91.67
    ONE: ("", "78%"),  # no key results: (63.33 + 91.67) / 2 = 77.5, half up
}
FIRST_EXACT = {RELY: 0.7, ONE: 0.775, GROW: 0.6333, HOME: 0.9167}
GRADES = {RELY: 0.7, ONE: 0.8, GROW: 0.7, HOME: 0.9}

# Carried over: from 44 to 20, from 45 to 60, from 3400 to 5000, and the milestone not done.
SECOND: dict[str, list[Any]] = {
    LOST: ["44", "43", "42", "41", "40", "40", "38", "36", "36", "34", "33", "32"],
    ANSWERS: ["92"] * 11 + ["89.9"],
    TEAMS_PAY: ["45", "46", "46", "48", "49", "50", "52", "54", "55", "57", "60", "63"],
    REVENUE: ["3400", "3400", "3500", "3600", "3600", "3700", "3800", "3900", "4000", "4100",
              "4100.25", "4200"],
    LOAD: ["65", "60", "59", "58", "57", "55", "55", "50", "45", "41", "40", "60"],
    ROLLBACKS: ["3", "3", "2", "2", "2", "2", "1", "1", "0", "1", "2", "4"],
}  # fmt: skip
SECOND_FIGURES: Figures = {
    LOST: ("32 messages", "50%"),  # (44 - 32) / (44 - 20) = 12 / 24
    ANSWERS: ("89.9%", "outside"),
    RELY: ("", "50%"),
    TEAMS_PAY: ("63%", "120%"),  # (63 - 45) / (60 - 45) = 18 / 15, said raw and drawn full
    REVENUE: ("€4,200", "50%"),  # (4200 - 3400) / (5000 - 3400) = 800 / 1600
    GROW: ("", "67%"),  # (100 + 2 * 50) / 3 = 66.67
    HANDBOOK: ("— of 1 step", "not started"),  # nobody has said anything: counts as 0
    LOAD: ("60%", "inside"),  # the limit itself
    ROLLBACKS: ("4", "outside"),  # weighs 1
    HOME: ("", "0%"),  # (0 + 0) / 2
    ONE: ("", "33%"),  # (66.67 + 0) / 2 = 33.33
}
SECOND_EXACT = {RELY: 0.5, ONE: 0.3333, GROW: 0.6667, HOME: 0}
