"""What a column of an imported sheet can mean, and the headings by which wards call it.

Headings are compared folded: without case, marks or punctuation. A synonym of up to four letters must
open the heading as a word of its own ("to", "ca"); a longer one may stand anywhere in it; one that begins
with "=" must be the whole heading.
"""

from dataclasses import dataclass
from enum import Enum

from app.core.text import N_, fold


class PeopleField(Enum):
    NAME = "name"
    FAMILY_NAME = "family_name"  # family and middle name, where the given name has its own column
    GENDER = "gender"
    BIRTH_YEAR = "birth_year"
    BIRTH_YEAR_MALE = "birth_year_male"
    BIRTH_YEAR_FEMALE = "birth_year_female"
    PHONE = "phone"
    EMAIL = "email"
    TEAM = "team"
    POSITION = "position"
    NOTE = "note"


class LogField(Enum):
    DAY = "day"
    SLOT = "slot"
    POINT = "point"
    NAME = "name"
    PHONE = "phone"
    TEAM = "team"
    MINUTES = "minutes"
    HOURS = "hours"
    TIME = "time"  # with its unit, or from-to: "3 tiếng", "8h-11h30"
    FROM = "from"
    TO = "to"
    ELDERLY = "elderly"
    DISABLED = "disabled"
    POOR_HOUSEHOLD = "poor_household"
    NOTE = "note"


@dataclass(frozen=True)
class KindField:
    """The column that counts one kind of contribution."""

    code: str

    @property
    def value(self) -> str:
        return f"kind:{self.code}"


class Never(Enum):
    """Columns that count as recognised so that they are left alone."""

    UNUSED = "unused"
    PRIVATE = "private"


@dataclass(frozen=True)
class KindNames:
    """A kind of contribution as the campaign calls it."""

    code: str
    vi: str
    en: str


Field = PeopleField | LogField | KindField

FIELD_NAMES = {
    PeopleField.NAME: N_("Full name"),
    PeopleField.FAMILY_NAME: N_("Family and middle name"),
    PeopleField.GENDER: N_("Gender"),
    PeopleField.BIRTH_YEAR: N_("Year of birth"),
    PeopleField.BIRTH_YEAR_MALE: N_("Year of birth (men)"),
    PeopleField.BIRTH_YEAR_FEMALE: N_("Year of birth (women)"),
    PeopleField.PHONE: N_("Phone"),
    PeopleField.EMAIL: N_("E-mail"),
    PeopleField.TEAM: N_("Team"),
    PeopleField.POSITION: N_("Position"),
    PeopleField.NOTE: N_("Note"),
    LogField.DAY: N_("Day"),
    LogField.SLOT: N_("Slot"),
    LogField.POINT: N_("Point"),
    LogField.NAME: N_("Full name"),
    LogField.PHONE: N_("Phone"),
    LogField.TEAM: N_("Team"),
    LogField.MINUTES: N_("Minutes"),
    LogField.HOURS: N_("Hours"),
    LogField.TIME: N_("Time, such as 3 hours or 8h-11h30"),
    LogField.FROM: N_("From (time of day)"),
    LogField.TO: N_("Until (time of day)"),
    LogField.ELDERLY: N_("Elderly people"),
    LogField.DISABLED: N_("People with a disability"),
    LogField.POOR_HOUSEHOLD: N_("Poor households"),
    LogField.NOTE: N_("Note"),
}


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


_PHONE = _words(
    "so dien thoai, dien thoai, sdt, dt, d t, so dt, so d t, so d thoai, di dong, so di dong, dtdd, =lien he, "
    "dien thoai lien he, zalo, so zalo, phone, mobile, tel, telephone"
)
_TEAM = _words(
    "to, doi, =nhom, don vi, chi doan, doi hinh, to cds, to cong nghe so, to cong nghe so cong dong, "
    "to chuyen doi so, to chuyen doi so cong dong, to dan pho, tdp, thon, khu pho, ap, buon, ten to, ten doi, "
    "ten don vi, ten nhom, noi cong tac, co quan, doan co so, team, unit, group"
)
_NAME = _words("ho va ten, ho ten, ten, full name, =name, =tinh nguyen vien, =tnv, =thanh vien, =doan vien")
_NOTE = _words("ghi chu, chu thich, luu y, note, notes, remark, remarks, comment")
_UNUSED = _words(
    "stt, tt, so tt, so thu tu, no, to truong, doi truong, chu ky, ky ten, ky nhan, xac nhan, doi tuong, "
    "nguoi duyet, to chuc, to pho, don vi tinh, ca nhan"
)

