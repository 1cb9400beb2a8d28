"""Front-end files are the published ones, and a changed byte is noticed."""

import json
import shutil

import pytest

from tools import vendor

PACKAGES = json.loads(vendor.LIST.read_text())["packages"]
FILES = sorted(vendor.wanted(PACKAGES))


def test_every_vendored_file_is_as_listed():
    assert vendor.differences(PACKAGES) == [], "run ./run vendor fetch, and never edit a vendored file by hand"


@pytest.fixture
def copy(tmp_path):
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(vendor.ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_one_changed_byte_is_noticed(copy, name):
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    assert vendor.differences(PACKAGES, copy) == [f"{name}: differs from tools/vendor.json"]


def test_a_missing_and_an_unlisted_file_are_noticed(copy):
    (copy / "app/static/vendor/htmx.min.js").rename(copy / "app/static/vendor/other.js")
    assert vendor.differences(PACKAGES, copy) == [
        "app/static/vendor/htmx.min.js: missing",
        "app/static/vendor/other.js: not listed in tools/vendor.json",
    ]


def test_each_package_names_its_version_licence_and_integrity():
    for package in PACKAGES:
        assert package["version"] and package["licence"], package["package"]
        assert package["integrity"].startswith("sha512-"), package["package"]
        assert any(entry["to"].endswith(".LICENSE.txt") for entry in package["files"].values()), (
            f"{package['package']}: list its LICENSE beside the files taken from it"
        )
