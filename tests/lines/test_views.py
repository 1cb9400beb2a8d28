"""The page of the lines: who sees what, with and without scripts, in few statements."""

import re

import pytest

from tests.conftest import on_sqlite

PHONE = "0950000001"
URL = "/lines"


@pytest.fixture
def day(hotline, cast):
    """Lan until six, Minh until two, then nobody until ten, then one of two; nothing is planned after that."""
    return [
        hotline.duty("2025-08-13T22:00", 8, cast.lan),
        hotline.duty("2025-08-14T06:00", 8, cast.minh),
        hotline.duty("2025-08-14T14:00", 4),
        hotline.duty("2025-08-14T18:00", 4),
        hotline.duty("2025-08-14T22:00", 8, cast.lan, least=2),
    ]


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text.split('<main id="main"')[-1]))


def test_staff_see_who_is_on_duty_with_a_number_to_call(as_, cast, day):
    answer = as_(cast.hoa).get(URL)
    assert answer.status_code == 200
    assert 'href="tel:0950000002"' in answer.text, "Minh, who is on duty"
    assert PHONE not in answer.text, "Lan is neither on duty nor next"
    assert "Tiếp theo, 14:00 hôm nay: chưa có ai" in words(answer)


@pytest.mark.parametrize("who", ["lan", "minh", "binh"])
def test_volunteers_see_the_name_and_no_number(as_, cast, day, who):
    answer = as_(getattr(cast, who)).get(URL)
    assert "Trần Văn Minh" in answer.text
    assert "tel:" not in answer.text and "0950000002" not in answer.text


def test_the_gaps_in_words_lead_to_their_shifts(as_, cast, day):
    answer = as_(cast.hoa).get(URL)
    said = words(answer)
    assert "Thứ Năm 14/8 14:00–\u206022:00 chưa có ai nhận" in said, "two duties, one gap"
    assert "Thứ Năm 14/8 22:00 – Thứ Sáu 15/8 06:00 thiếu 1 người" in said
    assert "Thứ Sáu 15/8 06:00 – Thứ Năm 28/8 09:00 chưa xếp ca" in said
    assert all(f'href="/shifts/{shift}"' in answer.text for shift in day[2:])
    assert all(f'href="/shifts/{shift}/cover"' in answer.text for shift in day[2:])
    assert "/cover" not in as_(cast.lan).get(URL).text


def test_nobody_now_is_told_and_every_hour_covered_as_well(as_, cast, hotline, at):
    with at("2025-09-13T23:59:58"):
        assert "từ bây giờ đến 24:00 chưa xếp ca" in words(as_(cast.hoa).get(URL))
        hotline.duty("2025-09-13T20:00", 4, cast.lan)
        assert "Giờ nào cũng có người trực." in words(as_(cast.hoa).get(URL))
    with at("2025-09-14T00:00:00"):
        assert "chưa xếp ca trực" in words(as_(cast.hoa).get(URL))


def test_the_part_is_who_is_on_duty(as_, cast, day, part):
    text = as_(cast.hoa).get(URL, headers=part("duty")).text
    assert text.lstrip().startswith('<section id="duty"') and "Trần Văn Minh" in text
    assert "<h1>" not in text and "14:00–\u206022:00" not in text


def test_a_campaign_without_a_line_says_so_and_its_part_is_empty(as_, cast, part):
    client = as_(cast.hoa)
    assert "không có đường dây trực" in client.get(URL).text
    assert client.get(URL, headers=part("duty")).text.strip() == ""


def test_another_ward_sees_nothing_of_it(as_, cast, day):
    client = as_(cast.phuc)
    assert "Đường dây nóng 24/7" not in client.get(URL).text
    assert client.post(f"/shifts/{day[1]}/line-notes", data={"text": "x"}).status_code == 404
    assert client.post(f"/shifts/{day[1]}/line-notes", data={}).status_code == 404


