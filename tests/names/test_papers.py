"""Papers and certificates after a correction: what is made later bears the right name, what was signed stays."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.core import clock
from app.core.db import db
from app.papers.actions.clerk import set_numbers
from app.papers.actions.issue import issue_certificates, reprint
from app.papers.actions.participation import start_participation
from app.papers.actions.replacing import replace_certificate
from app.papers.models import PARTICIPATION, Certificate
from app.papers.printing import merit_pdf
from app.papers.queries.data import every_paper
from app.papers.queries.heads import head_of
from app.papers.queries.register import certificate_by_code, replacing
from app.papers.rules.answers import PaperAnswer
from app.papers.rules.codes import shown
from app.results.queries import holders_of
from tests.archive.conftest import archive_of, checked, parts_of
from tests.cast import MORNING
from tests.names.conftest import mend
from tests.names.test_actions import refused
from tests.papers.conftest import cancel, papers_of, text_of
from tests.papers.test_actions import numbers, rows

BASE = "https://gocua.example"


def right(cast) -> str:
    return cast.lan.name.replace("Lan", "Lân")


def after(hours: int):
    return clock.at(MORNING + timedelta(hours=hours))


@pytest.fixture
def issued(room, cast, decided_round):
    with after(1):
        set_numbers(cast.campaign.id, numbers(), cast.tu.id)
        issue_certificates(cast.campaign.id, cast.tu.id)
    with after(2):
        mend(cast, "person", cast.lan.id, right(cast))
    return next(one for one in rows() if one.name == cast.lan.name)


def replaced(row, cast, why="Sai tên"):
    with after(3):
        kept = replace_certificate(row, why, cast.tu.id, lambda new: f"%PDF {new.name}".encode())
    return db.session.get(Certificate, kept.certificate_id)


def test_before_the_signature_every_paper_bears_the_right_name(room, cast, decided_round):
    mend(cast, "person", cast.lan.id, right(cast))
    for key, values in every_paper(head_of(cast.campaign.id)).items():
        assert right(cast) in [one.name for one in values.recipients], key
    assert right(cast) in [one.name for one in holders_of(head_of(cast.campaign.id).id)]


def test_what_was_signed_keeps_the_names_of_then(room, cast, issued):
    names = {
        key: [one.name for one in values.recipients] for key, values in every_paper(head_of(cast.campaign.id)).items()
    }
    assert cast.lan.name in names["decision"] and right(cast) not in names["decision"]
    for key in ("reports", "summary", "bonus"):
        assert right(cast) in names[key] and cast.lan.name not in names[key], key
    for key in names:
        assert names[key] == [one.name for one in papers_of(cast.campaign.id, key).recipients], key


def test_certificates_issued_later_bear_it(room, cast, decided_round):
    mend(cast, "person", cast.minh.id, cast.minh.name.replace("Minh", "Mính"))
    with after(1):
        set_numbers(cast.campaign.id, numbers(), cast.tu.id)
        mend(cast, "person", cast.lan.id, right(cast))
        issue_certificates(cast.campaign.id, cast.tu.id)
    assert right(cast) in [one.name for one in rows()]
    start_participation(cast.campaign.id, BASE, cast.tu.id)
    assert cast.minh.name.replace("Minh", "Mính") in [one.name for one in rows(PARTICIPATION)]


def test_a_certificate_is_replaced_and_says_so(room, cast, issued):
    last = max(one.register_no for one in rows())
    new = replaced(issued, cast)
    assert (new.name, new.register_no, new.replaces) == (right(cast), last + 1, issued.id)
    assert (new.decision_no, new.merit, new.award) == (issued.decision_no, issued.merit, issued.award)
    assert db.session.get(Certificate, issued.id).name == cast.lan.name, "the old line stays"
    old = certificate_by_code(issued.code)
    assert old.replaced_no == new.register_no and replacing(old).name == right(cast)
    assert replacing(certificate_by_code(new.code)) is None
    printed = text_of(merit_pdf(head_of(cast.campaign.id), BASE))
    assert right(cast) in printed and cast.lan.name not in printed
    assert [one.register_no for one in holders_of(issued.round_id) if one.name == right(cast)] == [new.register_no]


def test_what_is_refused(room, cast, issued):
    team = next(one for one in rows() if one.id != issued.id)
    assert refused(replace_certificate, issued, "", cast.tu.id, str.encode) is PaperAnswer.NO_REASON
    assert refused(replace_certificate, team, "x", cast.tu.id, str.encode) is PaperAnswer.SAME_NAMES
    new = replaced(issued, cast)
    assert refused(replace_certificate, issued, "x", cast.tu.id, str.encode) is PaperAnswer.REPLACED
    assert refused(reprint, issued, "x", cast.tu.id, str.encode) is PaperAnswer.REPLACED
    assert refused(replace_certificate, new, "x", cast.tu.id, str.encode) is PaperAnswer.SAME_NAMES
    cancel(cast, new.nomination_id)
    assert certificate_by_code(issued.code).revoked and certificate_by_code(new.code).revoked
    assert refused(replace_certificate, new, "x", cast.tu.id, str.encode) is PaperAnswer.REVOKED


def test_two_corrections_make_a_chain(room, cast, issued):
    second = replaced(issued, cast)
    with after(4):
        mend(cast, "person", cast.lan.id, cast.lan.name)
    third = replaced(second, cast)
    assert replacing(certificate_by_code(issued.code)).register_no == third.register_no
    assert third.name == cast.lan.name


def test_the_database_keeps_a_replacement_to_its_award(room, cast, issued):
    team = next(one for one in rows() if one.id != issued.id)
    columns = "ward_id, round_id, kind, year, name, unit, merit, award, decision_no, decision_day, sheet"
    columns += ", issued_at, issued_by"
    forged = (
        f"INSERT INTO certificates ({columns}, nomination_id, register_no, code, replaces) SELECT {columns}, "
        "nomination_id, 99, 'AAAAAAAAAA', :old FROM certificates WHERE id = :like"
    )
    with pytest.raises(IntegrityError, match="same award"):
        db.session.execute(text(forged), {"old": team.id, "like": issued.id})
    db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(text(forged), {"old": None, "like": issued.id})
    db.session.rollback()


def test_the_public_check_leads_to_the_one_that_holds_and_keeps_its_code(app, cast, room, issued, anonymous):
    new = replaced(issued, cast)
    old_code, new_code, number = shown(issued.code), shown(new.code), new.register_no
    db.session.remove()
    said = anonymous.get(f"/check/{old_code}").text
    assert cast.lan.name in said and right(cast) in said and f"{number}" in said
    assert new_code not in said and new_code.replace("-", "") not in said
    assert cast.team1.name not in said and "Sai tên" not in said
    assert right(cast) in anonymous.get(f"/check/{new_code}").text


def test_the_archive_holds_the_corrections_and_checks_itself(room, cast, issued, tmp_path, capsys):
    new = replaced(issued, cast)
    assert new.name == right(cast)
    with after(5):
        parts = parts_of(archive_of(cast))
    found = json.loads(parts["round/names.json"])
    (one,) = found["corrections"]
    assert (one["old_name"], one["new_name"]) == (cast.lan.name, right(cast))
    assert found["people"] == {f"{cast.tu.id}": cast.tu.name}
    status, said = checked(parts, tmp_path, capsys)
    assert status == 0, said
    forged = {**parts, "round/names.json": json.dumps({"corrections": [], "people": {}}).encode()}
    assert checked(forged, tmp_path, capsys)[0] != 0
