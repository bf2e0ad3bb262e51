"""An import's plan in lines, for a terminal."""

from collections.abc import Iterator

from kiosk.exchange.import_histories import CheckInPreview
from kiosk.exchange.import_source import UnderstoodSource
from kiosk.okr.import_findings import (
    APART,
    ItemState,
    PreviewKeyResult,
    PreviewLink,
    PreviewObjective,
    QuestionAboutLines,
    SkippedLine,
)
from kiosk.views.admin.import_columns import COLUMNS
from kiosk.views.admin.import_questions import same_title_question
from kiosk.views.admin.import_remarks import reading_question_text
from kiosk.views.admin.okr_import import due_text, link_text, measure_text
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.commands.import_files import ReadImport
from kiosk.web.core.import_texts import left_out_text

_LONGEST = 60
_SIGNS = {ItemState.NEW: "+", ItemState.CHANGED: "~", ItemState.SAME: "="}


def plan_text(read: ReadImport) -> list[str]:
    """A plan in lines: what is new (+), changed (~) and the same (=), and every line left out."""
    localizer = read.localizer
    _ = localizer.gettext
    lines = [_("Import into %(cycle)s:") % {"cycle": read.cycle_name}]
    team = cycle = None
    for objective in read.preview.objectives:
        if len(read.targets) > 1 and objective.cycle != cycle:
            cycle, team = objective.cycle, None
            lines.append(f"{read.targets[cycle].cycle.name}:")
        if objective.team != team:
            team = objective.team
            is_new = any(each.temporary_code == team for each in read.new_teams)
            name = read.team_names.get(team, team)
            lines.append(_("%(team)s (new team)") % {"team": name} if is_new else name)
        lines.append(f"  {_SIGNS[objective.state]} {objective.found.title}")
        lines += (_link(localizer, objective, link) for link in objective.links)
        lines += (_key_result(localizer, row) for row in objective.key_results)
    lines += _assumed_team(read)
    lines += (_question(localizer, each) for each in read.left_out)
    lines += _same_titles(read)
    lines += _check_ins(localizer, read.preview.checks)
    if read.preview.grades:
        text = localizer.ngettext("%(num)s grade", "%(num)s grades", len(read.preview.grades))
        lines.append("+ " + text % {"num": localizer.number(len(read.preview.grades))})
    return [*lines, *(line for source in read.preview.sources for line in _rest(localizer, source))]


def _assumed_team(read: ReadImport) -> Iterator[str]:
    """Whose the objectives are that name no team, and how that is said otherwise."""
    about, localizer = read.assumed_team, read.localizer
    if about is None:
        return
    count = len(about.lines)
    text = localizer.ngettext(
        "%(num)s objective names no team and is taken as one of %(team)s.",
        "%(num)s objectives name no team and are taken as those of %(team)s.",
        count,
    )
    taken, *others = about.question.readings
    option = f'--team "{others[0] if others else "Marketing"}"'
    yield text % {"num": localizer.number(count), "team": taken}
    yield "  " + localizer.gettext("Otherwise: %(option)s") % {"option": option}


def _link(localizer: Localizer, objective: PreviewObjective, link: PreviewLink) -> str:
    """What an objective serves; if that is a change to one that is there, with its reason."""
    if objective.code and not link.is_there:
        return f"    {_SIGNS[ItemState.NEW]} {link_text(localizer, link)}"
    return "      " + localizer.gettext("For “%(title)s”") % {"title": link.title}


def _key_result(localizer: Localizer, row: PreviewKeyResult) -> str:
    draft = row.draft
    owner = f" ({draft.owner})" if draft.owner else ""
    parts = (measure_text(localizer, draft), due_text(localizer, draft))
    measure = ", ".join(filter(None, parts))
    return f"    {_SIGNS[row.state]} {draft.title}: {measure}{owner}"


def _check_ins(localizer: Localizer, checks: CheckInPreview) -> Iterator[str]:
    if checks.check_ins:
        text = localizer.ngettext("%(num)s check-in", "%(num)s check-ins", len(checks.check_ins))
        yield "+ " + text % {"num": localizer.number(len(checks.check_ins))}
    if checks.same:
        text = localizer.ngettext(
            "%(num)s check-in is there already", "%(num)s check-ins are there already", checks.same
        )
        yield "= " + text % {"num": localizer.number(checks.same)}
    for each in checks.left_out:
        yield left_out_text(localizer, each)


def _rest(localizer: Localizer, source: UnderstoodSource) -> Iterator[str]:
    _ = localizer.gettext
    place = f"{source.name}: " if source.name else ""
    for line in (*source.skipped, *source.found.skipped):
        pattern = _("line %(line)s skipped, “%(text)s”: %(reason)s")
        yield place + pattern % _line_values(localizer, line)
    for line in source.found.not_understood:
        pattern = _("line %(line)s is not understood, “%(text)s”: %(reason)s")
        yield place + pattern % _line_values(localizer, line)
    for about in source.found.questions:
        yield place + _question(localizer, about) + _what_to_type(localizer, about)


def _question(localizer: Localizer, about: QuestionAboutLines) -> str:
    _, lines = localizer.gettext, about.lines
    if not lines:
        return reading_question_text(localizer, about)
    several = _("lines %(lines)s:") % {"lines": ", ".join(map(str, lines))}
    at = several if len(lines) > 1 else _("line %(line)s:") % {"line": lines[0]}
    return f"{at} {reading_question_text(localizer, about)}"


def _what_to_type(localizer: Localizer, about: QuestionAboutLines) -> str:
    """How a question is answered; "" where there is nothing to answer."""
    question, option = about.question, ""
    others = [reading for reading in question.readings if reading != question.taken]
    if question.about == "column" and not question.text.startswith("#"):
        option = f'--column "{question.text}={others[0] if others else COLUMNS[0]}"'
    elif question.about == "day order":
        option = "--days day-first"
    elif question.is_about_separator:
        option = "--decimals comma" if localizer.decimal_separator == "." else "--decimals point"
    elif about.lines and question.outcomes and others:
        option = f'--answer "{about.lines[0]}={others[0]}"'
    return " " + localizer.gettext("Otherwise: %(option)s") % {"option": option} if option else ""


def _same_titles(read: ReadImport) -> Iterator[str]:
    """Which objectives of the same title are kept apart, and how they become one."""
    localizer, names = read.localizer, read.team_names
    apart, one = localizer.gettext("They stay apart."), localizer.gettext("They are one.")
    for same in read.preview.same_titles:
        yield same_title_question(localizer, same, lambda code: names.get(code, code)).sentence
        title = same.found[0].title
        is_apart = same.answer == APART
        team = names.get(same.there[0].team, "") if same.there else same.found[0].team
        option = f'--same "{title}={team if is_apart else APART}"'
        said = apart if is_apart else one
        yield f"  {said} " + localizer.gettext("Otherwise: %(option)s") % {"option": option}


def _line_values(localizer: Localizer, line: SkippedLine) -> dict[str, object]:
    text = line.text if len(line.text) <= _LONGEST else f"{line.text[:_LONGEST]}…"
    return {"line": line.number, "text": text, "reason": localizer.gettext(line.reason)}
