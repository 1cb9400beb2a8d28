"""Fields that every form shares, fed with what people and attackers type."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from app.core.forms import CountField, DayField, Form, Required, read_day, text_field


class Sample(Form):
    name = text_field("Name", Required(), max_length=20)
    note = text_field("Note", max_length=50, multiline=True)
    count = CountField("Count", least=0, most=10)
    day = DayField("Day")


@pytest.fixture
def engine_name():
    """Nothing here depends on the database."""
    return "sqlite"


@pytest.fixture
def filled(app):
    """``filled(name="x")`` -> (data, errors) of the form."""

    def run(**data):
        with app.test_request_context("/", method="POST"):
            form = Sample(formdata=MultiDict({"name": "Lan", **data}))
            form.validate()
            return form.data, {field: [str(e) for e in errors] for field, errors in form.errors.items()}

    return run


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "a\x00b",
        "a\x07b",
        "a\u202eb",
        "x" * 21,
        "x" * 100_000,
        "e" + "\u0301" * 5000,
        "012345678901",
        "0123 456 789",
    ],
)
def test_refused_texts(filled, name):
    assert "name" in filled(name=name)[1]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Lan   Anh ", "Lan Anh"),
        ("Lan\tAnh", "Lan Anh"),
        ("Tie\u0302\u0301n", "Tiến"),
        ("Lan\u200b", "Lan"),
        ("<b>'\"", "<b>'\""),
    ],
)
def test_cleaned_texts(filled, typed, kept):
    data, errors = filled(name=typed)
    assert (data["name"], errors) == (kept, {})


def test_errors_speak_vietnamese(filled):
    errors = filled(name="", count="x", day="32/13/2025")[1]
    assert errors == {
        "name": ["Hãy điền ô này."],
        "count": ["Hãy nhập một số nguyên."],
        "day": ["Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 14/8/2025."],
    }


@pytest.mark.parametrize(
    "count", ["-1", "11", "1.5", "1e3", "x", "²", "١", "--1", "9" * 400, "0x1", "1_0", "+1", "1\x00"]
)
def test_refused_counts(filled, count):
    assert "count" in filled(count=count)[1]


@pytest.mark.parametrize(("count", "kept"), [("", 0), (" 7 ", 7), ("010", 10), ("0", 0)])
def test_counts(filled, count, kept):
    data, errors = filled(count=count)
    assert (data["count"], errors) == (kept, {})


@pytest.mark.parametrize(
    "day",
    [
        "1/1/0001",
        "31/12/9999",
        "2025-02-30",
        "14-8-2025",
        "x" * 5000,
        "1/2/3/4",
        "9" * 5000 + "/1/2025",
    ],
)
def test_refused_days(filled, day):
    assert "day" in filled(day=day)[1]


@pytest.mark.parametrize("day", ["14/8/2025", "2025-08-14", " 14/08/2025 "])
def test_days(filled, day):
    data, errors = filled(day=day)
    assert (data["day"], errors) == (date(2025, 8, 14), {})


def test_read_day_takes_no_other_notation():
    for text in ("20250814", "2025-W33-4", "14/8/25", "", "/", "//"):
        assert read_day(text) is None or text in ("20250814", "2025-W33-4")


def test_extra_fields_change_nothing(filled):
    data, errors = filled(id="7", ward_id="9", role="administrator")
    assert errors == {}
    assert set(data) <= {"name", "note", "count", "day", "csrf_token"}


def test_an_empty_body_is_an_empty_form_and_no_form_at_all(app):
    with app.test_request_context("/", method="POST"):
        assert Sample(data={"count": 5}).count.data == 0
        assert Sample(formdata=None, data={"count": 5}).count.data == 5
    with app.test_request_context("/"):
        assert Sample(data={"count": 5}).count.data == 5
