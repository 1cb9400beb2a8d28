"""Passwords that are tried first are refused, and sentences that nobody would try are not."""

import pytest

from app.people.common import is_common
from app.people.rules import PasswordAnswer, may_use_password

# Of the yearly lists of passwords found in leaks, those long enough to get past the length alone.
MOST_USED = """
12345678 123456789 1234567890 password password1 password123 Password1 P@ssw0rd Pass@123 Aa123456 Aa@123456 Abcd@1234
abc12345 abcd1234 qwerty123 qwertyuiop qwerty12 1q2w3e4r 1q2w3e4r5t 1qaz2wsx zaq12wsx q1w2e3r4 asdfghjkl asdf1234
iloveyou iloveyou1 princess sunshine football baseball superman michelle jennifer trustno1 starwars computer whatever
11111111 00000000 88888888 66666666 87654321 123123123 12341234 11223344 112233445566 147258369 789456123 987654321
0987654321 admin123 admin@123 Admin1234 administrator welcome1 Welcome123 changeme dragon123 monkey123 master123
qazwsxedc a1b2c3d4 1234qwer qwer1234 123qweasd 123456789a a12345678 123456abc lovelove india@123 google123 samsung1
liverpool chelsea1 minecraft user1234 root1234 Pass1234 secret123 test@123
"""
LENGTHENED = ["Matkhau@2025", "mật khẩu 123", "Hà Nội 2026!", "gocua2026", "1234vietnam", "Phuong@123", "dragon 1987"]
MADE = ["abcdabcdabcd", "23456789", "hgfedcba", "01021990", "1990-02-01", "1/2/1990", "aaaaaaab", "xyzxyzxyz"]
GOOD = """
gõ cửa từng nhà|mưa nắng gió bão|một câu dài để vào|xe đạp đỏ ba bánh|trâu ăn cỏ non|nhà tôi có 3 con mèo
bún chả 36 hàng|correct horse battery staple|Kx9!mQ2p|9f3kd8s1|tiger-lamp-river|password của bà ngoại
lan thích ăn phở 2026
"""


@pytest.mark.parametrize("password", [*MOST_USED.split(), *LENGTHENED, *MADE])
def test_what_is_tried_first_is_refused(password):
    wanted = PasswordAnswer.TOO_COMMON
    assert may_use_password(password, ()) is wanted and may_use_password(password.upper(), ()) is wanted


@pytest.mark.parametrize("password", GOOD.replace("\n", "|").strip("|").split("|"))
def test_what_nobody_tries_is_taken(password):
    assert may_use_password(password, ("0950000001", "Nguyễn Thị Thu Lan")) is PasswordAnswer.YES


@pytest.mark.parametrize("odd", ["\u0301", "\U0001f600", "é", "@", "9", "1!a"])
def test_one_sign_again_and_again_is_refused_however_long(odd):
    assert is_common(odd * (128 // len(odd)))
