"""The company's logo, for walls and phones. No log-in: it says nothing about the office's work."""

from flask import Blueprint, Response, abort, request

from kiosk.web.core.one_read import reads_once
from kiosk.web.core.services import get_services

blueprint = Blueprint("logo", __name__)

FOREVER = "public, max-age=31536000, immutable"


@blueprint.get("/logo/<digest>.png")
@reads_once
def show(digest: str) -> Response:
    """The logo with this digest. Another logo has another address, so browsers keep it for good."""
    found = get_services().store.logo.file(digest.lower())
    if found is None:
        abort(404)
    response = Response(found, content_type="image/png")
    response.headers["Cache-Control"] = FOREVER
    response.set_etag(digest.lower())
    response.make_conditional(request)
    return response
