"""The survey's admin page, and the slips to print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.okr.logo import Logo
from kiosk.okr.model import Cycle, CycleState, Office
from kiosk.okr.survey import ResultsPolicy, Survey
from kiosk.views.common.company import shown_logo
from kiosk.views.common.labels import question_kind_names
from kiosk.views.common.survey import SurveyResultsPage, answer_path
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.qr import QrCode, qr_code
from kiosk.views.urls import PublicUrls, typed_address

SLIPS_ON_A_SHEET = 10
LONG_HOST = 22
"""The most letters of host and port that fit beside a slip's QR code."""


@dataclass(frozen=True, slots=True)
class SurveyAdminPage:
    """A survey as an admin sees it.

    :ivar others: ids and names of other cycles whose survey can be viewed or started.
    :ivar counts: the number of codes and responses, as text.
    :ivar is_readable: whether the key to the encrypted answers is available.
    :ivar is_wanted: whether surveys are switched on.
    """

    survey: Survey
    others: tuple[tuple[int, str], ...]
    results: SurveyResultsPage
    counts: str
    is_readable: bool
    is_wanted: bool
    kinds: dict[str, str]
    showings: dict[str, str]


def survey_admin_page(
    localizer: Localizer,
    survey: Survey,
    others: Iterable[Survey | Cycle],
    results: SurveyResultsPage,
    code_count: int,
    *,
    is_readable: bool,
    is_wanted: bool,
) -> SurveyAdminPage:
    """The page.

    :param made: the number of codes of an open survey.
    """
    named = {_number(other): other.name for other in others}
    named.pop(survey.cycle, None)
    return SurveyAdminPage(
        survey=survey,
        others=tuple(named.items()),
        results=results,
        counts=_counts(localizer, code_count, survey.answered),
        is_readable=is_readable,
        is_wanted=is_wanted,
        kinds=question_kind_names(localizer),
        showings=results_policy_names(localizer),
    )


def _number(one: Survey | Cycle) -> int:
    return one.cycle if isinstance(one, Survey) else one.id


def _counts(localizer: Localizer, code_count: int, answered: int) -> str:
    codes = localizer.ngettext("%(num)s code created.", "%(num)s codes created.", code_count)
    sent = localizer.ngettext("%(num)s response so far.", "%(num)s responses so far.",
                          answered) % {"num": localizer.number(answered)}  # fmt: skip
    if not answered:
        sent = localizer.gettext("No responses yet.")
    return f"{codes % {'num': localizer.number(code_count)}} {sent}"


def results_policy_names(localizer: Localizer) -> dict[str, str]:
    """Policies for showing results: form value to label."""
    return {
        ResultsPolicy.CLOSED.value: localizer.gettext(
            "Results are shown when the survey is closed, all at once: every answer counts."
        ),
        ResultsPolicy.EARLY.value: localizer.gettext(
            "Results are shown from the fifth response on, and again when the survey is "
            "closed. If fewer than five came in between, they are left out: the difference "
            "would reveal who said what."
        ),
    }


def surveyed_cycle(cycles: Sequence[Cycle], surveys: Sequence[Survey]) -> int | None:
    """The cycle whose survey to show by default: an open survey, else the running cycle that ends
    first, else the last survey."""
    still_open = [s.cycle for s in surveys if s.closed_on is None]
    running = [c for c in cycles if c.state in (CycleState.OPEN, CycleState.GRADING)]
    ending = [c.id for c in sorted(running, key=lambda c: (c.ends_on, c.id))]
    recently_closed = [c.id for c in reversed(cycles) if c.state is CycleState.CLOSED]
    return next(iter((*still_open, *ending, *(s.cycle for s in surveys), *recently_closed)), None)


@dataclass(frozen=True, slots=True)
class Slip:
    """A paper slip: a QR code, and its address as a person would type it."""

    qr: QrCode
    address: str

    @property
    def is_long(self) -> bool:
        """Whether the host needs the full width of the slip."""
        return len(self.address.partition("/")[0]) > LONG_HOST


@dataclass(frozen=True, slots=True)
class SlipsPage:
    """Sheets of slips to print once and cut."""

    name: str
    office: str
    logo: Logo | None
    wifi: str
    sheets: tuple[tuple[Slip, ...], ...]


def slips_page(survey: Survey, office: Office, urls: PublicUrls, codes: Sequence[str]) -> SlipsPage:
    """The sheets. The QR codes bypass the cache, so that no code is kept in memory."""
    slips = [_slip(urls.base, code) for code in codes]
    starts = range(0, len(slips), SLIPS_ON_A_SHEET)
    sheets = tuple(tuple(slips[at : at + SLIPS_ON_A_SHEET]) for at in starts)
    return SlipsPage(survey.name, office.name, shown_logo(office), urls.wifi, sheets)


def _slip(base: str, code: str) -> Slip:
    drawn = qr_code.__wrapped__(f"{base}{answer_path(code)}")
    return Slip(drawn, typed_address(drawn))


def links_of(base: str, codes: Iterable[str]) -> tuple[str, ...]:
    """The address of each code."""
    return tuple(f"{base}{answer_path(code)}" for code in codes)
