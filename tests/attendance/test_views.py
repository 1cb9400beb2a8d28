"""Pages of attendance: the link and the digits, the screens, the sheet, the day; wards, roles, and no scripts."""

import re

import pytest

PAGES = ("/check-in/{0}", "/shifts/{0}/code", "/shifts/{0}/attendance")


def body(answer) -> str:
    return answer.get_data(as_text=True)


def send(client, shift, code, side="in", **more):
    return client.post(f"/check-in/{shift}", data={"code": code, "side": side, **more})


def test_the_link_opens_one_button_and_writes_nothing(as_, cast, shift, code, marks, at, room):
    client = as_(cast.lan)
    with at("2025-08-14T08:05:30"):
        link = f"/check-in/{shift}/{code(shift, '08:05')}"
        for _again in range(2):
            answer = client.get(link)
            assert answer.status_code == 200
            assert re.search(r'name="side" value="in".*<button class="btn primary">', body(answer), re.S)
        assert marks(shift, cast.lan) == []
        sent = send(client, shift, code(shift, "08:05"), link="1")
        assert (sent.status_code, sent.location) == (303, f"/check-in/{shift}")
        assert "08:05" in body(client.get(sent.location))
        assert 'name="code" value=' not in body(client.get(link)), "the same screen again is no leaving"
    with at("2025-08-14T11:31"):
        out = f"/check-in/{shift}/{code(shift, '11:31')}"
        assert 'name="side" value="out"' in body(client.get(out))
        assert send(client, shift, code(shift, "11:31"), "out", link="1").status_code == 303
        assert f"/logs/new?shift={shift}" in body(client.get(f"/check-in/{shift}"))
    assert marks(shift, cast.lan) == [("present", "code"), ("out", "code")]


def test_signed_out_the_link_leads_to_signing_in_and_back(anonymous, shift, code, at):
    with at("2025-08-14T08:05"):
        link = f"/check-in/{shift}/{code(shift, '08:05')}"
        answer = anonymous.get(link)
    assert answer.status_code == 303
    assert answer.location == f"/sign-in?next={link}"


def test_digits(as_, cast, shift, code, marks, at, room):
    client = as_(cast.lan)
    with at("2025-08-14T08:20"):
        digits = code(shift, "08:20", digits=True)
        assert 'inputmode="numeric"' in body(client.get(f"/check-in/{shift}"))
        assert send(client, shift, f" {digits[:4]} {digits[4:]} ").status_code == 303
    assert marks(shift, cast.lan) == [("late", "code")]


@pytest.mark.parametrize("wrong", ["00000000", "1234 5678", "", "x" * 70, "1bfa7a0-00", "\x00", "９９９９９９９９"])
def test_a_wrong_code_comes_back_with_its_sentence(as_, cast, shift, marks, at, room, wrong):
    with at("2025-08-14T08:20"):
        answer = send(as_(cast.lan), shift, wrong)
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in body(answer)
    assert marks(shift, cast.lan) == []


def test_a_link_of_yesterday_of_another_shift_and_digits_in_a_link_are_a_plain_refusal(
    as_, cast, make, shift, code, marks, at, room
):
    other = make(cast.binh, point=cast.point2)
    client = as_(cast.lan)
    with at("2025-08-14T08:20"):
        for text in (
            code(shift, "08:20", day="2025-08-13"),
            code(other, "08:20"),
            code(shift, "08:20", digits=True),
            "anything",
        ):
            answer = client.get(f"/check-in/{shift}/{text}")
            assert answer.status_code == 409
            assert 'role="alert"' in body(answer)
            assert 'name="link"' not in body(answer)
        assert send(client, shift, code(other, "08:20"), link="1").status_code == 422
        assert client.get(f"/check-in/{other}/{code(other, '08:20')}").status_code == 409, "has no seat in it"
    assert marks(shift, cast.lan) == marks(other, cast.lan) == []


def test_guessing_digits_ends_after_six_tries_and_the_link_still_works(as_, cast, shift, code, marks, at, room):
    client = as_(cast.lan)
    with at("2025-08-14T08:20"):
        assert [send(client, shift, f"0000000{n}").status_code for n in range(6)] == [422] * 6
        assert send(client, shift, code(shift, "08:20", digits=True)).status_code == 429
        assert marks(shift, cast.lan) == []
        assert send(client, shift, code(shift, "08:20"), link="1").status_code == 303


def test_who_can_show_the_code_does_not_check_in_with_it(app, as_, cast, shift, code, marks, at):
    with at("2025-08-14T08:25"):
        answer = send(as_(cast.minh), shift, code(shift, "08:25", digits=True))
        assert answer.status_code == 422 and "tự mở được mã" in answer.text
        with app.app_context():
            assert marks(shift, cast.minh) == []
        page = body(as_(cast.minh).get(f"/check-in/{shift}"))
        assert 'name="code"' not in page and "đánh dấu bạn có mặt" in page


