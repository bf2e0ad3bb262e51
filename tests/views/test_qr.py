import re

import numpy as np
import pytest
import zxingcpp

from kiosk.views.addresses import Places
from kiosk.views.qr import QUIET, qr_code

SIDE = 4  # pixels a module


def picture(code) -> np.ndarray:
    """The code as its path draws it, dark on light."""
    image = np.full((code.size * SIDE, code.size * SIDE), 220, np.uint8)
    for start, y, steps in re.findall(r"M(\d+) (\d+)\.5([^M]+)", code.path):
        rows, x = slice(int(y) * SIDE, (int(y) + 1) * SIDE), int(start)
        for lifted, width in re.findall(r"([mh])(\d+)", steps):
            if lifted == "h":
                image[rows, x * SIDE : (x + int(width)) * SIDE] = 0
            x += int(width)
    return image


@pytest.mark.parametrize(
    ("link", "modules", "level"),
    [
        ("HTTP://10.0.0.2/ALL", 21, "M"),
        ("HTTP://192.168.1.20:8000/O/K7Q2", 25, "M"),
        ("HTTP://192.168.178.201:18000/O/K7Q2X", 25, "M"),
        ("HTTP://OKR.EXAMPLE.COM/T/DEVELOPER-RELATIONS", 25, "L"),
        ("HTTP://OKR.SOME-LONG-COMPANY-NAME.EXAMPLE.COM:8000/O/K7Q2", 29, "M"),
    ],
)
def test_a_link_gets_the_smallest_version_and_then_the_strongest_level(link, modules, level):
    code = qr_code(link)
    (read,) = zxingcpp.read_barcodes(picture(code))
    assert read.text == link
    assert code.size == modules + 2 * QUIET
    assert read.ec_level == level


def test_a_link_is_in_capitals_and_its_text_is_what_somebody_would_type():
    link = Places("http://192.168.1.20:8000", "Office").link("/o/K7Q2")
    assert link is not None
    assert link.qr.link == "HTTP://192.168.1.20:8000/O/K7Q2"
    assert link.text == "192.168.1.20:8000/O/K7Q2"
    assert link.wifi == "Office"


def test_without_an_address_there_is_no_code():
    assert Places("", "Office").link("/o/K7Q2") is None


def test_a_path_is_small():
    assert len(qr_code("HTTP://192.168.1.20:8000/O/K7Q2").path) < 1500
