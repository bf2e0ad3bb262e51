"""Lines that name a field of the key result above: “Baseline: 30”, “Target = 45”, “by 28 Feb”."""

import re

from kiosk.exchange.understanding.cell_values import is_measure
from kiosk.exchange.understanding.column_names import COLUMN_OF, Column
from kiosk.exchange.understanding.due_days import due_in
from kiosk.exchange.understanding.headings import plain_heading

_NAMED = re.compile(r"(?P<name>[^:：=]{1,30}?)\s*(?:[:：]|=(?!>))\s*(?P<value>\S.*)")
_DASHED = re.compile(r"(?P<name>[^:：=–—-]{1,30}?)\s+[–—-]\s+(?P<value>\S.*)")
_RESULT = re.compile(r"(?:=+>|⇒|➜|➔)\s*(?P<value>\S.*)")
_FIELDS = (
    *(Column.START, Column.TARGET, Column.VALUE, Column.UNIT, Column.KIND, Column.WEIGHT),
    *(Column.OWNER, Column.DUE, Column.CONFIDENCE, Column.COMMITTED, Column.STRETCH),
    *(Column.NOTE, Column.DESCRIPTION, Column.BECAUSE, Column.SERVES, Column.IGNORED),
    *(Column.SHORT_TITLE, Column.OBJECTIVE_SHORT),
)
_TIERS = {"0.3": Column.COMMITTED, "0.7": Column.TARGET, "1.0": Column.STRETCH}
_STATUS = frozenset(
    {
        *("status", "progress", "progress %", "fortschritt", "avancement", "statut", "estado"),
        *("progreso", "avance", "progresso", "stato", "voortgang", "fremdrift", "状态", "进度"),
        *("进展", "ステータス", "進捗", "health", "rag", "ampel", "score", "grade", "state"),
        *("traffic light", "% complete", "completion"),
    }
)
_EITHER = frozenset(
    {"ziel", "goal", "objectif", "objetivo", "obiettivo", "doel", "mål", "目标", "目標"}
)


# “Reached: 9”, “=> 9”: how it ended, and not where it begins.
_REACHED = re.compile(
    r"(?:=+>|⇒|➜|➔|\W*(?:reached|achieved|results?|outcome|actuals?|final|end|erreicht|geschafft"
    r"|ergebnis|endstand|atteint|réalisé|résultat|obtenu|logrado|alcanzado|conseguido|resultado"
    r"|alcançado|raggiunto|ottenuto|risultato|bereikt|behaald|gehaald|resultaat|eindstand|oppnådd"
    r"|nådd|resultat|実績|結果|达成|完成|成果)\b)",
    re.IGNORECASE,
)


def is_reached(text: str) -> bool:
    """Whether a field of a key result says what was reached in the end."""
    return bool(_REACHED.match(text))


def field_in(text: str) -> tuple[Column, str] | None:
    """The field that a line names, and what it says; None for a line that is none."""
    result = _RESULT.fullmatch(text)
    if result:
        return Column.VALUE, result["value"]
    due = due_in(text)
    if due:
        return Column.DUE, due
    named = _NAMED.fullmatch(text) or _DASHED.fullmatch(text)
    if named is None:
        return None
    if due_in(named["name"]):
        return None  # “By 15 March: all vans have trackers”
    name, value = plain_heading(named["name"]), named["value"].strip()
    if name in _EITHER:
        return (Column.TARGET, value) if is_measure(value) else None
    column = _TIERS.get(name.replace(",", ".")) or COLUMN_OF.get(name)
    if column is Column.IGNORED and name not in _STATUS:
        return None
    return (column, value) if column in _FIELDS else None
