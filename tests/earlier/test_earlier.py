"""Awards of earlier years: read by the line, kept once, and seen by those who choose."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.awards.models import Nomination, Round
from app.core.db import db
from app.earlier.actions import Wrong, note_earlier
from app.earlier.queries import earlier_in
from app.earlier.rules import EarlierAnswer, Read, names_of, read_lines
from tests.council.conftest import Council
from tests.papers.conftest import lock_a_round

KNOWN = names_of(
    [
        ("Nguyễn Văn An", "user", 1, "Tổ số 5"),
        ("Nguyễn Văn An", "user", 1, ""),
        ("Lê Bình", "user", 2, "Tổ số 5"),
        ("Lê Bình", "user", 3, "Tổ số 6"),
        ("Tổ số 5", "team", 9, ""),
    ]
)


def test_lines_are_read_and_each_wrong_one_is_named():
    text_ = "nguyễn văn an; 2023; Giấy khen; UBND phường\n\nTổ số 5\t2019\tBằng khen\n"
    found, wrong = read_lines(text_, KNOWN, 2025)
    assert not wrong and found == [
        Read(("user", 1), 2023, "Giấy khen", "UBND phường"),
        Read(("team", 9), 2019, "Bằng khen", ""),
    ]
    bad = "Lê Bình; 2023; Giấy khen\nAi Đó; 2023; Giấy khen\nTổ số 5; 2026; Giấy khen\nTổ số 5; Giấy khen"
    found, wrong = read_lines(bad, KNOWN, 2025)
    answers = [EarlierAnswer.SEVERAL, EarlierAnswer.UNKNOWN, EarlierAnswer.YEAR, EarlierAnswer.PARTS]
    assert found == [] and [one for one, _ in wrong] == answers and [facts["n"] for _, facts in wrong] == [1, 2, 3, 4]
    assert read_lines(" \n", KNOWN, 2025)[1] == [(EarlierAnswer.NOTHING, {})]


def test_namesakes_are_told_apart_by_their_team():
    found, wrong = read_lines("Lê Bình (tổ số 6); 2023; Giấy khen", KNOWN, 2025)
    assert [one.whose for one in found] == [("user", 3)] and not wrong
    assert read_lines("Lê Bình (Tổ số 7); 2023; Giấy khen", KNOWN, 2025)[1][0][0] is EarlierAnswer.UNKNOWN


def test_what_is_entered_is_kept_once_and_stands_beside_the_candidate(room, cast):
    lock_a_round(cast)
    line = f"{cast.lan.name}; 2023; Giấy khen; UBND phường\n{cast.team1.name}; 2024; Bằng khen"
    assert (
        note_earlier(cast.cua_nam.id, line, cast.tu.id) == 2 and note_earlier(cast.cua_nam.id, line, cast.tu.id) == 0
    )
    with pytest.raises(Wrong):
        note_earlier(cast.cua_nam.id, f"{cast.dung.name}; 2023; Giấy khen", cast.tu.id)
    db.session.rollback()
    round_id = db.session.query(Round.id).scalar()
    names = dict(db.session.query(Nomination.id, Nomination.name))
    found = {names[one]: [(row.year, row.form) for row in rows] for one, rows in earlier_in(round_id).items()}
    assert found == {cast.lan.name: [(2023, "Giấy khen")], cast.team1.name: [(2024, "Bằng khen")]}
    for attempt in ("UPDATE earlier_awards SET year = 2020", "DELETE FROM earlier_awards"):
        with pytest.raises(IntegrityError):
            db.session.execute(text(attempt))
        db.session.rollback()


def test_who_chooses_sees_it_and_the_clerk_enters_it(app, cast, as_):
    with app.app_context():
        lock_a_round(cast)
        db.session.remove()
    clerk = as_(cast.tu)
    assert clerk.post("/awards/earlier", data={"lines": "Ai Đó; 2023; Giấy khen"}).status_code == 422
    sent = clerk.post("/awards/earlier", data={"lines": f"{cast.lan.name}; 2023; Giấy khen; UBND tỉnh"})
    assert sent.status_code == 303 and cast.lan.name in clerk.get("/awards/earlier").text
    assert "UBND tỉnh" in as_(cast.son).get("/awards").text
    assert as_(cast.lan).get("/awards/earlier").status_code == 403
    assert clerk.post("/awards/earlier/1/removal").status_code == 303
    assert "UBND tỉnh" not in as_(cast.son).get("/awards").text


def test_who_leads_the_session_sees_them_too(app, cast, as_):
    with app.app_context():
        council = Council(cast).opened()
        note_earlier(cast.cua_nam.id, f"{cast.lan.name}; 2023; Giấy khen; UBND phường", cast.tu.id)
        address = f"/council/{council.id}/chair"
    assert "UBND phường" in as_(cast.son).get(address).text