def test_the_screen_shows_digits_and_a_qr_code_that_change_every_minute(as_, cast, shift, code, at, part):
    client = as_(cast.minh)
    for url in (f"/points/{cast.point1.id}/kiosk", f"/shifts/{shift}/code"):
        seen = []
        for moment in ("08:20:00", "08:20:59", "08:21:00"):
            with at(f"2025-08-14T{moment}"):
                answer = client.get(url)
                digits = code(shift, moment[:5], digits=True)
                assert f"{digits[:4]} {digits[4:]}" in body(answer)
                assert (body(answer).count("<svg"), answer.headers["Cache-Control"]) == (1, "no-store")
                piece = client.get(url, headers=part("kiosk"))
                assert body(piece).lstrip().startswith('<main id="kiosk"')
                seen.append(re.search(r"<svg.*</svg>", body(answer), re.S)[0])
        assert seen[0] == seen[1] != seen[2]


def test_the_screen_names_nobody_and_counts_who_came(as_, cast, shift, code, at):
    with at("2025-08-14T08:20"):
        send(as_(cast.lan), shift, code(shift, "08:20"), link="1")
        answer = body(as_(cast.hoa).get(f"/points/{cast.point1.id}/kiosk"))
    assert "1/2" in answer
    assert cast.lan.name not in answer
    assert '<meta http-equiv="refresh"' in re.search(r"<noscript>.*?</noscript>", answer)[0]


def test_the_screen_tells_when_the_next_code_comes(as_, cast, shift, at):
    url = f"/points/{cast.point1.id}/kiosk"
    with at("2025-08-14T07:29:59"):
        assert "07:30" in body(as_(cast.minh).get(url))
        assert "digits" not in body(as_(cast.minh).get(url))
    with at("2025-08-14T07:30"):
        assert 'class="digits"' in body(as_(cast.minh).get(url))
    with at("2025-08-14T12:30"):
        assert "digits" not in body(as_(cast.minh).get(url))


def test_who_is_next_and_who_goes_home_both_find_their_code(as_, cast, make, shift, at):
    from datetime import time

    from tests.shifts.makers import Part

    make(cast.binh, slot=Part("Trưa", time(11, 30), time(14)))
    with at("2025-08-14T11:20"):
        answer = body(as_(cast.minh).get(f"/points/{cast.point1.id}/kiosk"))
    assert (answer.count('class="digits"'), answer.count("<svg")) == (2, 2)


def test_the_sheet_page_part_and_without_scripts(as_, cast, shift, marks, at, part, room):
    client, url = as_(cast.minh), f"/shifts/{shift}/attendance"
    with at("2025-08-14T08:20"):
        assert cast.lan.name in body(client.get(url))
        assert body(client.get(url, headers=part("sheet"))).lstrip().startswith('<section id="sheet"')
        plain = client.post(f"{url}/{cast.lan.id}", data={"state": "late"})
        assert (plain.status_code, plain.location) == (303, url)
        again = client.post(f"{url}/{cast.lan.id}", data={"state": "present"}, headers=part("sheet"))
        assert again.status_code == 422, "a correction needs a reason"
        right = {"state": "present", "came": "8h05", "reason": "was there at five past"}
        drawn = client.post(f"{url}/{cast.lan.id}", data=right, headers=part("sheet"))
        assert drawn.status_code == 200
        assert body(drawn).lstrip().startswith('<section id="sheet"')
        assert "08:05" in body(drawn)
        assert client.post(f"{url}/{cast.minh.id}", data={"state": "present"}).status_code == 409, "oneself"
        assert client.post(f"{url}/{cast.binh.id}", data={"state": "present"}).status_code == 409, "not on it"
        assert client.post(f"{url}/{cast.lan.id}", data={"state": "gone"}).status_code == 422
    assert marks(shift, cast.lan) == [("late", "hand"), ("present", "hand")]


def test_a_walk_in(as_, cast, shift, marks, at, room):
    client, url = as_(cast.minh), f"/shifts/{shift}"
    with at("2025-08-14T08:20"):
        assert cast.binh.name in body(client.get(f"{url}/attendance"))
        assert client.post(f"{url}/walk-ins", data={"person": cast.binh.id}).status_code == 422
        wrong = client.post(f"{url}/walk-ins", data={"person": cast.dung.id, "reason": "came along"})
        assert wrong.status_code == 422
        right = client.post(f"{url}/walk-ins", data={"person": cast.binh.id, "reason": "came along"})
        assert right.status_code == 303
    assert marks(shift, cast.binh) == [("present", "hand")]


def test_the_secretarys_day(as_, cast, shift, code, at):
    with at("2025-08-14T08:20"):
        send(as_(cast.lan), shift, code(shift, "08:20"), link="1")
    with at("2025-08-14T15:00"):
        page = body(as_(cast.hoa).get("/attendance"))
        assert cast.minh.name in page
        assert cast.lan.name not in page
        assert "badge bad" in page
        assert as_(cast.hoa).get("/attendance?day=2025-08-13").status_code == 200
        assert cast.minh.name not in body(as_(cast.phuc).get("/attendance"))


