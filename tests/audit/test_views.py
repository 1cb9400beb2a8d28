"""The trail's page: the ward's own entries, names of today, filters, and the check of the chain."""

import re

import pytest
from sqlalchemy import text

from app.core.db import db
from app.core.policy import Role
from app.people import actions
from app.people.models import User


@pytest.fixture
def busy(app, cast):
    """Hoa gives Lan another role today; Phúc does something in the other ward."""
    with app.app_context():
        lan, dung = db.session.get(User, cast.lan.id), db.session.get(User, cast.dung.id)
        actions.grant_role(lan, Role.TEAM_LEADER, cast.hoa.id, cast.cua_nam.id, cast.team2.id)
        actions.grant_role(dung, Role.TEAM_LEADER, cast.phuc.id, cast.kien_hung.id, cast.other_team.id)
        actions.change_person(lan, cast.hoa.id, cast.cua_nam.id, phone="0950000066")
        db.session.remove()


def main(answer) -> str:
    return answer.text.split('<main id="main"')[1].split("</main>")[0]


def test_the_trail_in_words_newest_first(as_, cast, busy):
    shown = main(as_(cast.hoa).get("/audit"))
    assert re.search(r"<b>Vũ Thị Hoa</b> sửa thông tin một người: (<a[^>]*>)?Nguyễn Thị Thu Lan", shown)
    assert re.search(r"<b>Vũ Thị Hoa</b> giao vai trò: (<a[^>]*>)?Nguyễn Thị Thu Lan", shown)
    assert shown.index("sửa thông tin") < shown.index("giao vai trò")
    assert "0950000066" not in shown, "the trail never held the phone"
    assert "Dũng" not in shown and "Phúc" not in shown


@pytest.mark.parametrize("who", ["hoa", "son", "an"])
def test_who_reads_it(as_, cast, busy, who):
    assert as_(getattr(cast, who)).get("/audit").status_code == 200


@pytest.mark.parametrize("who", ["lan", "minh", "mai", "tu"])
def test_who_does_not(as_, cast, who):
    client = as_(getattr(cast, who))
    assert client.get("/audit").status_code == 403
    assert client.post("/audit/check").status_code == 403


def test_the_other_ward_sees_its_own(as_, cast, busy):
    shown = main(as_(cast.phuc).get("/audit"))
    assert "Đỗ Hồng Phúc" in shown and "Thu Lan" not in shown and "Hoa" not in shown


def test_only_administrators_of_the_site_see_what_belongs_to_no_ward(as_, cast):
    as_(cast.lan).post("/me/consent", data={"board_name": "y"})
    assert "thay đổi điều" not in main(as_(cast.an).get("/audit?of=site"))
    client = as_(cast.quan, cast.campaign.id)
    assert "thay đổi điều" in main(client.get("/audit?of=site"))
    assert "thay đổi điều" not in main(client.get("/audit"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("group=people", True),
        ("group=shifts", False),
        ("group=nothing", True),
        ("day=2025-08-14", True),
        ("day=14/8/2025", True),
        ("day=2025-08-13", False),
        ("day=0001-01-01", True),
        ("day=9999-12-31", True),
        ("day=x", True),
        ("page=2&group=people", False),
        ("page=99999999999999999999", False),
        ("page=-1", True),
    ],
)
def test_filters(as_, cast, busy, query, found):
    answer = as_(cast.hoa).get(f"/audit?{query}")
    assert answer.status_code == 200
    assert ("giao vai trò" in main(answer).split('id="trail"')[1]) is found


def test_as_a_part(as_, cast, busy, part):
    shown = as_(cast.hoa).get("/audit?group=people", headers=part("trail")).text
    assert "giao vai trò" in shown and "<html" not in shown


def test_pages_and_few_statements(app, as_, cast, count_sql):
    with app.app_context():
        from app.core.db import action
        from app.core.events import announce_all
        from app.people.events import PersonChanged

        ward, lan = cast.cua_nam.id, cast.lan.id
        action(lambda: announce_all([PersonChanged(ward_id=ward, subject_id=lan, by=None) for _ in range(60)]))()
        db.session.remove()
    client = as_(cast.hoa)
    with count_sql() as statements:
        first = client.get("/audit").text
    assert len(statements) <= 5, "\n".join(statements)
    assert 'rel="next"' in first and 'rel="prev"' not in first
    assert 'rel="prev"' in client.get("/audit?page=2").text


def test_a_code_without_words_is_shown_as_it_is(as_, cast, app, monkeypatch, busy):
    from app.audit import views

    monkeypatch.setattr(views, "SENTENCES", {})
    assert "grant.given" in main(as_(cast.hoa).get("/audit"))


def test_the_chain_is_checked_on_demand(app, as_, cast, busy, count_sql):
    client = as_(cast.hoa)
    with count_sql() as statements:
        assert client.post("/audit/check").status_code == 303
    assert len(statements) <= 7
    assert re.search(r"\d+ dòng, chuỗi liền mạch", client.get("/audit").text)
    with app.app_context():
        on = "" if db.engine.dialect.name == "sqlite" else " ON audit_entries"
        db.session.execute(text(f"DROP TRIGGER audit_entries_no_update{on}"))
        changed = "UPDATE audit_entries SET reason = 'x' WHERE seq = 3 AND chain = :chain"
        db.session.execute(text(changed), {"chain": cast.cua_nam.id})
        db.session.commit()
        db.session.remove()
    client.post("/audit/check")
    assert "Chuỗi bị đứt ở dòng 3" in client.get("/audit").text
    as_(cast.phuc).post("/audit/check")


def test_reasons_and_values_are_text(app, as_, cast, nameless):
    from app.core.db import action
    from app.core.events import announce
    from app.people.events import PersonChanged

    with app.app_context():
        nasty = "<script>alert(1)</script>"
        event = PersonChanged(ward_id=cast.cua_nam.id, subject_id=1, by=None, after={nasty: nasty}, reason=nasty)
        action(lambda: announce(event))()
        db.session.remove()
    nameless.clear()
    assert "<script>alert" not in main(as_(cast.hoa).get("/audit"))
