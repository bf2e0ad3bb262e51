"""What stands on a poster: objectives as texts in the office's language, with figures and bars."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.exchange.poster.colors import paper_colors
from kiosk.okr.model import Cycle, CycleState, KeyResult, KeyResultKind, Objective, Office, Team
from kiosk.okr.paper import code_width
from kiosk.okr.poster_draft import PosterDraft
from kiosk.okr.printed_code import printed_code
from kiosk.okr.redaction import redacted_office
from kiosk.okr.short_titles import with_short_titles
from kiosk.views.common.bars import Bar, Gauge
from kiosk.views.common.cycles import cycle_state_text
from kiosk.views.common.grades import GradeView, grade_view
from kiosk.views.common.key_result import KeyResultView, key_result_view
from kiosk.views.common.objective import ObjectiveView, objective_view
from kiosk.views.common.values import arrow, formatted_setting, text_beside
from kiosk.views.i18n.cycle_phrases import cycle_names
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import FormattedNumber, Localizer
from kiosk.views.qr import QUIET
from kiosk.views.urls import PublicUrls, QrLink, objective_path, typed_address

SERVED_LENGTH = 70
"""Letters of the title of an objective that another one serves."""
LONGEST_BROKEN = 20
"""Letters of a word that may be left out whole; in scripts without spaces, no word is."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text of somebody's own, and whether it is read from right to left."""

    text: str
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A code: its modules as SVG, how wide they are together in millimetres, and the address."""

    link: str
    svg: str
    size: int
    modules: int
    width: float
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A key result: its value and what stands beside it, and a bar or a gauge."""

    title: Said
    value: FormattedNumber | None
    goal: str
    said: str
    old: bool
    bar: Bar | None
    gauge: dict[str, int | None] | None


@dataclass(frozen=True, slots=True)
class PrintedObjective:
    """An objective; `continued` is its title where a column goes on with it. `grade` is "" before
    grades are revealed."""

    title: Said
    continued: Said
    percent: FormattedNumber | None
    summary: str
    bar: Bar | None
    because: tuple[Said, ...]
    grade: str
    learned: Said | None
    key_results: tuple[PrintedRow, ...]
    code: PrintedCode | None


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A team's objectives, in its colours; `about` is said after its name."""

    name: Said
    about: str
    color: str
    fill: str
    objectives: tuple[PrintedObjective, ...]


@dataclass(frozen=True, slots=True)
class PrintedHeader:
    """The top of each sheet. `logo` is the name of a file beside the template."""

    company: Said
    purpose: str
    cycle: str
    theme: Said | None
    color: str
    band: tuple[str, ...]
    logo: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedFooter:
    """The foot of each sheet; `sheets` has places for {number} and {count}. `scan` is "" without
    codes, and `mark` where no bar has one."""

    printed: str
    scan: str
    wifi: str
    mark: str
    tone: str
    sheets: str


