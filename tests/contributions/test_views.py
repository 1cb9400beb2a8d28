"""Pages of the ledger, as page, as part, without scripts, for strangers and for wrong roles."""

from app.contributions.models import Decision, Log
from app.core.db import db


def _state(app, log_id):
    with app.app_context():
        return db.session.get(Log, log_id).state


def test_a_volunteer_writes_a_record_and_the_secretary_approves_it(app, cast, as_, form, count_sql):
    lan = as_(cast.lan)
    assert "VNeID" in lan.get("/logs/new").text
    with count_sql() as statements:
        answer = lan.post("/logs", data=form(elderly=2, note="Nhà văn hóa"))
    assert (answer.status_code, answer.location) == (303, "/logs")
    assert len(statements) <= 7, statements
    page = lan.get("/logs")
    assert "Chờ duyệt" in page.text
    with app.app_context():
        log = db.session.query(Log).one()
        assert (log.user_id, log.team_id, log.minutes, log.elderly) == (cast.lan.id, cast.team1.id, 120, 2)
        log_id = log.id
    hoa = as_(cast.hoa)
    assert cast.lan.name in hoa.get("/approvals").text
    assert "VNeID" in hoa.get(f"/approvals/{log_id}").text
    with count_sql() as statements:
        answer = hoa.post(f"/logs/{log_id}/decision", data={"verdict": "approved", "next": "/approvals"})
    assert (answer.status_code, answer.location) == (303, "/approvals")
    assert len(statements) <= 7, statements
    assert _state(app, log_id) == "approved"
    assert "Đã duyệt" in lan.get(f"/logs/{log_id}").text
