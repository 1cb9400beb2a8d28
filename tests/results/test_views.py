"""The public page, its rules of names, its beginning and end; the programme; who may do all that."""

import re
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.awards.actions import choose, propose_new
from app.awards.actions.proposals import Who
from app.core.db import db
from app.decisions.actions import decide, revoke_award
from app.papers.actions.clerk import set_numbers
from app.results.actions import publish_result
from app.results.queries import holders_of
from tests.council.conftest import lock_a_round as council_round
from tests.council.conftest import without_a_session
from tests.names.conftest import mend
from tests.papers.conftest import NOTHING, text_of


@pytest.fixture
def engine_name():
    """Each of these pages is opened on PostgreSQL as well by tests/house/test_statements.py."""
    return "sqlite"


PUBLIC = "/results/cua-nam-2025"
NAMES = ("Nguyễn Thị Thu Lan",)
ADDRESSES = ("/awards/results", "/awards/results/preview", "/awards/results/programme.pdf")


def publish(client, rule="whole"):
    return client.post("/awards/results/publication", data={"name_rule": rule})


def test_the_page_is_there_from_publication_to_withdrawal_and_else_as_if_it_never_was(
    app, cast, decided_round, as_, anonymous
):
    never = anonymous.get("/results/no-such-campaign")
    assert anonymous.get(PUBLIC).status_code == never.status_code == 404
    clerk = as_(cast.tu)
    assert publish(clerk).status_code == 303
    shown = anonymous.get(PUBLIC)
    assert shown.status_code == 200 and cast.lan.name in shown.text and cast.team1.name in shown.text
    assert "<script" not in shown.text and "noindex" in shown.headers["X-Robots-Tag"]
    assert "0950" not in shown.text and cast.minh.name not in shown.text and "điểm" not in shown.text
    assert "     /QĐ-UBND" in shown.text, "room for the number"
    with app.app_context():
        numbers = {"decision": (7, date(2025, 8, 14)), "submission": NOTHING, "minutes": NOTHING}
        set_numbers(cast.campaign.id, numbers, cast.tu.id)
    assert "07/QĐ-UBND" in anonymous.get(PUBLIC).text
    assert PUBLIC in anonymous.get("/sign-in").text
    assert PUBLIC in as_(cast.lan).get("/campaigns/cua-nam-2025").text
    assert clerk.post("/awards/results/withdrawal", data={"reason": ""}).status_code == 409
    assert clerk.post("/awards/results/withdrawal", data={"reason": "Sai sót"}).status_code == 303
    gone = anonymous.get(PUBLIC)
    assert gone.status_code == 404
    assert _plain(gone.text) == _plain(never.text), "withdrawn looks like never"
    assert PUBLIC not in anonymous.get("/sign-in").text
    history = clerk.get("/awards/results").text
    assert "Sai sót" in history and cast.tu.name in history
    assert publish(clerk).status_code == 303 and anonymous.get(PUBLIC).status_code == 200


def _plain(page: str) -> str:
    return re.sub(r'(value|content)="[^"]*"|X-CSRFToken[^}]*', "", page)


def test_each_rule_of_names(cast, decided_round, as_, anonymous):
    leader = as_(cast.son)
    assert publish(leader, "initials").status_code == 303
    page = anonymous.get(PUBLIC).text
    family, *_middle, given = cast.lan.name.split()
    assert cast.lan.name not in page and f"{family[0]}." in page and given in page and cast.team1.name in page
    assert publish(leader, "none").status_code == 303
    page = anonymous.get(PUBLIC).text
    assert given not in page and cast.team1.name in page
    assert publish(leader, "none").status_code == 409
    assert publish(leader, "phones").status_code == 422


def test_where_a_household_lives_is_on_no_public_page(app, cast, as_, anonymous):
    family = Who("household", "Hộ ông Hồ Bá Kiến", "12 ngõ 3 phố Canary")

    def propose_them():
        row = propose_new(cast.campaign.id, family, "contribution", "Cho mượn địa điểm 45 ngày", cast.son.id)
        choose(cast.campaign.id, row.id, cast.son.id, "Có công đóng góp")

    with app.app_context():
        council_round(cast, households=1, individuals=1, before_locking=propose_them)
        without_a_session(cast)
        decide(cast.campaign.id, {}, cast.son.id)
        db.session.remove()
    for rule, said in (("whole", "Hộ ông Hồ Bá Kiến"), ("initials", "Hộ ông H.B. Kiến"), ("none", "Cửa Nam")):
        assert publish(as_(cast.son), rule).status_code == 303
        answer = anonymous.get(PUBLIC)
        assert said in answer.text and "Canary" not in answer.text
        assert rule == "whole" or "Hồ" not in answer.text
    assert "phố Canary" in text_of(as_(cast.son).get("/awards/papers/decision.pdf").data)


