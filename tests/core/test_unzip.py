"""Parts of a .zip: what comes out is counted, whatever the directory says."""

import io
import tracemalloc
import zipfile

import pytest

from app.core.unzip import TooMuch, Unpacker

MB = 1024 * 1024


def archive(**parts) -> zipfile.ZipFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return zipfile.ZipFile(buffer)


@pytest.mark.parametrize("kind", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_parts_come_out_whole(kind):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as made:
        made.writestr("a", b"x" * 100_000)
        made.writestr("b", b"")
    opened = zipfile.ZipFile(buffer)
    assert [len(Unpacker(opened, MB).read(part)) for part in opened.infolist()] == [100_000, 0]


def test_all_parts_together_stay_below_the_limit():
    opened = archive(a=b"x" * 600, b=b"y" * 600)
    unpacker = Unpacker(opened, 1_000)
    assert len(unpacker.read(opened.getinfo("a"))) == 600
    with pytest.raises(TooMuch):
        unpacker.read(opened.getinfo("b"))


def test_a_part_that_says_less_than_it_holds_costs_no_memory():
    opened = archive(a=b"x" * (100 * MB))
    part = opened.getinfo("a")
    part.file_size = 1_000
    tracemalloc.start()
    try:
        with pytest.raises((TooMuch, zipfile.BadZipFile)):
            Unpacker(opened, 50 * MB).read(part)
        assert tracemalloc.get_traced_memory()[1] < 2 * MB
    finally:
        tracemalloc.stop()
