"""Vietnamese phone numbers, today's and those of before the changes of 2017 and 2018."""

import math
import re
import unicodedata

import phonenumbers

from .clean import DIRECTIONS, INVISIBLE

# Mobile numbers lost a digit on 15 September 2018 (Ministry of Information and Communications, plan of May 2018).
_MOBILE = {
    "120": "70", "121": "79", "122": "77", "126": "76", "128": "78",
    "123": "83", "124": "84", "125": "85", "127": "81", "129": "82",
    "162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39",
    "186": "56", "188": "58", "199": "59",
}  # fmt: skip
# Area codes changed in three steps from February to June 2017 (decision 2036/QD-BTTTT of 21 November 2016).
_AREAS = {
    "22": "212", "231": "213", "20": "214", "230": "215", "29": "216", "52": "232", "53": "233", "54": "234",
    "510": "235", "511": "236", "37": "237", "38": "238", "39": "239",
    "33": "203", "240": "204", "25": "205", "26": "206", "27": "207", "280": "208", "281": "209", "320": "220",
    "321": "221", "241": "222", "31": "225", "351": "226", "36": "227", "350": "228", "30": "229", "780": "290",
    "781": "291", "710": "292", "711": "293", "74": "294", "76": "296", "77": "297", "79": "299",
    "4": "24", "8": "28", "61": "251", "62": "252", "64": "254", "68": "259", "651": "271", "650": "274", "66": "276",
    "73": "273", "70": "270", "75": "275", "67": "277", "72": "272", "63": "263", "500": "262", "501": "261",
    "59": "269", "60": "260", "57": "257", "56": "256", "58": "258", "55": "255",
}  # fmt: skip
_SUBSCRIBER = {1: 8}  # digits after an old area code of one digit; seven after all others
_PLAIN = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")
_APART = re.compile(r"\((0?\d{1,3})\)[\s.\-]*([\d\s.\-]+)|(08)[\s.\-]+(\d{8}|\d{4}[\s.\-]\d{4})")


def normalise_phone(s) -> str | None:
    """A Vietnamese number as national digits with the leading 0, such as "0951000000"; None if it is none.

    Takes what spreadsheets hold: 951004070, 951004070.0, "0951.000.000", "+84 951 000 000", "84951000000".
    Mobile numbers of eleven digits (before 15 September 2018) and landlines with an area code of before 2017 become
    today's. An old landline that reads like a mobile number of today is one, unless its area code stands apart:
    "(08) 3825 1234". Of ten digits the form is checked, not whether the prefix is assigned today.
    """
    if isinstance(s, str) and _PLAIN.fullmatch(s):
        return s
    if isinstance(s, bool) or s is None:
        return None
    if isinstance(s, float):
        if not math.isfinite(s) or s != int(s):
            return None
        s = int(s)
    # Numbers copied out of a phone's contacts come wrapped in direction marks.
    text = unicodedata.normalize("NFKC", str(s)[:60]).translate(INVISIBLE)
    text = DIRECTIONS.sub("", text).strip().lstrip("'")
    text = re.sub(r"^(\d{9,11})\.0$", r"\1", text)
    if not re.fullmatch(r"[+(]{0,2}\d[\d\s.\-()\u2010-\u2015]{5,40}", text):
        return None
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        return None
    if number.country_code != 84 or not phonenumbers.is_possible_number(number):
        return None
    national = str(number.national_number)
    found = _area_apart(text) or (national if phonenumbers.is_valid_number(number) else _today(national))
    return found and "0" + found if found and len(found) in (9, 10) else None


def _area_apart(text: str) -> str | None:
    """The number of today where an old area code is written apart."""
    found = _APART.fullmatch(text)
    if not found:
        return None
    area = (found[1] or found[3]).removeprefix("0")
    return _landline(area, re.sub(r"\D", "", found[2] or found[4]))


def _landline(area: str, subscriber: str) -> str | None:
    fits = area in _AREAS and len(subscriber) == _SUBSCRIBER.get(len(area), 7)
    return _AREAS[area] + subscriber if fits else None


def _today(national: str) -> str | None:
    """What a number that nobody has today became; itself where it has the form of today's mobile numbers."""
    if len(national) == 10 and national[:3] in _MOBILE:
        return _MOBILE[national[:3]] + national[3:]
    for length in (3, 2, 1):
        if found := _landline(national[:length], national[length:]):
            return found
    return national if len(national) == 9 and national[0] in "35789" else None


def phones_in(s: str) -> list[str]:
    """The numbers in a cell that holds several, set apart by a stroke, a comma, a line end or a word; else []."""
    if len(s) > 200:
        return []
    parts = re.split(r"[/;,&+|\n]|\s-\s|\s{2,}|\bvà\b|\bhoặc\b|\bhay\b", unicodedata.normalize("NFC", s).strip(" +"))
    found = [normalise_phone(part) for part in parts if part.strip()]
    if len(found) == 1 and (blank := re.fullmatch(r"(\d{9,11})\s(\d{9,11})", s.strip())):
        found = [normalise_phone(blank[1]), normalise_phone(blank[2])]
    return [phone for phone in found if phone] if len(found) > 1 and all(found) else []
