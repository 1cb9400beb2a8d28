#!/bin/sh
# phonenumbers 9.0.43: for Vietnam, neither "possible" nor "valid" tells a number that can be dialled from one that
# died years ago. Eleven-digit mobile numbers (gone since 15 September 2018) and landlines with an area code of before
# 2017 are "possible"; some of those landlines, of Ho Chi Minh City (08) and Hai Phong (031), are even "valid" and of
# type MOBILE, since their digits were given to mobile networks later. (Seen in 9.0.43; the metadata has been so since
# the prefixes were handed out; no earlier version was tried.) One would expect is_valid_number to refuse both.
#
# What follows: a list with old numbers passes the check, and an account is made that nobody can sign in to. Old
# mobile prefixes and area codes have to be turned into today's by the tables of the ministry. An old landline that
# reads like a mobile number can be told only by how it is written: "(08) 3825 1234".
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet phonenumbers==9.0.43
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import phonenumbers as p

MOBILE = p.PhoneNumberType.MOBILE
print("phonenumbers", p.__version__)
expected = {
    "0163 123 4567": (True, False, False),  # today 033 123 4567
    "0120 123 4567": (True, False, False),  # today 070 123 4567
    "04 3825 1234": (True, False, False),  # Hanoi, today 024 3825 1234
    "(08) 3825 1234": (True, True, True),  # Ho Chi Minh City, today 028 3825 1234
    "(031) 374 5123": (True, True, True),  # Hai Phong, today 0225 374 5123
    "033 123 4567": (True, True, True),
}
seen = {}
for text in expected:
    number = p.parse(text, "VN")
    seen[text] = (p.is_possible_number(number), p.is_valid_number(number), p.number_type(number) == MOBILE)
    print(f"{text:16} possible {seen[text][0]}, valid {seen[text][1]}, mobile {seen[text][2]}")
print("dead numbers pass" if seen == expected else "CHANGED")
sys.exit(0 if seen == expected else 1)
PYTHON
