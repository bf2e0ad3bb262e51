"""Uploaded images: what is read, what is refused and why, and what is left of them."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from kiosk.errors import ValidationError
from kiosk.exchange.images import decoding
from kiosk.exchange.images.decoding import safe_image
from kiosk.exchange.images.rules import LOGO, PICTURE, ImageRules, SafeImage

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'
BAR = '<rect x="10" width="20" height="20" rx="5"/>'


def file(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def ring(ground: str, ink: str, mode: str = "RGB") -> Image.Image:
    picture = Image.new(mode, (100, 60), ground)
    ImageDraw.Draw(picture).ellipse((30, 10, 70, 50), outline=ink, width=8)
    return picture


def opened(image: SafeImage) -> Image.Image:
    return Image.open(io.BytesIO(image.data))


def refusal(data: bytes, rules: ImageRules = PICTURE) -> str:
    with pytest.raises(ValidationError) as refused:
        safe_image(data, "ours.png", rules, "picture")
    assert refused.value.field == "picture"
    return str(refused.value)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_encoded_again_without_metadata(kind: str):
    place = Image.Exif()
    place[0x010E] = "taken at home"
    data = file(ring("white", "red"), kind, exif=place)
    assert b"taken at home" in data
    made = safe_image(data, "ours.jpg", PICTURE, "picture")
    assert (made.content_type, made.width, made.height) == ("image/webp", 100, 60)
    assert b"taken at home" not in made.data
    red, green, _ = opened(made).convert("RGB").getpixel((33, 30))
    assert red > 200
    assert green < 90


def test_a_picture_taken_upright_is_turned():
    turned = Image.Exif()
    turned[0x0112] = 6
    made = safe_image(file(ring("white", "red"), "JPEG", exif=turned), "a.jpg", PICTURE, "picture")
    assert (made.width, made.height) == (60, 100)


def test_a_large_picture_is_made_smaller():
    small = replace(PICTURE, width=50, height=50)
    made = safe_image(file(ring("white", "red"), "PNG"), "a.png", small, "picture")
    assert (made.width, made.height) == (50, 30)


def test_a_logos_shape_is_cut_out_of_its_ground_and_black():
    for ground, ink, mode in (
        ("white", "red", "RGB"),
        ("#000", "#fff", "RGB"),
        ("#0000", "blue", "RGBA"),
    ):
        made = safe_image(file(ring(ground, ink, mode), "PNG"), "a.png", LOGO, "logo")
        assert (made.content_type, made.width, made.height) == ("image/png", 41, 41)
        shape = opened(made)
        assert shape.mode == "LA"
        assert shape.getchannel("L").getextrema() == (0, 0)
        assert shape.getpixel((20, 3)) == (0, 255)
        assert shape.getpixel((20, 20)) == (0, 0)


def test_an_svg_is_drawn():
    made = safe_image(SVG.format(BAR).encode(), "a.svg", LOGO, "logo")
    assert (made.width, made.height) == (240, 240)
    assert opened(made).getpixel((120, 120)) == (0, 255)


@pytest.mark.parametrize(
    "outside",
    [
        '<image href="/etc/hostname.png" width="9" height="9"/>',
        '<use href="https://example.com/a.svg#b"/>',
        '<rect width="9" height="9" fill="url(https://example.com/a)"/>',
        '<style>@import "https://example.com/a.css";</style>',
        "<script>1</script>",
    ],
)
def test_an_svg_that_loads_something_is_refused(outside: str):
    assert "loads something from outside" in refusal(SVG.format(BAR + outside).encode(), LOGO)


def test_an_svg_with_entities_is_refused():
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format(BAR + "<text>&a;</text>")
    assert "loads something from outside" in refusal(bomb.encode(), LOGO)


def test_errors_name_the_file_and_what_to_do():
    large = file(Image.new("1", (7000, 7000)), "PNG")
    assert "7000 × 7000 pixels. Save it with at most 40 megapixels" in refusal(large)
    assert "“ours.png” has 5.1 MB. Save it smaller: at most 5 MB" in refusal(bytes(5_100_000))
    assert "formats: PNG, JPEG, WebP. Save it again" in refusal(b"GIF89a and so on")
    assert "cannot be read" in refusal(file(ring("white", "red"), "PNG")[:300])
    assert "shows no shape" in refusal(file(Image.new("RGB", (9, 9), "red"), "PNG"), LOGO)
    assert refusal(b"") == "Choose a file"


def test_an_image_is_refused_when_its_process_is_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(decoding, "SECONDS", 0.001)
    assert "cannot be read" in refusal(file(ring("white", "red"), "PNG"))


def test_a_process_without_memory_refuses(monkeypatch: pytest.MonkeyPatch):
    starved = "import kiosk.exchange.images.worker as w; w.MEMORY = 1 << 20; w.decode_input()"
    run = decoding.subprocess.run

    def with_little(command: list[str], **rest: object) -> object:
        return run([command[0], "-c", starved, command[-1]], **rest)

    monkeypatch.setattr(decoding.subprocess, "run", with_little)
    assert "cannot be read" in refusal(file(Image.new("RGB", (3000, 3000)), "PNG"))
