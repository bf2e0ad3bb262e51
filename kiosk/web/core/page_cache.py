"""Caches pages that are the same for everybody who may see them, as the bytes that are sent: a
whole office may scan one code at once."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from flask import Response, request

from kiosk.web.core.compression import LEVEL

MAX_PAGES = 256
MAX_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CacheKey:
    """What a cached page depends on.

    :ivar key: everything except revision and time. It must differ between redacted and complete
        pages.
    :ivar revision: the database's revision.
    :ivar now: the time shown; aware.
    """

    key: Hashable
    revision: int
    now: datetime


@dataclass(frozen=True, slots=True)
class CachedPage:
    """A cached page.

    :ivar packed: its text, gzipped; nearly every client accepts that.
    :ivar made_at: the time it shows: if the clock is set back, it is invalid.
    :ivar changes_at: when it changes without a save; None: never.
    """

    compressed: bytes
    tag: str
    rendered_at: datetime
    changes_at: datetime | None

    def is_valid_at(self, now: datetime) -> bool:
        """Whether the page would be rendered the same at a time."""
        return self.rendered_at <= now and (self.changes_at is None or now < self.changes_at)


class PageCache:
    """The most recently used pages of one revision. Used by several threads."""

    def __init__(self, most: int = MAX_PAGES, most_bytes: int = MAX_BYTES) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._pages: OrderedDict[Hashable, CachedPage] = OrderedDict()
        self._bytes = 0
        self._revision = 0
        self._touching, self._making = Lock(), Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, look: CacheKey) -> CachedPage | None:
        """The cached page for a key, if there is one."""
        with self._touching:
            found = self._pages.get(look.key) if look.revision == self._revision else None
            if found is None or not found.is_valid_at(look.now):
                return None
            self._pages.move_to_end(look.key)
            return found

    def get_or_render(
        self, look: CacheKey, make: Callable[[], tuple[str, datetime | None]]
    ) -> CachedPage:
        """The cached page for a key, rendered once for all requests that wait for it.

        :param make: its text, and when it changes without a save.
        """
        with self._making:
            found = self.get(look)
            if found is None:
                found = _compressed(*make(), look.now)
                self._store(look, found)
            return found

    def _store(self, look: CacheKey, page: CachedPage) -> None:
        with self._touching:
            if look.revision != self._revision:
                if look.revision < self._revision:  # a save since then
                    return
                self._pages.clear()
                self._bytes, self._revision = 0, look.revision
            before = self._pages.pop(look.key, None)
            self._bytes += len(page.compressed) - (len(before.compressed) if before else 0)
            self._pages[look.key] = page
            while len(self._pages) > self._most or self._bytes > self._most_bytes:
                self._bytes -= len(self._pages.popitem(last=False)[1].compressed)


def _compressed(text: str, changes_at: datetime | None, now: datetime) -> CachedPage:
    plain = text.encode()
    tag = hashlib.blake2s(plain, digest_size=12).hexdigest()
    return CachedPage(gzip.compress(plain, LEVEL, mtime=0), tag, now, changes_at)


def page_response(page: CachedPage) -> Response:
    """The response with a page; 304 if the client has it already."""
    is_packed = request.accept_encodings.quality("gzip") > 0
    tag = f"{page.tag}-gzip" if is_packed else page.tag
    if request.if_none_match.contains(tag):
        answer = Response(status=304)
    else:
        body = page.compressed if is_packed else gzip.decompress(page.compressed)
        answer = Response(body, content_type="text/html; charset=utf-8")
        if is_packed:
            answer.headers["Content-Encoding"] = "gzip"
    answer.headers["ETag"] = f'"{tag}"'
    # Revalidate each time, and never in a shared cache.
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Accept-Encoding, Cookie"
    return answer