def test_nothing_is_told_before_the_decision(app, cast, as_, anonymous):
    from tests.papers.conftest import lock_a_round

    leader = as_(cast.son)
    assert leader.get("/awards/results").status_code == 200
    with app.app_context():
        lock_a_round(cast)
        db.session.remove()
    assert leader.get("/awards/results").status_code == 200
    assert publish(leader).status_code == 409
    assert leader.get("/awards/results/preview").status_code == 409
    assert leader.get("/awards/results/programme.pdf").status_code == 409
    assert anonymous.get(PUBLIC).status_code == 404


def test_whoever_lost_the_award_leaves_the_list_and_a_new_name_does_not_come_in(
    app, cast, decided_round, as_, anonymous
):
    publish(as_(cast.son))
    with app.app_context():
        rows = db.session.execute(text("SELECT id, name FROM nominations")).all()
        lan = next(row.id for row in rows if row.name == cast.lan.name)
        revoke_award(lan, "Kê khai không đúng", cast.son.id)
        db.session.remove()
    page = anonymous.get(PUBLIC).text
    assert cast.lan.name not in page and cast.team1.name in page
    assert cast.lan.name not in text_of(as_(cast.son).get("/awards/results/programme.pdf").data)


def test_the_page_reads_what_was_stored(app, cast, decided_round, as_, anonymous, count_sql):
    publish(as_(cast.son))
    with app.app_context():
        mend(cast, "person", cast.lan.id, cast.lan.name.replace("Lan", "Lân"))
        db.session.remove()
    with count_sql() as sent:
        page = anonymous.get(PUBLIC).text
    assert cast.lan.name.replace("Lan", "Lân") in page and cast.lan.name not in page, (
        "a corrected name counts at once"
    )
    assert len(sent) <= 3 and not any("logs" in one or "addends" in one for one in sent)


def test_programme_and_hand_over_carry_what_was_written_down(app, cast, decided_round, as_):
    clerk = as_(cast.tu)
    plan = {"day": "2025-10-03", "time": "14:30", "place": "Hội trường <b>UBND</b>", "opening": "Chào cờ\n#let x = 1"}
    assert clerk.post("/awards/results/ceremony", data=plan).status_code == 303
    assert clerk.post("/awards/results/ceremony", data=plan | {"time": ""}).status_code == 422
    said = text_of(clerk.get("/awards/results/programme.pdf").data)
    assert "14 giờ 30, ngày 03 tháng 10 năm 2025" in said and "Hội trường <b>UBND</b>" in said
    assert "#let x = 1" in said and "Trao Giấy khen cho tập thể (01)" in said and "bế mạc" in said
    assert cast.lan.name in said and cast.team1.name in said
    handed = text_of(clerk.get("/awards/results/handover.pdf").data)
    assert "Ký nhận" in handed and cast.lan.name in handed
    for paper in ("programme", "handover"):
        assert clerk.get(f"/awards/results/{paper}.docx").data[:2] == b"PK"
        assert clerk.get(f"/awards/results/{paper}.xlsx").status_code == 404
    assert clerk.get("/awards/results/minutes.pdf").status_code == 404
    with app.app_context():
        ids = [one.nomination_id for one in holders_of(1)]
    numbers = {f"no-{one}": str(len(ids) - place) for place, one in enumerate(ids)} | {"no-9999999": "1", "no-x": "2"}
    assert clerk.post("/awards/results/order", data=numbers).status_code == 303


def test_who_may(cast, decided_round, as_, anonymous):
    for address in ADDRESSES:
        for person in (cast.hoa, cast.mai, cast.an, cast.lan, cast.minh):
            assert as_(person).get(address).status_code == 403, (address, person.name)
        assert anonymous.get(address).status_code == 303
        assert as_(cast.tu).get(address).status_code == 200
    assert publish(as_(cast.hoa)).status_code == 403
    stranger = as_(cast.phuc)
    assert stranger.get("/awards/results?campaign=cua-nam-2025").status_code in (403, 404)


TELL = (
    'INSERT INTO announcements (ward_id, round_id, deed, name_rule, reason, at, "by") '
    "SELECT ward_id, id, :deed, :rule, :reason, opened_at, opened_by FROM rounds"
)


@pytest.mark.parametrize("published", [False, True])
def test_the_database_tells_nothing_before_the_decision_and_takes_back_only_what_was_told(
    room, cast, locked_round, published
):
    tell, take_back = {"deed": "published", "rule": "whole", "reason": ""}, {"deed": "withdrawn", "rule": None}
    take_back["reason"] = "Sai sót"
    if published:
        decide(cast.campaign.id, {}, cast.son.id)
        db.session.execute(text(TELL), tell)
        db.session.execute(text(TELL), take_back)
        db.session.commit()
    for row in (take_back,) if published else (tell, take_back):
        with pytest.raises(IntegrityError, match="nothing to tell or take back"):
            db.session.execute(text(TELL), row)
        db.session.rollback()


def test_announcements_are_only_ever_added(room, cast, decided_round):
    publish_result(cast.campaign.id, "whole", cast.son.id)
    for change in ("UPDATE announcements SET name_rule = 'none'", "DELETE FROM announcements"):
        with pytest.raises(IntegrityError):
            db.session.execute(text(change))
        db.session.rollback()
