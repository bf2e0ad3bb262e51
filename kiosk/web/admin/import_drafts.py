"""What was sent to the import's page, kept while somebody looks at its preview.

The address of a preview names it, so that going back and reloading show it again. The page has the
text as well: a preview that is no longer kept can be made again from an open tab.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from kiosk.exchange.import_source import UnderstoodSource

MAX_DRAFTS = 40
LIFETIME = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """A text or a file as it was sent.

    :ivar fields: the form's other fields: cycle, teams, answers.
    :ivar files: the names of files; empty for text.
    """

    text: str
    sources: tuple[UnderstoodSource, ...]
    fields: Mapping[str, str]
    files: tuple[str, ...]
    made_at: datetime


class ImportDrafts:
    """Drafts by the code in their addresses, which cannot be guessed."""

    def __init__(self) -> None:
        self._drafts: OrderedDict[str, ImportDraft] = OrderedDict()

    def keep(self, draft: ImportDraft) -> str:
        """Keep a draft; returns its code. If there are too many, the oldest is dropped."""
        code = token_urlsafe(12)
        self._drafts[code] = draft
        while len(self._drafts) > MAX_DRAFTS:
            self._drafts.popitem(last=False)
        return code

    def replace(self, code: str, draft: ImportDraft) -> None:
        """Keep something else in place of a draft, if that is kept."""
        if code in self._drafts:
            self._drafts[code] = draft

    def get(self, code: str, now: datetime) -> ImportDraft | None:
        """A draft; None if it is not kept, or no longer."""
        draft = self._drafts.get(code)
        return draft if draft and now - draft.made_at < LIFETIME else None
