"""The pages around a freeze: who sees the moment, which ranking, and what was approved since."""

from datetime import datetime, timedelta

import pytest

from app.core import clock
from app.core.db import db
from app.ranking import queries
from app.ranking.actions import freeze, set_moment
from app.ranking.models import Freeze, Ranking
from app.ranking.queries import inputs
from app.ranking.views import live as live_views
from tests.ranking.makers import adopt, approved, campaign_of, reverse, some_logs


@pytest.fixture
def engine_name():
    """Each of these pages is opened on PostgreSQL as well by tests/house/test_statements.py."""
    return "sqlite"


MOMENT = datetime(2025, 8, 20, 17, 0, tzinfo=clock.LOCAL)
SAID = "20/8/2025 17:00"
FORM = {"day": "20/8/2025", "time": "17:00"}


@pytest.fixture
def logs(app, cast):
    with app.app_context():
        adopt(cast)
        return some_logs(cast)


@pytest.fixture
def due(app, cast, logs):
    """The moment has passed, and no copy is made yet."""
    with app.app_context():
        set_moment(campaign_of(cast), MOMENT, cast.son.id)
        db.session.remove()
    with clock.at(MOMENT + timedelta(minutes=5)):
        yield logs


@pytest.fixture
def frozen(app, cast, due):
    """The copy is there, and two things were decided since: Hoa is first by now, and Lan has lost a record."""
    with app.app_context():
        copy = freeze(cast.campaign.id).id
        approved(cast, cast.hoa, cast.team2, day=5, minutes=60, support_turn=20, by=cast.an.id)
        reverse(due["lan1"], by=cast.hoa.id)
        db.session.remove()
    return copy


@pytest.fixture
def no_live(monkeypatch):
    """A canary: whoever asks for the ranking as it stands, or for a record, falls over."""

    def fall(*_args, **_more):
        raise AssertionError("the live ranking was read")

    for module, name in (
        (live_views, "live_for_page"),
        (queries, "live_ranking"),
        (inputs, "credits_of"),
        (inputs, "_inputs"),
        (inputs, "rank"),
    ):
        monkeypatch.setattr(module, name, fall)


def test_everybody_sees_the_moment_and_those_who_may_set_it(as_, cast, logs):
    for person in (cast.lan, cast.mai, cast.an, cast.tu):
        client = as_(person)
        assert client.post("/ranking/freeze", data=FORM).status_code == 403
        assert client.post("/ranking/freeze/end").status_code == 403
        assert client.post("/ranking/freeze/copy").status_code == 403
        assert "Đặt lúc chốt" not in client.get("/ranking/publications").text
        assert "được chốt lúc" not in client.get("/ranking").text
    client = as_(cast.hoa)
    assert client.post("/ranking/freeze", data=FORM).status_code == 303
    assert "Đổi lúc chốt" in client.get("/ranking/publications").text
    for person in (cast.lan, cast.mai, cast.son):
        assert "Bảng xếp hạng được chốt lúc 17:00 ngày 20/8/2025" in as_(person).get("/ranking").text
    assert SAID not in as_(cast.dung).get("/ranking").text, "another ward's"
    assert client.post("/ranking/freeze/end").status_code == 303
    assert SAID not in as_(cast.lan).get("/ranking").text


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"day": ""}, 422, "Hãy điền"),
        ({"time": "25:00"}, 422, "08:00"),
        ({"day": "31/2/2025"}, 422, "14/8/2025"),
        ({"day": "14/8/2025", "time": "8:59"}, 409, "Lúc này đã qua"),
        ({"day": "14/8/2099"}, 409, "400 ngày"),
    ],
)
def test_a_moment_that_can_not_be_is_refused_beside_its_field(as_, cast, logs, change, status, said):
    answer = as_(cast.son).post("/ranking/freeze", data=FORM | change)
    assert answer.status_code == status and said in answer.text
    assert SAID not in as_(cast.lan).get("/ranking").text


def test_until_the_copy_is_made_nobody_is_shown_what_may_change_as_what_counts(app, as_, cast, due, no_live):
    client = as_(cast.lan)
    text = client.get("/ranking").text
    assert "Bản chốt đang được lập" in text and SAID in text and cast.lan.name not in text.split("<main")[1]
    assert "/ranking/freeze/copy" not in text and "/ranking/live" not in text
    assert client.get(f"/ranking/individuals/{cast.lan.id}").status_code == 404
    with app.app_context():
        assert db.session.query(Ranking).count() == 0, "looking writes nothing"
    leader = as_(cast.son).get("/ranking").text
    assert "/ranking/freeze/copy" in leader and "/ranking/live" in leader


def test_where_no_worker_is_a_leader_makes_the_copy_once(app, as_, cast, due):
    client = as_(cast.son)
    assert client.post("/ranking/freeze/copy").location == "/ranking"
    assert client.post("/ranking/freeze/copy").status_code == 409
    assert client.post("/ranking/freeze", data=FORM | {"day": "30/8/2025"}).status_code == 409
    assert client.post("/ranking/freeze/end").status_code == 409
    with app.app_context():
        assert db.session.query(Freeze).count() == 1


