"""What every repository has: the database it reads and writes."""

from kiosk.store.repositories.database import Database


class Repository:
    """Reads and writes one noun. Each method is one transaction.

    :param database: shared by every repository of a store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
