"""The repository of pictures. An Office holds those that are shown, without their bytes."""

from datetime import datetime

from kiosk.okr.pictures import Picture, PictureDraft
from kiosk.store.queries import pictures
from kiosk.store.repositories.base import Repository
from kiosk.store.repositories.edit_guard import refuse_stale_edit, version_reader


class PictureRepository(Repository):
    """Pictures on the wall."""

    def get(self, code: str) -> Picture:
        """A picture that was not removed; raises NotFound."""
        return self._database.read(lambda db: pictures.picture_by_code(db, code))

    def image(self, code: str, digest: str) -> bytes | None:
        """The bytes of a picture, as WebP; None if it was removed or its bytes are others."""
        return self._database.read(lambda db: pictures.image_of(db, code, digest))

    def add(
        self, draft: PictureDraft, image: bytes, size: tuple[int, int], *, now: datetime
    ) -> Picture:
        """Add a picture.

        :param image: WebP. :param size: its width and height in pixels.
        :raises ValidationError: there are too many already.
        """
        return self._database.write(lambda db: pictures.add_picture(db, draft, image, size, now))

    def edit(self, code: str, draft: PictureDraft, *, if_unchanged_since: str = "") -> None:
        """Change everything about a picture but the picture itself.

        :raises NotFound: it was removed.
        :raises EditConflict: what is changed was changed since `if_unchanged_since`.
        """
        read = version_reader(self._database.zone, "pictures", code)
        self._database.write(
            refuse_stale_edit(
                read, if_unchanged_since, lambda db: pictures.edit_picture(db, code, draft)
            )
        )

    def remove(self, code: str, *, now: datetime) -> None:
        """Take a picture off the walls; the history can bring it back. Raises NotFound."""
        self._database.write(lambda db: pictures.remove_picture(db, code, now))
