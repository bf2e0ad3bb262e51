"""What a page says of a check-in that was saved while it was open."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import CheckIn, KeyResult, Value
from kiosk.views.common.values import value_text
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class ConcurrentCheckIn:
    """A check-in that was saved after the page was rendered. `value_kept`: only a note was
    submitted, so its value stays. `is_own`: by the same person, on a different page. `name`: who
    saved it, "" where that is not shown. `was_undone`: it is the latest again, because the check-in
    that the page showed was undone. `is_merged`: its milestones count beside the new ones."""

    check_in: CheckIn
    value_kept: bool = False
    is_own: bool = False
    name: str = ""
    was_undone: bool = False
    is_merged: bool = False


def concurrent_text(
    localizer: Localizer,
    key_result: KeyResult,
    news: ConcurrentCheckIn | None,
    value: Value,
    now: datetime,
) -> str:
    """What was saved while the page was open, and what counts now; "" for nothing.

    :param value: the value that was saved on this page.
    """
    if news is None:
        return ""
    before = news.check_in
    sentence = _kept(localizer, news) if news.value_kept else _replaced(localizer, news)
    return sentence % {
        "value": value_text(localizer, key_result, before.value),
        "own": value_text(localizer, key_result, value),
        "ago": localizer.ago(before.recorded_at, now),
        "name": news.name,
    }


def unconfirmed_text(
    localizer: Localizer, key_result: KeyResult, news: ConcurrentCheckIn, now: datetime
) -> str:
    """Why “Nothing changed” confirmed nothing: something had."""
    if news.is_own:
        sentence = localizer.gettext(
            "Nothing was saved: while this page was open, you saved %(value)s elsewhere, %(ago)s."
        )
    elif news.name:
        sentence = localizer.gettext(
            "Nothing was saved: while this page was open, %(name)s saved %(value)s, %(ago)s."
        )
    else:
        sentence = localizer.gettext(
            "Nothing was saved: while this page was open, someone saved %(value)s, %(ago)s."
        )
    return sentence % {
        "value": value_text(localizer, key_result, news.check_in.value),
        "ago": localizer.ago(news.check_in.recorded_at, now),
        "name": news.name,
    }


def back_to_text(localizer: Localizer, key_result: KeyResult, news: ConcurrentCheckIn) -> str:
    """The label of the button that lets the other value count."""
    return localizer.gettext("Let %(value)s count instead") % {
        "value": value_text(localizer, key_result, news.check_in.value)
    }


def _replaced(localizer: Localizer, news: ConcurrentCheckIn) -> str:
    if news.was_undone:
        return localizer.gettext(
            "While this page was open, the value shown here was undone, and %(value)s counted. "
            "Your %(own)s counts now."
        )
    if news.is_merged:
        return _merged(localizer, news)
    if news.is_own:
        return localizer.gettext(
            "While this page was open, you saved %(value)s elsewhere, %(ago)s. %(own)s counts now."
        )
    if news.name:
        return localizer.gettext(
            "While this page was open, %(name)s saved %(value)s, %(ago)s. Your %(own)s counts now."
        )
    return localizer.gettext(
        "While this page was open, someone saved %(value)s, %(ago)s. Your %(own)s counts now."
    )


def _merged(localizer: Localizer, news: ConcurrentCheckIn) -> str:
    if news.is_own:
        return localizer.gettext(
            "While this page was open, you saved %(value)s elsewhere, %(ago)s. "
            "Together that is %(own)s."
        )
    if news.name:
        return localizer.gettext(
            "While this page was open, %(name)s saved %(value)s, %(ago)s. "
            "Together with yours that is %(own)s."
        )
    return localizer.gettext(
        "While this page was open, someone saved %(value)s, %(ago)s. "
        "Together with yours that is %(own)s."
    )


def _kept(localizer: Localizer, news: ConcurrentCheckIn) -> str:
    if news.was_undone:
        return localizer.gettext("Kept at %(value)s: the value shown here before has been undone.")
    if news.is_own:
        return localizer.gettext("Kept at %(value)s: you saved it in the meantime, %(ago)s.")
    if news.name:
        return localizer.gettext("Kept at %(value)s: %(name)s saved it in the meantime, %(ago)s.")
    return localizer.gettext("Kept at %(value)s: someone saved it in the meantime, %(ago)s.")
