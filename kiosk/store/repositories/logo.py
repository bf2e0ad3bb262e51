"""The repository of the company's logo."""

from kiosk.store.queries.logo import read_logo_file, remove_logo, set_logo
from kiosk.store.repositories.base import Repository


class LogoRepository(Repository):
    """The logo's file. An Office says which it is."""

    def file(self, digest: str) -> bytes | None:
        """The file of the logo with this digest, as PNG; None if there is another or none."""
        return self._database.read(lambda db: read_logo_file(db, digest))

    def replace(self, png: bytes, width: int, height: int) -> None:
        """Set the logo, in place of the one before. Its size is in pixels."""
        self._database.write(lambda db: set_logo(db, png, width, height))

    def remove(self) -> None:
        """Remove the logo, if there is one."""
        self._database.write(remove_logo)