def test_the_first_page_of_staff_asks_for_who_is_on_duty(as_, cast, day):
    assert 'hx-get="/lines"' in as_(cast.son).get("/").text
    assert 'hx-get="/lines"' not in as_(cast.lan).get("/").text


def test_a_duty_leads_to_its_line_and_a_shift_at_a_place_does_not(as_, cast, day, hotline):
    client, other = as_(cast.lan), hotline.duty("2025-08-20T08:00", 3, kind="point")
    link = "/lines?campaign=cua-nam-2025"
    assert link in client.get(f"/shifts/{day[2]}").text
    assert link not in client.get(f"/shifts/{other}").text


def test_a_note_goes_from_one_duty_to_the_next(as_, cast, day, at):
    note = "Cổng dịch vụ công bảo trì đến 7 giờ."
    with at("2025-08-14T05:50:00"):
        answer = as_(cast.lan).post(f"/shifts/{day[0]}/line-notes", data={"text": note})
        assert (answer.status_code, answer.location) == (303, "/lines")
    with at("2025-08-14T05:59:59"):
        assert note not in as_(cast.minh).get(URL).text, "his duty has not begun"
    with at("2025-08-14T06:00:00"):
        text = as_(cast.minh).get(URL).text
        assert text.index(note) < text.index('id="duty"'), "at the top"
        action = re.search(r'action="(/line-notes/\d+/reading)"', text)[1]
        assert note not in as_(cast.binh).get(URL).text
        assert "chưa ai đọc" in words(as_(cast.hoa).get(URL))
        assert as_(cast.minh).post(action).status_code == 303
        assert "/reading" not in as_(cast.minh).get(URL).text
        assert "Trần Văn Minh đã đọc, 06:00 hôm nay" in words(as_(cast.hoa).get(URL))
        assert as_(cast.binh).post(action).status_code == 409
        assert as_(cast.phuc).post(action).status_code == 404


@pytest.mark.parametrize("wrong", ["", "Gọi bà Tư 079 123 456 789", "x" * 501])
def test_a_wrong_note_comes_back_with_its_text(as_, cast, day, wrong):
    answer = as_(cast.minh).post(f"/shifts/{day[1]}/line-notes", data={"text": wrong})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text and wrong in answer.text


def test_who_may_not_hand_over_finds_no_form_and_is_told_why(as_, cast, day):
    client = as_(cast.binh)
    assert "/line-notes" not in client.get(URL).text
    answer = client.post(f"/shifts/{day[1]}/line-notes", data={"text": "Ổn cả."})
    assert answer.status_code == 409 and "người lập ca" in answer.text


@pytest.mark.parametrize("who", ["lan", "minh", "hoa", "son", "an"])
@on_sqlite
def test_the_page_takes_at_most_five_statements(as_, cast, day, hotline, at, count_sql, who):
    with at("2025-08-14T06:00:00"):
        for text in ("eins", "zwei"):
            as_(cast.lan).post(f"/shifts/{day[0]}/line-notes", data={"text": text})
        hotline.duty("2025-08-15T06:00", 8, cast.lan)
        client = as_(getattr(cast, who), campaign=cast.campaign.id)
        with count_sql() as statements:
            assert client.get(URL).status_code == 200
    assert len(statements) <= 5, statements


def test_the_posts_take_at_most_seven_statements(as_, cast, day, at, count_sql):
    with at("2025-08-14T06:00:00"):
        writer, reader = as_(cast.lan, cast.campaign.id), as_(cast.minh, cast.campaign.id)
        with count_sql() as statements:
            assert writer.post(f"/shifts/{day[0]}/line-notes", data={"text": "Ổn cả."}).status_code == 303
        assert len(statements) <= 7, statements
        action = re.search(r'action="(/line-notes/\d+/reading)"', reader.get(URL).text)[1]
        with count_sql() as statements:
            assert reader.post(action).status_code == 303
        assert len(statements) <= 7, statements
