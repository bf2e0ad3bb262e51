"""The comparison of what has just been sent: the page that follows shows it as it is."""

from datetime import datetime, timedelta

from kiosk.web.admin.import_comparison import ComparedDraft, compare_draft
from kiosk.web.admin.import_drafts import ImportDraft
from kiosk.web.core.services import get_services

LIFETIME = timedelta(minutes=1)
"""Which days are over is a part of a comparison."""


class LastComparison:
    """The newest comparison, until its page is shown."""

    def __init__(self) -> None:
        self._kept: tuple[ComparedDraft, datetime] | None = None

    def keep(self, compared: ComparedDraft) -> None:
        """Keep it in place of the one before."""
        self._kept = compared, get_services().now()

    def take(self, draft: ImportDraft) -> ComparedDraft:
        """The comparison of a draft with the office as it is now: what is kept, if that is it."""
        kept, self._kept = self._kept, None
        services = get_services()
        if kept is not None:
            compared, at = kept
            is_new = services.now() - at < LIFETIME
            if (
                compared.draft is draft
                and is_new
                and compared.revision == services.store.revision()
            ):
                return compared
        return compare_draft(draft)


last_comparison = LastComparison()
