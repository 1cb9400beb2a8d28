"""Who finds what on the pages of the ledger, and what a page asks of the database."""

from datetime import date

from app.contributions import actions
from app.contributions.models import Log, LogItem
from app.contributions.rules import NewLog
from app.core.db import db


def _state(app, log_id):
    with app.app_context():
        return db.session.get(Log, log_id).state


def test_strangers_find_nothing_and_wrong_roles_no_door(app, cast, as_, write, anonymous):
    log_id = write(cast.lan)
    for person in (cast.binh, cast.minh, cast.dung, cast.phuc):
        assert as_(person).get(f"/logs/{log_id}").status_code == 404
    for person in (cast.lan, cast.hoa, cast.son, cast.mai, cast.tu, cast.an, cast.quan):
        assert as_(person).get(f"/logs/{log_id}").status_code == 200
    for url in (f"/logs/{log_id}/edit", f"/logs/{log_id}"):
        method = "get" if url.endswith("edit") else "post"
        assert getattr(as_(cast.binh), method)(url, data={}).status_code in (404, 422)
    for person in (cast.lan, cast.minh, cast.son, cast.mai, cast.tu, cast.an):
        client = as_(person)
        assert client.get("/approvals").status_code == 403
        assert client.get(f"/approvals/{log_id}").status_code == 403
        assert client.post(f"/logs/{log_id}/decision", data={"verdict": "approved"}).status_code == 403
        assert client.post(f"/logs/{log_id}/reversal", data={"reason": "x"}).status_code == 403
        assert client.post("/approvals/decisions", data={"verdict": "approved", "log": log_id}).status_code == 403
    phuc = as_(cast.phuc)
    assert phuc.get(f"/approvals/{log_id}").status_code == 404
    assert phuc.post(f"/logs/{log_id}/decision", data={"verdict": "approved"}).status_code == 404
    assert phuc.post(f"/logs/{log_id}/reversal", data={"reason": "x"}).status_code == 404
    assert phuc.post("/approvals/decisions", data={"verdict": "approved", "log": log_id}).status_code == 404
    for person in (cast.son, cast.an):
        assert as_(person).get("/logs").status_code == 403
    assert anonymous.get("/logs").status_code == 303
    assert _state(app, log_id) == "sent"


def test_a_stranger_changes_nothing_of_mine(app, cast, as_, write, form):
    log_id = write(cast.lan, send=False)
    for person in (cast.binh, cast.dung, cast.minh):
        client = as_(person)
        assert client.post(f"/logs/{log_id}", data=form()).status_code == 404
        assert client.post(f"/logs/{log_id}/sending").status_code == 404
        assert client.post(f"/logs/{log_id}/removal").status_code == 404
    assert _state(app, log_id) == "draft"


def test_each_page_asks_few_questions_however_much_waits(app, cast, as_, kinds, count_sql, part):
    rows = [
        NewLog(
            campaign_id=cast.campaign.id,
            ward_id=cast.cua_nam.id,
            user_id=(cast.lan, cast.minh, cast.binh)[n % 3].id,
            team_id=(cast.team1, cast.team1, cast.team2)[n % 3].id,
            client_ref=f"many-{n}",
            day=date(2025, 8, 1),
            minutes=1,
            counts={kinds["support_turn"]: 1, kinds["vneid_level2"]: 2},
        )
        for n in range(1000)
    ]
    with app.app_context():
        actions.record_many(rows, by=None)
        log_id = db.session.query(Log.id).filter_by(user_id=cast.lan.id).first()[0]
        db.session.remove()
    pages = {
        cast.hoa: ("/approvals", "/approvals?size=100&page=3", "/approvals?flagged=1", f"/approvals/{log_id}"),
        cast.lan: ("/logs", "/logs?page=2", "/logs/new", f"/logs/{log_id}"),
        cast.minh: ("/logs/team/new",),
    }
    for person, urls in pages.items():
        client = as_(person)
        for url in urls:
            with count_sql() as statements:
                assert client.get(url).status_code == 200
            assert len(statements) <= 5, (url, statements)
    hoa = as_(cast.hoa)
    assert "1.000 nhật ký chờ duyệt" in hoa.get("/approvals").text
    with app.app_context():
        ids = [i for (i,) in db.session.query(Log.id).order_by(Log.id).limit(100)]
        db.session.remove()
    with count_sql() as statements:
        hoa.post("/approvals/decisions", data={"verdict": "approved", "log": ids})
    assert len(statements) <= 7, statements
    with app.app_context():
        assert db.session.query(LogItem).count() == 2000