PEOPLE_WORDS = {
    PeopleField.NAME: _NAME,
    PeopleField.FAMILY_NAME: _words("=ho, ho dem, ho va dem, ho va ten dem, ho ten dem, ho lot, ho va chu dem"),
    PeopleField.GENDER: _words("gioi tinh, gioi, phai, nam nu, gender, sex"),
    PeopleField.BIRTH_YEAR: _words(
        "nam sinh, sinh nam, ngay sinh, ngay thang nam sinh, ngay thang nam, ns, birth year, year of birth, "
        "date of birth, birthday, dob"
    ),
    PeopleField.BIRTH_YEAR_MALE: _words("=nam, =nam sinh nam"),
    PeopleField.BIRTH_YEAR_FEMALE: _words("=nu, =nam sinh nu"),
    PeopleField.PHONE: _PHONE,
    PeopleField.EMAIL: _words("email, e mail, thu dien tu, dia chi email, dia chi thu dien tu, hop thu, mail, gmail"),
    PeopleField.TEAM: _TEAM,
    PeopleField.POSITION: _words("chuc vu, chuc danh, nhiem vu, vai tro, position, role, =title"),
    PeopleField.NOTE: _NOTE,
    Never.UNUSED: _UNUSED,
    # What the law on personal data keeps out of such a list: no purpose here needs it.
    Never.PRIVATE: _words(
        "dan toc, ton giao, dang vien, ngay vao dang, dia chi, noi o, cho o, noi o hien nay, thuong tru, tam tru, "
        "que quan, so tai khoan, stk, suc khoe, tinh trang suc khoe"
    ),
}

LOG_WORDS = {
    LogField.DAY: _words("ngay, ngay truc, ngay thuc hien, ngay thang, ngay ho tro, thoi diem, date, day"),
    LogField.SLOT: _words("ca, ca truc, buoi, buoi truc, khung gio, slot, shift"),
    LogField.POINT: _words(
        "diem, dia diem, diem truc, diem luu dong, diem ho tro, ten diem, noi truc, noi thuc hien, dia ban, "
        "location, place, point"
    ),
    LogField.NAME: (*_NAME, *_words("nguoi thuc hien, nguoi truc, can bo truc, =volunteer")),
    LogField.PHONE: _PHONE,
    LogField.TEAM: _TEAM,
    LogField.MINUTES: _words("so phut, =phut, thoi gian phut, =thoi luong, thoi luong phut, minutes"),
    LogField.HOURS: _words("so gio, =gio, thoi gian gio, thoi luong gio, gio cong, hours"),
    LogField.TIME: _words(
        "=thoi gian, thoi gian truc, thoi gian thuc hien, thoi gian lam viec, thoi gian ho tro, gio truc, =gio truc, "
        "thoi gian tu den, =tu den"
    ),
    LogField.FROM: _words(
        "=tu, tu gio, tu luc, gio bat dau, bat dau, thoi gian bat dau, gio vao, gio den, gio nhan ca, =vao, =in, "
        "=gio in, thoi gian tu gio, start"
    ),
    LogField.TO: _words(
        "=den, den gio, den luc, gio ket thuc, ket thuc, thoi gian ket thuc, gio ra, gio ve, gio giao ca, =ra, =ve, "
        "=out, =gio out, thoi gian den gio, end, until"
    ),
    LogField.ELDERLY: _words("nguoi cao tuoi, cao tuoi, nguoi gia, nct, elderly"),
    LogField.DISABLED: _words("nguoi khuyet tat, khuyet tat, nkt, disabled, disability"),
    LogField.POOR_HOUSEHOLD: _words("ho ngheo, ho can ngheo, can ngheo, nguoi ngheo, poor household, poor"),
    LogField.NOTE: _NOTE,
    Never.UNUSED: (*_UNUSED, *_words("nam sinh, ngay sinh, gioi tinh, email, chuc vu, ngay duyet, ngay nhap")),
    # Citizens exist as counts only.
    Never.PRIVATE: _words(
        "ten nguoi dan, ten cong dan, ho ten nguoi dan, ho va ten nguoi dan, ho ten cong dan, ho va ten cong dan, "
        "ten chu ho, ho ten chu ho, ho va ten chu ho, ten nguoi duoc ho tro, ho ten nguoi duoc ho tro"
    ),
}

