"""Who may send files, whose files they are, and how long they lie."""

import time

import pytest
from sqlalchemy import select

from app.campaigns.models import Campaign
from app.core.db import db
from app.exchange import files
from app.exchange.models import ImportRun
from tests.exchange.conftest import ROSTER, make_book
from tests.exchange.sending import AN, send, uploads


@pytest.mark.parametrize("who", ["lan", "minh", "son", "mai", "tu"])
def test_other_roles_stay_outside(as_, cast, who):
    client = as_(getattr(cast, who))
    assert client.get("/imports").status_code == 403
    send(client, make_book(ROSTER, AN), status=403)
    assert client.get("/imports/1").status_code == 403


def test_strangers_are_asked_to_sign_in(anonymous):
    for answer in (anonymous.get("/imports"), anonymous.post("/imports"), anonymous.post("/imports/1/apply")):
        assert answer.status_code == 303
        assert "/sign-in" in answer.location


def test_another_wards_files_do_not_exist(hoa, as_, cast, look):
    where = send(hoa, make_book(ROSTER, AN))
    phuc = as_(cast.phuc)
    for answer in (
        phuc.get(where),
        phuc.get(f"{where}/errors.xlsx"),
        phuc.post(f"{where}/layout"),
        phuc.post(f"{where}/apply"),
        phuc.post(f"{where}/drop"),
    ):
        assert answer.status_code == 404
    assert "ds.xlsx" not in phuc.get("/imports").text
    assert look(select(ImportRun.state)) == "previewed"


def test_a_file_can_be_put_aside(hoa, app, look):
    where = send(hoa, make_book(ROSTER, AN))
    assert hoa.post(f"{where}/drop").status_code == 303
    assert uploads(app) == []
    assert "Tệp này đã được bỏ" in hoa.get(where).text
    assert hoa.post(f"{where}/apply").status_code == 409


def test_a_file_that_nobody_applied_is_gone_after_a_day(hoa, as_, cast, app, at, look):
    where = send(hoa, make_book(ROSTER, AN))
    uploads(app)[0].unlink()
    assert "chỉ được giữ một ngày" in hoa.get(where).text
    assert hoa.post(f"{where}/apply").status_code == 409
    with at("2025-08-15T10:00"):
        send(as_(cast.hoa), make_book(ROSTER, AN))
    assert look(select(ImportRun.state).order_by(ImportRun.id)) == "dropped"


def test_old_uploads_are_swept(app, monkeypatch):
    with app.app_context():
        name = files.keep(b"x")
        files.sweep()
        assert files.stored(name) == b"x"
        later = time.time() + files.LIFE + 1
        monkeypatch.setattr(files.time, "time", lambda: later)
        files.sweep()
        assert files.stored(name) is None
        assert files.stored("../secret_key") is None


def test_a_match_changed_meanwhile_is_not_applied_unseen(hoa, app, look):
    from app.core.reasons import Refused
    from app.exchange.actions import ImportAnswer, apply_people
    from app.exchange.rules import Parsed

    send(hoa, make_book(ROSTER, AN))
    with app.app_context():
        run = db.session.scalar(select(ImportRun))
        with pytest.raises(Refused) as caught:
            apply_people(run, db.session.scalar(select(Campaign)), Parsed(), "another", 1, False)
        db.session.remove()
    assert caught.value.reason is ImportAnswer.CHANGED
