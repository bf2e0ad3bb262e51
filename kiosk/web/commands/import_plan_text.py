"""An import's plan in lines, for a terminal."""

from collections.abc import Iterator

from kiosk.exchange.import_preview import ItemState, PreviewKeyResult
from kiosk.exchange.import_source import UnderstoodSource
from kiosk.exchange.reading.lines import SkippedLine
from kiosk.exchange.understanding.found import QuestionAboutLines
from kiosk.views.admin.table_import import import_key_result_row
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.commands.import_files import ReadImport

_LONGEST = 60
_SIGNS = {ItemState.NEW: "+", ItemState.CHANGED: "~", ItemState.SAME: "="}


def plan_text(read: ReadImport) -> list[str]:
    """A plan in lines: what is new (+), changed (~) and the same (=), and every line left out."""
    localizer = read.localizer
    _ = localizer.gettext
    lines = [_("Import into %(cycle)s:") % {"cycle": read.cycle_name}]
    team = None
    for objective in read.preview.objectives:
        if objective.team != team:
            team = objective.team
            is_new = any(each.temporary_code == team for each in read.new_teams)
            name = read.team_names.get(team, team)
            lines.append(_("%(team)s (new team)") % {"team": name} if is_new else name)
        lines.append(f"  {_SIGNS[objective.state]} {objective.found.title}")
        lines += (_key_result(localizer, row) for row in objective.key_results)
    return [*lines, *(line for source in read.preview.sources for line in _rest(localizer, source))]


def _key_result(localizer: Localizer, row: PreviewKeyResult) -> str:
    shown = import_key_result_row(localizer, row.draft)
    return f"    {_SIGNS[row.state]} {row.draft.title}: {shown.says}"


def _rest(localizer: Localizer, source: UnderstoodSource) -> Iterator[str]:
    _ = localizer.gettext
    place = f"{source.name}: " if source.name else ""
    for line in (*source.skipped, *source.found.skipped):
        pattern = _("line %(line)s skipped, “%(text)s”: %(reason)s")
        yield place + pattern % _line_values(localizer, line)
    for line in source.found.not_understood:
        pattern = _("line %(line)s is not understood, “%(text)s”: %(reason)s")
        yield place + pattern % _line_values(localizer, line)
    for question in source.found.questions:
        yield place + _question(localizer, question)


def _line_values(localizer: Localizer, line: SkippedLine) -> dict[str, object]:
    text = line.text if len(line.text) <= _LONGEST else f"{line.text[:_LONGEST]}…"
    return {"line": line.number, "text": text, "reason": localizer.gettext(line.reason)}


def _question(localizer: Localizer, asked: QuestionAboutLines) -> str:
    _, question = localizer.gettext, asked.question
    values = {
        "line": ", ".join(map(str, asked.lines)),
        "text": question.text,
        "readings": ", ".join(question.readings),
        "taken": question.taken,
    }
    if question.about == "column":
        return _("the column “%(text)s” is not known and is left out") % values
    if not question.readings:
        return _("line %(line)s: “%(text)s” is not a number; it is left open") % values
    if not question.taken:
        return _("line %(line)s also has the numbers %(readings)s, which are not read") % values
    return _("line %(line)s: “%(text)s” may mean %(readings)s; read as %(taken)s") % values
