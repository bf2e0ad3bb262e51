"""The company's logo: set and removed on the settings page, and where it is shown."""

import io
import re

import pytest
from PIL import Image, ImageDraw

from tests.web.admin.users import add_person, log_in

PATH = "/admin/settings/logo"


def ring() -> bytes:
    picture = Image.new("RGB", (200, 100), "white")
    ImageDraw.Draw(picture).ellipse((30, 10, 170, 90), outline="red", width=12)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def upload(admin):
    def send(data: bytes, name: str = "ours.png"):
        return admin.post(PATH, data={"logo": (io.BytesIO(data), name)})

    return send


def test_a_logo_is_shown_on_walls_phones_and_the_settings_page(admin, services, upload):
    answer = upload(ring())
    assert answer.location == "/admin/settings?saved=1#logo"

    logo = services.office().logo
    address = f"/logo/{logo.digest}.png"
    wall = admin.get("/").text
    assert f'data-logo="{address}"' in wall
    assert f'data-logo-shape="{logo.width / logo.height:.4f}"' in wall
    assert 'data-logo-place="before"' in wall
    for page in ("/all", "/admin/settings"):
        assert f'src="{address}"' in admin.get(page).text


def test_its_address_is_kept_for_good_and_answers_without_log_in(client, services, upload):
    upload(ring())
    address = f"/logo/{services.office().logo.digest}.png"
    answer = client.get(address)
    assert answer.content_type == "image/png"
    assert "immutable" in answer.headers["Cache-Control"]
    assert Image.open(io.BytesIO(answer.data)).mode == "LA"
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get("/logo/0000000000000000.png").status_code == 404


def test_it_is_removed(admin, services, upload):
    upload(ring())
    asked = admin.post(f"{PATH}/remove")
    assert "it has to be uploaded again" in asked.text
    assert services.office().logo is not None
    admin.post(f"{PATH}/remove", data={"sure": "1"})
    assert services.office().logo is None
    assert "data-logo=" not in admin.get("/").text
    assert "/logo/" not in admin.get("/all").text


def test_it_can_be_nowhere(admin, services, upload):
    upload(ring())
    services.store.settings.replace({"logo_place": "nowhere"})
    assert "data-logo=" not in admin.get("/").text
    assert "/logo/" not in admin.get("/all").text


def test_each_change_is_in_the_history(admin, services, upload):
    upload(ring())
    assert "The company’s logo was set" in admin.get("/admin/history").text
    upload(ring())
    admin.post(f"{PATH}/remove", data={"sure": "1"})
    history = admin.get("/admin/history").text
    assert "The company’s logo was removed" in history
    assert history.count("The company’s logo was set") == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Choose a file"),
        (b"GIF89a", "“ours.png” is not a picture in one of these formats: PNG, SVG. Save it again"),
        (bytes(1_200_000), "“ours.png” has 1.2 MB. Save it smaller: at most 1 MB"),
    ],
)
def test_a_file_that_is_no_logo_is_refused_at_its_field(services, upload, data, sentence):
    answer = upload(data)
    assert answer.status_code == 422
    field = re.search(r'data-field="logo".*?</div>', answer.text, re.S)[0]
    assert sentence in field
    assert services.office().logo is None


def test_only_an_admin_sets_it(client, services):
    add_person(services, "Bo", is_admin=False)
    log_in(client, "Bo")
    answer = client.post(PATH, data={"logo": (io.BytesIO(ring()), "ours.png")})
    assert answer.status_code == 403
    assert services.office().logo is None
