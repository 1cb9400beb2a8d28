"""What has one word is said with that word, and what has one formatter goes through it."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from app.core import i18n
from tools import words

# (what is not said, what is said instead): it reads wrongly to somebody from a ward, or is a second word for a thing.
VIETNAMESE = (
    (r"\bnhận được\b(?! (thư|tin))", "có thể nhận: “nhận được” is received"),
    (r"(?<!iên )(?<!ăn )\b[Bb]ản ghi\b", "nhật ký"),
    (r"\b[Gg]hi nhận\b", "nhật ký, or ghi for noting something"),
    (r"\b[Rr]ời (ca|hàng)\b", "rút khỏi ca: “rời ca” is walking off while on duty"),
    (r"\b(được|còn) rút ca\b", "rút khỏi ca"),
    (r"\b[Đđ]iểm danh (vào|ra)\b", "điểm danh đến, điểm danh về"),
    (r"\bMở chiến dịch\b", "Xem chiến dịch, Tạo chiến dịch"),
    (r"^Chào %", "Xin chào, with the whole name"),
    (r"Lúc này không làm được", "Chưa thực hiện được"),
    (r"không mở được trang này", "Bạn không có quyền xem trang này"),
    (r"trống tên", "chưa ghi tên"),
    (r"chừng này người", "số người còn thiếu"),
    (r"thiếu tất cả", "thiếu tổng cộng"),
    (r"lượt kết quả", "việc"),
    (r"^Xong: ", "Xong, ..."),
    (r"^Cả %\(", "tất cả"),
    (r"được mời người", "có chỗ trống, người đứng đầu hàng được mời"),
    (r"đường dẫn mời", "đường dẫn đăng nhập"),
    (r"\bđòi\b", "cần"),
    (r"—|\d-\d\d?:\d|(?<=\d)–\s|\s–(?=\d)", "one dash: – without blanks between figures, with blanks between days"),
)
ENGLISH = (
    (r"\bcan ?not\b", "can't"),
    (r"\bminded\b|\bminds\b", "staffed"),
    (r"\b[Ww]ritten down\b|\b[Ww]rite down\b", "recorded, marked"),
    (r"Here must stand", "This must be"),
    (r"\bis not there\b", "There is no such ..."),
    (r"Good that you", "Glad you"),
    (r"told apart by", "tie-breaker"),
    (r"place aside|[Pp]ut aside", "put on hold, discard"),
    (r"^%\(num\)d short$", "at least %(num)d more needed"),
    (r"\b[Ss]tands (in|on|at|beside|here|there|twice)\b", "is in, is on"),
    (r"\b[Tt]hrow(n|s)? away\b|\b[Tt]hrow the\b|\bthrew\b", "delete"),
    (r"\banew\b", "again"),
    (r"\bone a line\b|\ba person and day\b", "one per line, per person and day"),
    (r"people? of them\b", "of these"),
)
# The State's own words, and a date as programs write it.
STATE = re.compile(r"Thi đua - Khen thưởng|\d{4}-\d\d-\d\d")


def _against(sentence: str, banned) -> list[str]:
    plain = STATE.sub("", sentence)
    return [instead for pattern, instead in banned if re.search(pattern, plain)]


def test_no_sentence_says_what_reads_wrongly():
    found = []
    for places in words.translated().values():
        for file, vietnamese in places:
            for text in [vietnamese] if isinstance(vietnamese, str) else vietnamese:
                found += [f"{file}: {text} -> {why}" for why in _against(text, VIETNAMESE)]
    for key in words.said().keys() - words.library():
        for text in (key,) if isinstance(key, str) else key:
            found += [f"{text} -> {why}" for why in _against(text, ENGLISH)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("sentence", "banned"),
    [
        ("Ca bạn nhận được", VIETNAMESE),
        ("Sửa bản ghi", VIETNAMESE),
        ("Duyệt ghi nhận", VIETNAMESE),
        ("Bạn đã rời ca này.", VIETNAMESE),
        ("Điểm danh vào mở trước", VIETNAMESE),
        ("Chào %(name)s", VIETNAMESE),
        ("08:00-11:30", VIETNAMESE),
        ("A list beyond this can not be locked.", ENGLISH),
        ("This record is not there.", ENGLISH),
        ("%(num)d short", ENGLISH),
    ],
)
def test_the_list_finds_them(sentence, banned):
    assert _against(sentence, banned)


@pytest.mark.parametrize(
    "sentence", ["Bạn nhận được thư này vì", "Biên bản ghi rõ", "dạng 2025-08-14", "Mở lại chiến dịch"]
)
def test_the_list_spares_what_is_right(sentence):
    assert not _against(sentence, VIETNAMESE)


# ---- formatters

RAW_PYTHON = re.compile(r"%H:%M|:%d/%m|:,\}")
FORMATTERS = {"core/words.py", "core/i18n.py"}
# What goes into fields of forms and into the trail is read by programs; papers are in Vietnamese in any language.
OWN = {
    "awards/rules/achievement.py",
    "campaigns/actions/campaign.py",
    "campaigns/actions/slots.py",
    "campaigns/forms.py",
    "lines/views/shown.py",
    "papers/rules/numerals.py",
    "shifts/actions/templates.py",
    "shifts/rules/templates.py",
    "shifts/views/words.py",
}


def test_times_and_numbers_are_formatted_in_one_place():
    found = [
        f"{path.relative_to(words.APP)}: {line.strip()}"
        for path in sorted(words.APP.rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if RAW_PYTHON.search(line)
        and str(path.relative_to(words.APP)) not in FORMATTERS | OWN
        and not str(path.relative_to(words.APP)).startswith("seeds/")
    ]
    assert found == [], "use app/core/words.py:\n" + "\n".join(found)


def _shown_raw(source: str) -> list[str]:
    """What a template prints between tags without a formatter: lengths, sums, phones, times."""
    env = Environment(autoescape=True, extensions=["jinja2.ext.do"])
    found, inside = [], False
    for output in env.parse(source).find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                opened, closed = node.data.rfind("<"), node.data.rfind(">")
                inside = opened > closed if max(opened, closed) >= 0 else inside
            elif isinstance(node, nodes.Filter) and node.name in {"length", "count", "sum"} and not inside:
                found.append(f"line {node.lineno}: {node.name} without |number")
            elif isinstance(node, nodes.Getattr) and node.attr == "phone" and not inside:
                found.append(f"line {node.lineno}: a phone number without |phone")
    for node in env.parse(source).find_all(nodes.Call):
        if isinstance(node.node, nodes.Getattr) and node.node.attr == "strftime":
            found.append(f"line {node.lineno}: strftime")
    return found


def test_templates_print_through_formatters():
    folder = words.APP / "templates"
    found = [
        f"{path.relative_to(folder)} {one}"
        for path in sorted(Path(folder).rglob("*.html"))
        for one in _shown_raw(path.read_text(encoding="utf-8"))
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "<b>{{ people|length }}</b>",
        "<td>{{ one.phone }}</td>",
        "<p>{{ slot.starts.strftime('%H:%M') }}</p>",
    ],
)
def test_raw_prints_are_found(source):
    assert _shown_raw(source)


def test_formatted_prints_are_not(source="<b id='n{{ a|length }}'>{{ a|length|number }} {{ one.phone|phone }}</b>"):
    assert _shown_raw(source) == []


def test_every_language_groups_its_counts():
    with i18n.speaking("en"):
        assert i18n.grouped(1080) == "1,080"
    with i18n.speaking("vi"):
        assert i18n.grouped(1080) == "1.080"
        assert i18n.counted("%(num)d ca", {"num": 1080}) == ("%(num)s ca", {"num": "1.080"})
        assert i18n.counted("%(year)s", {"year": 2026}) == ("%(year)s", {"year": 2026})
