"""Pictures on the wall: add one with a line of text, edit it, remove it."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import Collector, ValidationError
from kiosk.exchange.images.decoding import safe_image
from kiosk.exchange.images.rules import PICTURE, SafeImage
from kiosk.okr.pictures import MOST_DAYS, PictureDraft, parse_picture
from kiosk.okr.screens import Screen
from kiosk.views.admin.pictures import (
    PictureForm,
    picture_fields,
    picture_item,
    picture_items,
    screen_boxes,
)
from kiosk.web.admin.edit_conflicts import edit_form_of, submitted_fingerprint
from kiosk.web.admin.idempotency import idempotent
from kiosk.web.admin.responses import UNPROCESSABLE, error_text, redirect_to, render_page
from kiosk.web.admin.screens.status import selectable_screens
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("pictures", __name__)
P = ParamSpec("P")
Answer = TypeVar("Answer")

LIST = "/admin/pictures"
MAX_UPLOAD = 60_000_000
USUAL_DAYS = timedelta(days=7)


def receives_picture(handler: Callable[P, Answer]) -> Callable[P, Answer]:
    """For a handler of a form with a picture, which is larger than other forms may be."""

    @wraps(handler)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Answer:
        request.max_content_length = MAX_UPLOAD
        return handler(*args, **kwargs)

    return wrapped


@blueprint.get(LIST)
@admin_required
def index() -> Response:
    """The pictures on the wall, and the form of a new one."""
    return _list({"text": "", "alt": "", "until": (_today() + USUAL_DAYS).isoformat()}, ())


@blueprint.post(LIST)
@receives_picture
@admin_required
@idempotent
def create() -> Response:
    """Add a picture. It is decoded in a process of its own, while other requests go on."""
    services, collect = get_services(), Collector()
    ticked = request.form.getlist("screens")
    picture = collect.read(_received, None)
    draft = collect.read(lambda: _draft(ticked), None)
    try:
        collect.finish()
        assert draft is not None and picture is not None  # noqa: S101, PT018 or there are errors
        size = (picture.width, picture.height)
        services.store.pictures.add(draft, picture.data, size, now=services.now())
    except ValidationError as error:
        return _list(request.form.to_dict(), ticked, error_text(error))
    return redirect_to(f"{LIST}?added=1")


def _received() -> SafeImage:
    file = request.files.get("picture")
    data, name = (file.read(), file.filename or "") if file else (b"", "")
    return get_services().call(lambda: safe_image(data, name, PICTURE, "picture"))


@blueprint.get(f"{LIST}/<code>")
@admin_required
@edit_form_of("pictures")
def edit(code: str) -> Response:
    """The form of a picture's text, day and screens."""
    picture = get_services().store.pictures.get(code)
    return _form(code, picture_fields(picture), picture.screens)


@blueprint.post(f"{LIST}/<code>")
@admin_required
@edit_form_of("pictures")
def update(code: str) -> Response:
    """Change them."""
    services, ticked = get_services(), request.form.getlist("screens")
    services.store.pictures.get(code)
    try:
        services.store.pictures.edit(
            code, _draft(ticked, code), if_unchanged_since=submitted_fingerprint()
        )
    except ValidationError as error:
        return _form(code, request.form.to_dict(), ticked, error_text(error))
    return redirect_to(LIST)


@blueprint.post(f"{LIST}/<code>/remove")
@admin_required
def remove(code: str) -> Response:
    """Take it off the walls; the history can bring it back."""
    services = get_services()
    services.store.pictures.remove(code, now=services.now())
    return redirect_to(f"{LIST}?removed=1")


def _draft(ticked: list[str], code: str = "") -> PictureDraft:
    """The form as typed. A picture keeps a screen that is not there to choose any more."""
    kept = get_services().store.pictures.get(code).screens if code else ()
    known = {screen.name for screen in _choices()} | set(kept)
    return parse_picture(request.form, ticked, known, _today())


def _choices() -> list[Screen]:
    return [status.screen for status in selectable_screens()]


def _today() -> date:
    services = get_services()
    return services.localizer.office_today(services.now())


def _list(
    given: Mapping[str, str],
    ticked: list[str] | tuple[str, ...],
    errors: dict[str, str] | None = None,
) -> Response:
    services = get_services()
    items = picture_items(
        services.localizer, services.office(), services.store.screens.all(), _today()
    )
    return render_page(
        "admin/pictures/list.html",
        services.localizer.gettext("Pictures"),
        here=LIST,
        status=UNPROCESSABLE if errors else 200,
        items=items,
        form=_fields(given, ticked),
        errors=errors or {},
        added="added" in request.args,
        removed="removed" in request.args,
    )


def _form(
    code: str,
    given: Mapping[str, str],
    ticked: list[str] | tuple[str, ...],
    errors: dict[str, str] | None = None,
) -> Response:
    services = get_services()
    picture = services.store.pictures.get(code)
    return render_page(
        "admin/pictures/form.html",
        services.localizer.gettext("Edit the picture"),
        here=LIST,
        status=UNPROCESSABLE if errors else 200,
        item=picture_item(services.localizer, picture, services.store.screens.all()),
        form=_fields(given, ticked),
        errors=errors or {},
    )


def _fields(given: Mapping[str, str], ticked: list[str] | tuple[str, ...]) -> PictureForm:
    boxes, last = screen_boxes(_choices(), ticked), _today() + timedelta(days=MOST_DAYS)
    return PictureForm(given, boxes, _today().isoformat(), last.isoformat())
