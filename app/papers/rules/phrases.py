"""Words that belong together, so that a line in the middle of a page is broken by sense."""

import re

# With a blank that no line breaks at.
TIED = "\u00a0"
_PHRASES = (
    "chuyển đổi số",
    "Chuyển đổi số",
    "cá nhân",
    "đoàn viên",
    "đồng chí",
    "hộ gia đình",
    "Hộ gia đình",
    "ngày đêm",
    "Giấy khen",
    "tập thể",
    "Tập thể",
    "thành tích",
    "tình nguyện",
    "tổ dân phố",
    "Tổ dân phố",
    "xuất sắc",
    "Ủy ban",
    "nhân dân",
)
_PHRASE = re.compile("|".join(rf"(?<!\w){one}(?!\w)" for one in sorted(_PHRASES, key=len, reverse=True)))
# "45 ngày đêm" (its words are tied already), "số 05", "năm 2025", "TDP 34".
_COUNT = re.compile(r"(?<![\w.,])(\d{1,3}) (?=[^\W\d_])")
_NUMBER = re.compile(r"(?<!\w)(số|Số|năm|ngày|tháng|TDP|phường|Phường|Quận|quận) (?=\d)")


def bound(text: str) -> str:
    """The text with a no-break blank inside of what belongs together: "45 ngày đêm", "cá nhân", "số 05"."""
    tied = _PHRASE.sub(lambda found: found[0].replace(" ", TIED), text)
    return _NUMBER.sub(rf"\1{TIED}", _COUNT.sub(rf"\1{TIED}", tied))
