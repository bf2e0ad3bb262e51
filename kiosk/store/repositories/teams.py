"""The repository of teams."""

from datetime import datetime

from kiosk.okr.model import Team
from kiosk.store.queries import archive, teams
from kiosk.store.repositories.base import Repository
from kiosk.store.repositories.edit_guard import refuse_stale_edit, version_reader


class TeamRepository(Repository):
    """The company and its teams."""

    def add(self, name: str, *, slug: str = "", color: str = "", is_company: bool = False) -> Team:
        """Add the company or a team; without a slug, one is made from the name."""
        return self._database.write(
            lambda db: teams.add_team(db, name, slug, color, is_company=is_company)
        )

    def edit(
        self, code: str, *, name: str, color: str | None = None, if_unchanged_since: str = ""
    ) -> Team:
        """Change a team's name and, unless None, its colour; its address stays.

        :raises EditConflict: what is changed was changed since `if_unchanged_since`.
        """
        read = version_reader(self._database.zone, "teams", code)
        return self._database.write(
            refuse_stale_edit(
                read, if_unchanged_since, lambda db: teams.edit_team(db, code, name, color)
            )
        )

    def archive(self, code: str, *, now: datetime) -> None:
        """Archive a team with its objectives that are in no closed cycle.

        :raises NotFound: there is no such team.
        :raises ValidationError: it is the company.
        """
        self._database.write(lambda db: archive.archive_team(db, code, now))