def test_volunteers_see_the_frozen_copy_and_nothing_live(as_, cast, frozen, no_live, part):
    client = as_(cast.lan)
    page = client.get("/ranking").text
    assert "Bản chốt" in page and SAID in page and "12,00" in page and "Ngưỡng chỉ tiêu: 3 cá nhân" in page
    assert cast.binh.name not in page and f"Thành viên, {cast.team2.name}" in page
    for link in ("/ranking/live", "/ranking/late", "/ranking.xlsx"):
        assert link not in page and client.get(link).status_code == 403
    teams = client.get("/ranking?board=collectives").text
    assert cast.team1.name in teams
    drawn = client.get("/ranking?q=lan", headers=part("board")).text
    assert drawn.lstrip().startswith('<div id="board"') and "<html" not in drawn
    own = client.get(f"/ranking/individuals/{cast.lan.id}")
    assert own.status_code == 303 and own.location.startswith(f"/ranking/{frozen}/standings/")
    opened = client.get(own.location).text
    assert "4 × 2" in opened, "the record that was reversed since"
    assert client.get(f"/ranking/collectives/{cast.team1.id}").status_code == 303
    assert client.get("/ranking/individuals/99999").status_code == 404
    assert client.get("/").status_code == 200
    copies = client.get("/ranking/publications").text
    assert "dùng để xét" in copies and "Lập bản chốt mới" not in copies
    assert "Bản chốt: đây là bảng xếp hạng dùng để xét" in client.get(f"/ranking/{frozen}").text


def test_leaders_and_the_council_see_the_frozen_one_first_and_the_live_one_marked(as_, cast, frozen):
    for person in (cast.son, cast.mai, cast.hoa, cast.tu, cast.an):
        client = as_(person)
        counts = client.get("/ranking").text
        assert "12,00" in counts and 'href="/ranking/live"' in counts and 'href="/ranking/late"' in counts
        live = client.get("/ranking/live").text
        assert "không phải bảng dùng để xét" in live and SAID in live and "46,00" in live
        one = client.get(f"/ranking/individuals/{cast.hoa.id}").text
        assert "không phải bảng dùng để xét" in one and 'href="/ranking/live?board=individuals"' in one
    assert as_(cast.phuc).get("/ranking/live").location == "/ranking?board=individuals", "nothing is frozen there"


def test_the_book_of_the_live_ranking_says_that_it_does_not_count(as_, cast, frozen):
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(as_(cast.son).get("/ranking.xlsx").data))
    assert f"Không phải bảng xếp hạng dùng để xét: bảng đó đã chốt lúc {SAID}" in str(book.worksheets[0]["A1"].value)


def test_late_records_are_listed_with_their_effect(as_, cast, frozen):
    assert as_(cast.lan).get("/ranking/late").status_code == 403
    for person in (cast.mai, cast.son):
        text = as_(person).get("/ranking/late").text
        assert "+41,00" in text and "-10,00" in text and "a slip" in text
        assert f"{cast.hoa.name} sẽ vào trong chỉ tiêu cá nhân" in text
        assert "/logs/" in text
    narrow = as_(cast.son).get("/ranking/late?individuals=100&collectives=0").text
    assert "vào trong chỉ tiêu" not in narrow
    assert "Không ai vượt qua ngưỡng chỉ tiêu 100 cá nhân và 0 tập thể" in narrow
    for odd in ("x", "-1", "1001", "²"):
        assert as_(cast.son).get("/ranking/late", query_string={"individuals": odd}).status_code == 200


def test_with_nothing_late_the_list_says_so_and_before_a_freeze_there_is_none(app, as_, cast, due):
    client = as_(cast.son)
    assert client.get("/ranking/late").location == "/ranking"
    with app.app_context():
        freeze(cast.campaign.id)
    assert "Chưa có nhật ký nào được duyệt thêm" in client.get("/ranking/late").text


def test_another_copy_takes_a_written_reason_which_staff_can_read(app, as_, cast, frozen):
    client, reason = as_(cast.hoa), "Phiếu giấy của tổ 2 nộp đúng hạn"
    assert as_(cast.mai).post("/ranking/publications", data={"reason": reason}).status_code == 403
    wrong = client.post("/ranking/publications", data={"note": "x"})
    assert wrong.status_code == 409 and "hãy ghi rõ lý do" in wrong.text
    assert client.post("/ranking/publications", data={"reason": "số 012345678901"}).status_code == 422
    with clock.at(MOMENT + timedelta(minutes=6)):
        answer = client.post("/ranking/publications", data={"reason": reason})
    assert answer.status_code == 303 and answer.location != f"/ranking/{frozen}"
    page = as_(cast.mai).get("/ranking").text
    assert "46,00" in page and reason in page and "Bản này thay cho bản chốt" in page
    volunteer = as_(cast.lan).get("/ranking").text
    assert "Bản này thay cho bản chốt" in volunteer and reason not in volunteer
    assert reason not in as_(cast.lan).get("/ranking/publications").text
    assert reason not in as_(cast.lan).get(answer.location).text
    old = as_(cast.lan).get(f"/ranking/{frozen}").text
    assert "Đây không phải bảng xếp hạng dùng để xét" in old
    assert "Chưa có nhật ký nào được duyệt thêm" in client.get("/ranking/late").text
    with clock.at(MOMENT + timedelta(minutes=7)):
        again = client.post("/ranking/publications", data={"reason": "once more"})
    assert again.location == answer.location and "không tạo thêm" in client.get(again.location).text


@pytest.mark.parametrize(
    "path", ["/ranking", "/ranking/live", "/ranking/late", "/ranking/publications", "/ranking/{0}"]
)
def test_no_page_takes_more_than_five_statements(as_, cast, frozen, count_sql, path):
    for person in (cast.son, cast.lan):
        client = as_(person)
        with count_sql() as statements:
            client.get(path.format(frozen))
        assert len(statements) <= 5, statements
