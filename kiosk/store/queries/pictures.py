"""Pictures on the wall: read, add, edit, remove. A removed one can come back from the history."""

import sqlite3
from datetime import date, datetime, timedelta
from hashlib import blake2b

from kiosk.errors import NotFound
from kiosk.okr.codes import normal_code
from kiosk.okr.pictures import Picture, PictureDraft, refuse_too_many
from kiosk.store.db.conversion import timestamp_to_text
from kiosk.store.queries.codes import fresh_code

KEPT = timedelta(days=365)
"""How long a picture is kept after its last day."""


def read_pictures(db: sqlite3.Connection, now: datetime) -> tuple[Picture, ...]:
    """Every picture that was not removed and whose last day is not long over, by its last day."""
    # A day more: the office may be behind UTC.
    first = (now.date() - timedelta(days=1)).isoformat()
    rows = db.execute(
        "SELECT * FROM pictures WHERE removed_at IS NULL AND shown_until >= ?"
        " ORDER BY shown_until, code",
        (first,),
    ).fetchall()
    return tuple(picture for picture in map(_picture_or_none, rows) if picture)


def picture_by_code(db: sqlite3.Connection, code: str) -> Picture:
    """A picture that was not removed; raises NotFound."""
    row = db.execute(
        "SELECT * FROM pictures WHERE code = ? AND removed_at IS NULL", (normal_code(code),)
    ).fetchone()
    found = _picture_or_none(row) if row is not None else None
    if found is None:
        raise NotFound("There is no such picture (any more)")
    return found


def _picture_or_none(row: sqlite3.Row) -> Picture | None:
    """None if another program wrote an invalid day."""
    try:
        until = date.fromisoformat(row["shown_until"])
    except ValueError:
        return None
    return Picture(
        code=row["code"],
        text=row["text"],
        alt=row["alt"],
        until=until,
        screens=tuple(row["screens"].split()),
        digest=row["digest"],
        width=row["width"],
        height=row["height"],
    )


def image_of(db: sqlite3.Connection, code: str, digest: str) -> bytes | None:
    """The bytes of a picture, as WebP; None if it was removed or its bytes are others."""
    row = db.execute(
        "SELECT image FROM picture_files WHERE picture = (SELECT code FROM pictures"
        " WHERE code = ? AND digest = ? AND removed_at IS NULL)",
        (normal_code(code), digest),
    ).fetchone()
    return None if row is None else bytes(row["image"])


def add_picture(
    db: sqlite3.Connection,
    draft: PictureDraft,
    image: bytes,
    size: tuple[int, int],
    now: datetime,
) -> Picture:
    """Add a picture, and delete those whose last day is a year ago.

    :raises ValidationError: there are too many already.
    """
    db.execute("DELETE FROM pictures WHERE shown_until < ?", ((now - KEPT).date().isoformat(),))
    refuse_too_many(len(read_pictures(db, now)))
    code = fresh_code(db)
    columns = {"code": code, **_columns(draft), "digest": blake2b(image, digest_size=8).hexdigest()}
    columns |= {"width": size[0], "height": size[1]}
    names = ", ".join(columns)
    places = ", ".join(f":{name}" for name in columns)
    db.execute(f"INSERT INTO pictures ({names}) VALUES ({places})", columns)
    db.execute("INSERT INTO picture_files (picture, image) VALUES (?, ?)", (code, image))
    return picture_by_code(db, code)


def edit_picture(db: sqlite3.Connection, code: str, draft: PictureDraft) -> None:
    """Change everything about a picture but the picture itself; raises NotFound."""
    columns = _columns(draft)
    texts = ", ".join(f"{name} = :{name}" for name in columns)
    known = picture_by_code(db, code).code
    db.execute(f"UPDATE pictures SET {texts} WHERE code = :code", {"code": known, **columns})


def remove_picture(db: sqlite3.Connection, code: str, now: datetime) -> None:
    """Take a picture off the walls; raises NotFound."""
    known = picture_by_code(db, code).code
    db.execute("UPDATE pictures SET removed_at = ? WHERE code = ?", (timestamp_to_text(now), known))


def _columns(draft: PictureDraft) -> dict[str, object]:
    return {
        "text": draft.text,
        "alt": draft.alt,
        "shown_until": draft.until.isoformat(),
        "screens": " ".join(draft.screens),
    }