@dataclass(frozen=True, slots=True)
class PosterContent:
    """A poster, apart from its paper."""

    title: str
    language: str
    direction: str
    header: PrintedHeader
    footer: PrintedFooter
    sections: tuple[PrintedSection, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class _Making:
    localizer: Localizer
    office: Office
    cycle: Cycle
    now: datetime
    urls: PublicUrls
    draft: PosterDraft


def poster_content(
    localizer: Localizer,
    whole: Office,
    cycle: Cycle,
    now: datetime,
    urls: PublicUrls,
    draft: PosterDraft,
    teams: Sequence[Team] = (),
) -> PosterContent:
    """What stands on the poster of a cycle.

    :param whole: the office with its confidential key results, which are redacted unless `draft`
        asks for them.
    :param now: when it is printed; aware.
    :param teams: whose objectives are on it; none: everybody's.
    """
    office = with_short_titles(whole if draft.confidential else redacted_office(whole))
    making = _Making(localizer, office, cycle, now, urls, draft)
    chosen = [t for t in office.teams if not teams or t.code in {team.code for team in teams}]
    sections = tuple(_section(making, team) for team in sorted(chosen, key=_company_first))
    sections = tuple(section for section in sections if section.objectives)
    header = _header(making, sections)
    return PosterContent(
        title=" · ".join(part for part in (office.name, cycle.name) if part),
        language=localizer.locale.language,
        direction=localizer.direction,
        header=header,
        footer=_footer(making, sections),
        sections=sections,
        empty=localizer.gettext("No objectives in this cycle yet"),
    )


def _company_first(team: Team) -> bool:
    return not team.is_company


def _header(making: _Making, sections: Sequence[PrintedSection]) -> PrintedHeader:
    office, cycle = making.office, making.cycle
    company = office.company
    own = office.settings.company_color
    color = own or paper_colors("neutral")[0]
    return PrintedHeader(
        company=said(company.name if company else office.name),
        purpose=cycle_names(making.localizer, cycle).purpose,
        cycle=_cycle(making.localizer, cycle),
        theme=said(cycle.theme) if cycle.theme else None,
        color=color,
        band=tuple(section.fill for section in sections),
    )


def _cycle(localizer: Localizer, cycle: Cycle) -> str:
    if cycle.state is CycleState.OPEN:
        return cycle.name
    return f"{cycle.name} · {cycle_state_text(localizer, cycle)}"


def _footer(making: _Making, sections: Sequence[PrintedSection]) -> PrintedFooter:
    localizer, urls = making.localizer, making.urls
    _ = localizer.gettext
    has_codes = bool(urls.base)
    return PrintedFooter(
        printed=_("Printed on %(day)s") % {"day": localizer.long_day(localizer.today(making.now))},
        scan=_("Open the code: what changed since this was printed") if has_codes else "",
        wifi=_("Wi-Fi “%(wifi)s”") % {"wifi": urls.wifi} if has_codes and urls.wifi else "",
        mark=_("The mark on each bar shows how much of the time had passed.")
        if _has_marks(sections)
        else "",
        tone=_("Nobody is punished for missing a target and nobody is paid for hitting one."),
        sheets=_("Sheet %(number)s of %(count)s") % {"number": "{number}", "count": "{count}"},
    )


def _has_marks(sections: Sequence[PrintedSection]) -> bool:
    objectives = [objective for section in sections for objective in section.objectives]
    bars = [row.bar for objective in objectives for row in objective.key_results]
    bars += [objective.bar for objective in objectives if not objective.key_results]
    return any(bar is not None and bar.tick is not None for bar in bars)


def _section(making: _Making, team: Team) -> PrintedSection:
    office = making.office
    color, fill = paper_colors(team.color)
    if team.is_company and office.settings.company_color:
        color = fill = office.settings.company_color
    own = [o for o in office.objectives if o.team == team.code and o.cycle == making.cycle.id]
    return PrintedSection(
        name=said(team.name),
        about=cycle_names(making.localizer, making.cycle).this if team.is_company else "",
        color=color,
        fill=fill,
        objectives=tuple(_objective(making, objective) for objective in own),
    )


def _objective(making: _Making, objective: Objective) -> PrintedObjective:
    localizer = making.localizer
    view = objective_view(localizer, making.office, objective, making.now)
    grade = grade_view(localizer, objective)
    continued = localizer.gettext("%(title)s (continued)") % {"title": objective.title}
    path = f"{objective_path(objective.code)}/{printed_code(making.now)}"
    link = making.urls.qr_link(path)
    return PrintedObjective(
        title=said(objective.title),
        continued=said(continued),
        percent=view.percent,
        summary="" if view.percent else view.summary,
        bar=view.bar if view.percent else None,
        because=_because(localizer, view),
        grade=_grade(localizer, grade) if grade else "",
        learned=_learned(localizer, grade) if grade else None,
        key_results=tuple(_row(making, each) for each in objective.key_results),
        code=_code(link, objective.code, making.draft) if link else None,
    )


def _grade(localizer: Localizer, view: GradeView) -> str:
    if not view.grade:
        return ""
    grade = f"{localizer.gettext('Grade')} {view.grade}"
    return f"{grade} · {view.asks}" if view.asks else grade


def _learned(localizer: Localizer, view: GradeView) -> Said | None:
    if not view.learned:
        return None
    return said(localizer.gettext("Learned: %(learned)s") % {"learned": view.learned})


def _because(localizer: Localizer, view: ObjectiveView) -> tuple[Said, ...]:
    """The objectives that it serves, each with the reason."""
    _ = localizer.gettext
    lines = []
    for serves in view.serves:
        line = _("For “%(title)s”") % {"title": _shortened(serves.title)}
        because = _("because %(because)s") % {"because": serves.because}
        lines.append(said(f"{line}, {because}" if serves.because else line))
    return tuple(lines)


def _shortened(title: str) -> str:
    """A title that is in full at its own objective, cut off after a word where it is long."""
    if len(title) <= SERVED_LENGTH:
        return title
    start = title[: SERVED_LENGTH - 1]
    words, _space, broken = start.rpartition(" ")
    return f"{words if len(broken) <= LONGEST_BROKEN else start}…"


def _row(making: _Making, key_result: KeyResult) -> PrintedRow:
    localizer, settings = making.localizer, making.office.settings
    view = key_result_view(
        localizer, key_result, making.cycle, making.now, for_wall=True, settings=settings
    )
    has_bar = view.gauge is None and key_result.kind is not KeyResultKind.YES_NO
    return PrintedRow(
        title=said(key_result.title),
        value=view.figure,
        goal=_goal(localizer, key_result, view),
        said=_state(localizer, view),
        old=view.is_stale,
        bar=view.bar if has_bar else None,
        gauge=_gauge(view.gauge, empty=view.figure is None),
    )


def _goal(localizer: Localizer, key_result: KeyResult, view: KeyResultView) -> str:
    """From the start to the target, where it has both; else as on walls."""
    start, target = key_result.start, key_result.target
    if view.is_redacted or not key_result.kind.is_start_to_target or start is None:
        return view.goal
    if target is None:
        return view.goal
    alone = key_result.latest_check_in is None
    texts = (
        text_beside(
            key_result, formatted_setting(localizer, key_result, aim, for_wall=True), alone=alone
        )
        for aim in (start, target)
    )
    return f"\u00a0{arrow(localizer)} ".join(texts)


def _state(localizer: Localizer, view: KeyResultView) -> str:
    if view.is_stale:
        return localizer.gettext("%(age)s old") % {"age": view.age}
    return view.state


def _gauge(gauge: Gauge | None, *, empty: bool) -> dict[str, int | None] | None:
    if gauge is None:
        return None
    marker = None if empty else gauge.marker
    return {"from": gauge.zone_from, "to": gauge.zone_to, "marker": marker}


def _code(link: QrLink, code: str, draft: PosterDraft) -> PrintedCode:
    qr = link.qr
    modules = qr.size - 2 * QUIET
    host = typed_address(qr).partition("/")[0]
    return PrintedCode(
        link=qr.link,
        # Rows overlap a little: drawn edge to edge, viewers leave hairlines between them.
        svg=f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {qr.size} {qr.size}">'
        f'<path fill="none" stroke="#000" stroke-width="1.03" d="{qr.path}"/></svg>',
        size=qr.size,
        modules=modules,
        width=code_width(draft.distance, modules),
        address=(host, objective_path(code).upper()),
    )


def said(text: str) -> Said:
    """A text with the direction of its first letter that has one, as dir="auto" on pages, and with
    places where its long words may break."""
    text = breakable(text)
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return Said(text, kind != "L")
    return Said(text)
