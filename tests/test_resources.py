import pytest

from kiosk.errors import KioskError
from kiosk.resources import find_folder


def test_the_package_comes_before_its_parent(tmp_path):
    package = tmp_path / "kiosk"
    (package / "templates").mkdir(parents=True)
    (tmp_path / "templates").mkdir()

    assert find_folder("templates", package) == package / "templates"


def test_a_checkout_has_its_folders_beside_the_package(tmp_path):
    (tmp_path / "data" / "sample").mkdir(parents=True)

    assert find_folder("data/sample", tmp_path / "kiosk") == tmp_path / "data" / "sample"


def test_a_missing_folder_is_shown_with_both_places(tmp_path):
    package = tmp_path / "kiosk"

    with pytest.raises(KioskError) as caught:
        find_folder("static", package)

    assert str(package / "static") in str(caught.value)
    assert str(tmp_path / "static") in str(caught.value)


def test_a_file_of_that_name_is_not_a_folder(tmp_path):
    package = tmp_path / "kiosk"
    package.mkdir()
    (package / "static").write_text("")
    (tmp_path / "static").mkdir()

    assert find_folder("static", package) == tmp_path / "static"
