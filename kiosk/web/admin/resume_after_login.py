"""After a log-in, shows the form that was submitted without a session: filled in, but not saved."""

from flask import Blueprint, Response, current_app, g, request
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response as AnyResponse

from kiosk.store.db.dry_run import dry_run
from kiosk.web.admin.kept_forms import KeptForm
from kiosk.web.admin.responses import redirect_to, render_page
from kiosk.web.admin.state import admin_state
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import login_required, session_key

blueprint = Blueprint("resume_after_login", __name__)
BASE_PATH = "/admin/kept"
_FORWARDED_HEADERS = ("Cookie", "Host", "User-Agent", "Accept-Language")


@blueprint.get(BASE_PATH)
@login_required
def show() -> AnyResponse:
    """The form as it was submitted, on its own page. Nothing is saved."""
    form = admin_state().kept_forms.get(session_key(), get_services().now())
    if form is None:
        return redirect_to("/admin/")
    answer, has_form = _dry_run(form)
    if has_form:
        # The page says what there is to do; it refuses nothing.
        answer.status_code = 200
        return answer
    return _retry_page(form, may_save=answer.status_code not in (403, 404, 405))


@blueprint.after_app_request
def forget_saved(response: Response) -> Response:
    """Discard a form once it was saved."""
    if request.method == "POST" and response.status_code == 303 and request.path != "/admin/login":
        kept_forms, key = admin_state().kept_forms, session_key()
        form = kept_forms.get(key, get_services().now())
        if form and form.path.partition("?")[0] == request.path:
            kept_forms.discard(key)
    return response


def _dry_run(form: KeptForm) -> tuple[Response, bool]:
    """The response of the form's own page, and whether that contains the form."""
    builder = EnvironBuilder(
        path=form.path, method="POST", base_url=request.host_url, data=_data(form)
    )
    for name in _FORWARDED_HEADERS:
        if name in request.headers:
            builder.headers[name] = request.headers[name]
    builder.headers["Origin"] = request.host_url.rstrip("/")
    environ = builder.get_environ()
    environ["REMOTE_ADDR"] = request.environ.get("REMOTE_ADDR", "")
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with dry_run(), app.request_context(environ):
        answer: Response = app.full_dispatch_request()
        return answer, "shows_kept" in g


def _data(form: KeptForm) -> dict[str, list[str]]:
    data: dict[str, list[str]] = {}
    for name, value in form.fields:
        data.setdefault(name, []).append(value)
    return data


def _retry_page(form: KeptForm, *, may_save: bool) -> AnyResponse:
    """A page with a button that submits the request again, where there is no form to fill in."""
    texts = [value for _, value in form.fields if len(value.split()) > 1]
    title = get_services().localizer.gettext("Save again")
    return render_page(
        "admin/sign_in/kept_form.html", title, form=form, texts=texts, may_save=may_save
    )
