"""A person's name in a cell: titles and brackets are taken off and told, what names nobody or two is refused."""

import re
import unicodedata

from app.core.text import TextCode, TextProblem, clean_name, excerpt, holds_identity_number
from app.exchange.rules.codes import Code, NoticeCode
from app.exchange.rules.problem import CellProblem, Mended

LONGEST = 100
_LIST = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương đinh lâm
phùng mai tô hà tạ lò lường quàng cầm bàn triệu đàm nông hứa sùng giàng vừ thào chảo lương châu la thạch sơn
danh kim tăng cao chu thái quách tống vi ma hoa khổng nghiêm lưu doãn phí thân bạch lại từ cù nhâm kiều mạc giáp
lục trà vàng tòng lù lèo hạng thò mùa lầu cứ chang mè đèo sa xa bế liễu mông chúc tẩn phàn lồ
"""
_FAMILIES = frozenset(_LIST.split())
_COMRADE = re.compile(r"(?:đ\s*/\s*c|đ\.\s*c|đc|đồng chí)[.:]?\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:(?:ông|bà|anh|chị|cô|chú|bác|thầy|em)[.:]?)\s+", re.IGNORECASE)
_EITHER = re.compile(r"^(?:ông|anh|cô|chú)\s*[(/]\s*(?:bà|chị|chú|cô)\s*\)?\s*[:.]?\s+", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:(?:pgs|gs|ts|ths|th\.s|bs|bscki{1,2}|ks|cn|ls|ds|mr|mrs|ms|dr)\.\s*)+(?=\w)|(?:mr|mrs|ms|dr)\s+",
    re.IGNORECASE,
)
_RANK = re.compile(r"(?:thiếu|trung|thượng|đại)\s+(?:úy|uý|tá|tướng)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*")
_OFFICE_WORDS = (
    "tổ trưởng|tổ phó|phó tổ trưởng|trưởng thôn|phó thôn|trưởng khu phố|trưởng ban|phó ban|trưởng nhóm|nhóm trưởng"
    "|đội trưởng|đội phó|bí thư|phó bí thư|chủ tịch|phó chủ tịch|tổ viên|thành viên|ủy viên|uỷ viên|thư ký|thư kí"
    "|cộng tác viên|tình nguyện viên|công an|công an khu vực|cảnh sát khu vực|cán bộ|chuyên viên|trưởng phòng|kế toán"
    "|hội trưởng|chi hội trưởng|chi hội phó|người dân|đoàn viên|hội viên|giáo viên|công chức|văn phòng"
    "|trưởng ấp|trưởng bản"
)
_OFFICE = re.compile(rf"(?:{_OFFICE_WORDS})(?:\s+.*)?", re.IGNORECASE)
_OFFICE_ALONE = re.compile(
    rf"(?:{_OFFICE_WORDS})(?:\s+(?:tổ|thôn|khu phố|chi đoàn|chi bộ|đoàn|phường|xã|tdp|dân phố|khu vực|cđs|số|\d+"
    r"|tncs|thanh niên|phụ nữ|cựu chiến binh|mặt trận|ubnd|công đoàn|hội|ban|kiêm|phó|và|nhóm|cộng đồng"
    r"|chuyển đổi))*",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    (
        "chưa có",
        "không",
        "không có",
        "không rõ",
        "ko",
        "k có",
        "vắng",
        "trống",
        "như trên",
        "nt",
        "n/a",
        "na",
        "null",
        "test",
    )
)
_SEVERAL = re.compile(r"\s*(?:[,;/&+|]|\s-\s|\bvà\b|\bvới\b)\s*", re.IGNORECASE)
_ORDINARY = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,5}")
_JOINED = re.compile(r"\b(?:và|với)\b", re.IGNORECASE)
_SIGNS = re.compile(r"[¡-©«-´¶-¹»-¿×÷]")
_ALLOWED = re.compile(r"[\w\s'’‘ʼ`´.\-‐–]+")


def as_name(value):
    """The name, or ``Mended`` where titles or brackets were taken off. Raises CellProblem."""
    if not isinstance(value, str):
        raise CellProblem(Code.NAME_INVALID, value=str(value)[:40])
    lines = [line for line in value.replace("\r", "\n").split("\n") if line.strip()]
    if len(lines) > 1 and all(_is_full(line) for line in lines):
        raise CellProblem(Code.NAME_SEVERAL, value=excerpt(" / ".join(lines)))
    try:
        text = clean_name(value, LONGEST)
    except TextProblem as problem:
        raise CellProblem(problem.code, **problem.facts) from problem
    if not text:
        return None
    if holds_identity_number(text):
        raise CellProblem(Code.IDENTITY_NUMBER)
    if _ORDINARY.fullmatch(text) and text.split(" ", 1)[0].lower() in _FAMILIES and not _JOINED.search(text):
        return text
    name = _bare(text)
    _check(name, text)
    return name if name == text else Mended(name, NoticeCode.NAME_MENDED, {"value": text, "name": name})


def _is_full(text: str) -> bool:
    words = unicodedata.normalize("NFC", text).lower().split()
    return len(words) > 1 and words[0] in _FAMILIES


def _bare(text: str) -> str:
    """The name without titles, brackets and an office behind it."""
    name = _EITHER.sub("", text, count=1)
    name = _BRACKETS.sub(" ", name).strip(" ,;-–:*")
    name = re.sub(r"^\d{1,3}\s*[.)]\s+", "", name)
    for _ in range(3):
        before = name
        for title in (_COMRADE, _DEGREE, _RANK):
            name = title.sub("", name, count=1) if title.match(name) else name
        if found := _ADDRESS.match(name):
            rest = name[found.end() :]
            # "Ông" and "Anh" open names as well: only before a family name are they an address.
            if rest.lower().split()[:1] and rest.lower().split()[0] in _FAMILIES and len(rest.split()) > 1:
                name = rest
        if name == before:
            break
    parts = re.split(r"\s*[,;:]\s*|\s+[-–]\s+", name, maxsplit=1)
    if len(parts) == 2 and _OFFICE.fullmatch(parts[1]) and len(parts[0].split()) > 1:
        name = parts[0]
    elif len(parts) == 2 and _OFFICE_ALONE.fullmatch(parts[0]) and len(parts[1].split()) > 1:
        name = parts[1]
    return " ".join(name.split())


def _check(name: str, text: str) -> None:
    shown = excerpt(text, 40)
    if "?" in text and sum(c.isalpha() for c in text) > 1:
        raise CellProblem(TextCode.LOST, text=shown)
    if _SIGNS.search(name):
        raise CellProblem(TextCode.GARBLED, text=shown)
    if _OFFICE_ALONE.fullmatch(name):
        raise CellProblem(Code.NAME_OFFICE, value=shown)
    parts = [part for part in _SEVERAL.split(name) if part]
    if len(parts) > 1:
        raise CellProblem(
            Code.NAME_SEVERAL if all(len(p.split()) > 1 for p in parts) else Code.NAME_INVALID, value=shown
        )
    letters = sum(c.isalpha() for c in name)
    if letters < 2 or any(c.isdigit() for c in name) or name.lower() in _NOBODY or not _ALLOWED.fullmatch(name):
        raise CellProblem(Code.NAME_INVALID, value=shown)