KIND_WORDS = {
    "support_turn": _words(
        "luot ho tro, luot nguoi, =so luot, =luot, luot nguoi dan, nguoi duoc ho tro, so nguoi ho tro, so nguoi dan, "
        "=tong luot, support turns"
    ),
    "vneid_level2": _words("vneid, dinh danh muc 2, dinh danh muc do 2, dinh danh dien tu"),
    "local_app": _words("ihanoi, ung dung dia phuong, ung dung cua dia phuong, app dia phuong, cong dan so"),
    "etax_mobile": _words("etax, etax mobile, e tax, thue dien tu"),
    "online_dossier": _words(
        "ho so, ho so dvc, ho so truc tuyen, dich vu cong, dich vu cong truc tuyen, dvc, dvctt, dossiers"
    ),
    "payment_account": _words("tai khoan thanh toan, vi dien tu, tai khoan ngan hang, tk thanh toan, tknh"),
    "digital_signature": _words("chu ky so, chu ky dien tu, digital signatures"),
    "household_visit": _words(
        "ho den tan nha, =so ho, =ho, ho gia dinh, so ho den, ho duoc den, =luot ho, den tan nha, households"
    ),
    "hotline_call": _words("cuoc goi, duong day nong, hotline"),
    "training_session": _words("tap huan, lop tap huan, buoi tap huan, training"),
    "outreach_item": _words("tin bai, tuyen truyen, phat thanh, truyen thanh, clip, outreach"),
}

_IDENTITY = _words(
    "cccd, cmnd, cmt, cmtnd, can cuoc, chung minh, so dinh danh, ma dinh danh, dinh danh ca nhan, ho chieu, "
    "passport, identity card, identity number, id card, id number, citizen id"
)


def is_identity_heading(folded: str) -> bool:
    """Whether a folded heading names an identity number, whatever else it says."""
    return any(f" {word} " in f" {folded} " for word in _IDENTITY)


def closeness(folded: str, synonym: str) -> int:
    """How well a synonym fits a folded heading; 0 where it does not, the longer the better."""
    if folded == synonym.removeprefix("="):
        return 1000 + len(synonym)
    if f"{folded} ".startswith(f"{synonym} "):
        return len(synonym)
    return len(synonym) if len(synonym) > 4 and f" {synonym} " in f" {folded} " else 0


@dataclass(frozen=True)
class Target:
    """One kind of sheet: its fields with their folded synonyms, and which of them it cannot do without.

    Each entry of `needed` is a group of which one field at least must have a column.
    """

    name: str
    words: dict
    needed: tuple[tuple, ...]

    @property
    def fields(self) -> tuple:
        return tuple(field for field in self.words if not isinstance(field, Never))

    def field(self, value: str):
        """The field of a form's value ("phone", "kind:vneid_level2"); None for "". ValueError otherwise."""
        if not value:
            return None
        for field in self.fields:
            if field.value == value:
                return field
        raise ValueError(value)


PEOPLE = Target(
    "people",
    PEOPLE_WORDS,
    needed=((PeopleField.NAME,), (PeopleField.PHONE, PeopleField.EMAIL), (PeopleField.TEAM,)),
)


def logs_target(kinds) -> Target:
    """The target of a sheet of logs; `kinds` are objects with `code`, `vi` and `en` (KindNames)."""
    counts = {KindField(kind.code): (*KIND_WORDS.get(kind.code, ()), fold(kind.vi), fold(kind.en)) for kind in kinds}
    needed = (
        (LogField.DAY,),
        (LogField.NAME, LogField.PHONE, LogField.TEAM),
        (LogField.MINUTES, LogField.HOURS, LogField.TIME, LogField.FROM, *counts),
    )
    return Target("logs", {**LOG_WORDS, **counts}, needed)
