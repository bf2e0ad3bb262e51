"""The bytes of the pictures on the wall. Their addresses name the bytes, so they never change."""

import re

from flask import Blueprint, Response, abort, request

from kiosk.web.core.services import get_services

blueprint = Blueprint("picture_files", __name__)

_NAME = re.compile(r"([0-9A-Za-z]{1,10})-([0-9a-f]{16})\.webp", re.ASCII)
A_DAY = 24 * 3600


@blueprint.get("/pictures/<name>")
def show(name: str) -> Response:
    """A picture, for walls and for the admin page. Nobody is asked to log in: guests see it on the
    wall. Once it is removed, its address answers 404."""
    found = _NAME.fullmatch(name)
    image = get_services().store.pictures.image(*found.groups()) if found else None
    if found is None or image is None:
        abort(404)
    response = Response(image, content_type="image/webp")
    response.set_etag(found[2])
    response.headers["Cache-Control"] = f"private, max-age={A_DAY}"
    return response.make_conditional(request)  # type: ignore[return-value]