def test_who_may_enter(as_, cast, shift, at):
    kiosk = f"/points/{cast.point1.id}/kiosk"
    with at("2025-08-14T08:20"):
        for url in (*PAGES, kiosk):
            assert as_(cast.phuc if "check-in" not in url else cast.dung).get(url.format(shift)).status_code == 404
        for url in (*PAGES[1:], kiosk):
            assert as_(cast.lan).get(url.format(shift)).status_code == 403
            for person in (cast.minh, cast.hoa, cast.an):
                assert as_(person).get(url.format(shift)).status_code == 200
        assert as_(cast.son).get(PAGES[0].format(shift)).status_code == 403
        assert as_(cast.minh).get("/attendance").status_code == 403
        assert send(as_(cast.dung), shift, "12345678").status_code == 404
        post = {"state": "present", "person": cast.lan.id, "reason": "x"}
        for url in (f"/shifts/{shift}/attendance/{cast.lan.id}", f"/shifts/{shift}/walk-ins"):
            assert as_(cast.lan).post(url, data=post).status_code == 403
            assert as_(cast.phuc).post(url, data=post).status_code == 404


def test_the_way_there(as_, cast, shift, code, at):
    lan = as_(cast.lan)
    link = f'href="/check-in/{shift}"'
    for url in ("/", "/my/shifts", f"/shifts/{shift}"):
        with at("2025-08-14T07:29"):
            assert link not in body(lan.get(url)), url
        with at("2025-08-14T07:30"):
            assert link in body(lan.get(url)), url
    with at("2025-08-14T08:00"):
        send(lan, shift, code(shift, "08:00"), link="1")
        assert link in body(lan.get("/"))
    with at("2025-08-14T11:40"):
        assert link in body(lan.get("/")), "gone home without checking out"
        assert link in body(lan.get("/my/shifts"))
        send(lan, shift, code(shift, "11:40"), "out", link="1")
        assert link not in body(lan.get("/"))
    sheet = f'href="/shifts/{shift}/attendance"'
    with at("2025-08-14T08:00"):
        assert sheet in body(as_(cast.minh).get(f"/shifts/{shift}"))
        assert sheet not in body(as_(cast.binh).get(f"/shifts/{shift}"))
        assert 'href="/attendance"' in body(as_(cast.hoa).get("/"))


def test_the_draft_is_marked_in_the_list_of_records(as_, cast, shift, code, at):
    lan = as_(cast.lan)
    with at("2025-08-14T11:30"):
        send(lan, shift, code(shift, "08:00"), link="1")
        send(lan, shift, code(shift, "11:30"), "out", link="1")
        page = body(lan.get("/logs?state=draft"))
    assert "Hoàn thành và gửi" in page
    edit = re.search(r'href="(/logs/\d+/edit)"', page)[1]
    assert 'value="210"' in body(lan.get(edit))


def test_a_shift_that_one_never_checked_in_to_has_a_sentence_and_no_form(as_, cast, make, code, at, count_sql):
    shift = make(cast.lan, cast.binh)
    lan, link = as_(cast.lan), f'href="/check-in/{shift}"'
    with at("2025-08-14T11:29"):
        assert 'name="code"' in body(lan.get(f"/check-in/{shift}"))
        assert link in body(lan.get("/my/shifts"))
    with at("2025-08-14T11:31"):
        page = body(lan.get(f"/check-in/{shift}"))
        assert "Nhờ tổ trưởng ghi có mặt cho bạn." in page
        assert 'name="code"' not in page
        assert link not in body(lan.get("/my/shifts"))
        binh = as_(cast.binh)
        send(binh, shift, code(shift, "08:00"), link="1")
        with count_sql() as sent:
            assert link in body(binh.get("/my/shifts")), "came, and can still check out"
        assert len(sent) <= 5
        send(binh, shift, code(shift, "11:31"), "out", link="1")
        assert link not in body(binh.get("/my/shifts"))


def test_a_wrong_code_is_said_once_beside_its_field(as_, cast, shift, at):
    with at("2025-08-14T08:20"):
        page = body(send(as_(cast.lan), shift, "00000000"))
    assert page.count("Đây không phải mã của ca này") == 1
    assert 'class="summary"' not in page


def test_hours_later_nobody_is_awaited_any_more(as_, cast, shift, at):
    for moment, said, unsaid in (
        ("2025-08-14T09:00", "chưa đến", "chưa ghi"),
        ("2025-08-14T20:00", "chưa ghi", "chưa đến"),
    ):
        with at(moment):
            for client, url in ((as_(cast.hoa), "/attendance"), (as_(cast.minh), f"/shifts/{shift}/attendance")):
                page = body(client.get(url))
                assert (said in page, unsaid in page) == (True, False), (url, moment)
