"""Compresses responses."""

import gzip

from flask import Response, request

LEVEL = 6
TEXT_TYPES = frozenset(
    {"text/html", "text/css", "text/javascript", "application/json", "application/problem+json"}
)
# Below this the header costs more than it saves.
MIN_SIZE = 256


def compress(response: Response) -> Response:
    """The response, gzipped if the client accepts that; always the same bytes for the same text."""
    if response.mimetype not in TEXT_TYPES or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings.quality("gzip") or response.is_streamed:
        return response
    body = response.get_data()
    if len(body) < MIN_SIZE:
        return response
    response.set_data(gzip.compress(body, LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response
