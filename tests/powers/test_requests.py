"""A role that decides takes two: one who asks, another one who decides there and agrees."""

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from app.core import clock
from app.core.db import action, db
from app.core.policy import Held, Role
from app.core.reasons import Refused
from app.messages.models import Message
from app.people.actions import close_account, end_role, grant_role, open_account
from app.people.models import Grant
from app.people.queries import held_by
from app.people.rules import GrantAnswer
from app.powers.models import RoleRequest
from app.powers.rules import ConsentAnswer
from tests.powers.conftest import the_user

SITE = (Held(Role.ADMINISTRATOR),)


def said(answer) -> str:
    return " ".join(answer.text.split())


def test_an_administrator_asks_a_member_agrees_and_all_who_decide_are_told(as_, cast, asked, roles, told):
    request = asked("ward_leader")
    assert roles(cast.lan) == ["volunteer"], "nothing is given yet"
    for person in (cast.hoa, cast.son, cast.mai, cast.tu):
        assert told(person) == ["power.asked"]
    assert told(cast.an) == [] and told(cast.lan) == [] and told(cast.phuc) == []
    form = f'<form method="post" action="/people/{cast.lan.id}/roles/request">'
    assert form in as_(cast.an).get(f"/people/{cast.lan.id}").text
    assert "chờ người thứ hai" in as_(cast.hoa).get(f"/people/{cast.lan.id}").text
    page = said(as_(cast.mai).get("/roles/requests"))
    assert "Nguyễn Thị Thu Lan" in page and f"/roles/requests/{request}/consent" in page
    assert as_(cast.mai).post(f"/roles/requests/{request}/consent").status_code == 303
    assert roles(cast.lan) == ["volunteer", "ward_leader"]
    for person in (cast.hoa, cast.son, cast.mai, cast.tu, cast.lan):
        assert told(person)[-1] == "power.granted", person
    assert "Bùi Tuyết Mai" in said(as_(cast.an, cast.campaign.id).get("/roles/requests"))


@pytest.mark.parametrize("role", ["secretary", "council_member", "ward_leader", "clerk"])
def test_nobody_gives_such_a_role_alone(as_, cast, roles, role):
    """Neither by the form of other roles, nor together with a new account, nor to oneself."""
    for person in (cast.an, cast.quan):
        client = as_(person, cast.campaign.id)
        assert client.post(f"/people/{cast.lan.id}/roles", data={"role": role, "team": "0"}).status_code == 422
        data = {"name": "Đỗ Mới", "phone": "0950000077", "role": role, "team": "0"}
        assert client.post("/people/new", data=data).status_code == 422
        own = client.post(f"/people/{person.id}/roles/request", data={"power": role})
        assert own.status_code in (404, 409) and role not in roles(person)
    for person in (cast.lan, cast.minh, cast.hoa, cast.son, cast.mai, cast.tu):
        answer = as_(person).post(f"/people/{cast.binh.id}/roles/request", data={"power": role})
        assert answer.status_code in (403, 422), person
    assert roles(cast.lan) == ["volunteer"] and roles(cast.binh) == ["volunteer"]


def test_oneself_is_refused_in_words(as_, cast):
    answer = as_(cast.an).post(f"/people/{cast.an.id}/roles/request", data={"power": "secretary"})
    assert answer.status_code == 409 and "tự giao" in said(answer)


def test_who_asked_does_not_agree_under_another_role(app, as_, cast, asked, roles):
    with app.app_context():
        grant_role(the_user(cast.an), Role.SECRETARY, None, cast.cua_nam.id)
        db.session.remove()
    request = asked("council_member")
    answer = as_(cast.an).post(f"/roles/requests/{request}/consent")
    assert answer.status_code == 409 and "người khác" in said(answer)
    assert f"/roles/requests/{request}/consent" not in as_(cast.an).get("/roles/requests").text
    assert roles(cast.lan) == ["volunteer"]


def test_whose_role_it_is_does_not_agree(as_, cast, asked, roles):
    request = asked("ward_leader", cast.mai)
    answer = as_(cast.mai).post(f"/roles/requests/{request}/consent")
    assert answer.status_code == 409 and roles(cast.mai) == ["council_member"]


def test_another_wards_request_is_not_there(as_, cast, asked):
    request = asked("ward_leader")
    for verb in ("consent", "refusal"):
        assert as_(cast.phuc).post(f"/roles/requests/{request}/{verb}").status_code == 404
        assert as_(cast.minh).post(f"/roles/requests/{request}/{verb}").status_code == 403
    assert "Nguyễn Thị Thu Lan" not in as_(cast.phuc).get("/roles/requests").text


def test_an_administrator_agrees_only_where_nobody_is_left(app, as_, cast, asked, roles):
    request = asked("ward_leader")
    other = as_(cast.quan, cast.campaign.id)
    answer = other.post(f"/roles/requests/{request}/consent")
    assert answer.status_code == 409 and "quản trị viên" in said(answer)
    with app.app_context():
        for person in (cast.hoa, cast.son, cast.mai, cast.tu):
            roles_of_power = db.session.query(Grant).filter(Grant.user_id == person.id, Grant.role != "volunteer")
            for grant in roles_of_power:
                end_role(grant, cast.an.id)
        db.session.remove()
    assert as_(cast.an).post(f"/roles/requests/{request}/consent").status_code == 409, "who asked is not another one"
    assert other.post(f"/roles/requests/{request}/consent").status_code == 303
    assert roles(cast.lan) == ["volunteer", "ward_leader"]


def test_the_account_that_was_closed_meanwhile_gets_nothing(app, as_, cast, asked, roles):
    request = asked("council_member")
    with app.app_context():
        close_account(the_user(cast.lan), cast.quan.id, SITE, cast.cua_nam.id)
        db.session.remove()
    answer = as_(cast.son).post(f"/roles/requests/{request}/consent")
    assert answer.status_code == 409 and "đã đóng" in said(answer)
    assert as_(cast.an).post(f"/people/{cast.lan.id}/roles/request", data={"power": "clerk"}).status_code == 409
    with app.app_context():
        open_account(the_user(cast.lan), cast.quan.id, SITE, cast.cua_nam.id)
        db.session.remove()
    assert as_(cast.son).post(f"/roles/requests/{request}/consent").status_code == 303
    assert roles(cast.lan) == ["volunteer", "council_member"]


def test_who_asked_and_lost_their_role_has_asked_for_nothing(app, as_, cast, asked, roles):
    request = asked("council_member")
    with app.app_context():
        end_role(db.session.query(Grant).filter_by(user_id=cast.an.id).one(), cast.quan.id)
        db.session.remove()
    answer = as_(cast.son).post(f"/roles/requests/{request}/consent")
    assert answer.status_code == 409 and roles(cast.lan) == ["volunteer"]


def test_it_is_answered_once(app, as_, cast, asked, roles):
    request = asked("council_member")
    assert as_(cast.hoa).post(f"/roles/requests/{request}/refusal").status_code == 303
    for person, verb in ((cast.son, "consent"), (cast.hoa, "refusal"), (cast.an, "refusal")):
        assert as_(person).post(f"/roles/requests/{request}/{verb}").status_code == 409
    assert roles(cast.lan) == ["volunteer"]
    with app.app_context():
        (message,) = db.session.query(Message).filter_by(user_id=cast.an.id)
        assert message.kind == "power.declined"
        db.session.remove()


def test_asked_twice_it_is_one_request_and_who_asked_takes_it_back(app, as_, cast, asked):
    assert asked("clerk") == asked("clerk", by=cast.quan), "the open one is found again"
    with app.app_context():
        request = db.session.query(RoleRequest).one()
        assert request.by == cast.an.id
        found = request.id
        db.session.remove()
    assert as_(cast.an).post(f"/roles/requests/{found}/refusal").status_code == 303
    with app.app_context():
        assert db.session.get(RoleRequest, found).answer == "withdrawn"
        db.session.remove()
    assert asked("clerk") != found


def test_after_thirty_days_it_has_to_be_asked_again(as_, cast, asked, roles, at):
    request = asked("clerk")
    with at("2025-09-14T09:00:01"):
        assert "Chưa có gì" in said(as_(cast.son).get("/roles/requests"))
        assert as_(cast.son).post(f"/roles/requests/{request}/consent").status_code == 409
        again = asked("clerk")
        assert again != request
        assert as_(cast.son).post(f"/roles/requests/{again}/consent").status_code == 303
    assert roles(cast.lan) == ["volunteer", "clerk"]


def test_somebody_new_has_no_role_and_no_slip_before_somebody_agrees(app, as_, cast, roles):
    client = as_(cast.an)
    data = {"name": "Đỗ Thị Mới", "phone": "0950 000 077", "power": "council_member"}
    assert "/roles/new" in client.get("/people/new").text
    assert client.post("/roles/new", data=data | {"power": "volunteer"}).status_code == 422
    assert client.post("/roles/new", data=data | {"phone": "0950000001"}).status_code == 422, "somebody else's"
    assert client.post("/roles/new", data=data).status_code == 303
    with app.app_context():
        request = db.session.query(RoleRequest).one()
        found, user_id = request.id, request.user_id
        db.session.remove()
    assert client.post(f"/people/{user_id}/invitation").status_code in (404, 409)
    assert as_(cast.hoa).post(f"/roles/requests/{found}/refusal").status_code == 303
    assert client.post("/roles/new", data=data | {"name": "Người Khác"}).status_code == 422, "another name"
    assert client.post("/roles/new", data=data).status_code == 303, "the same account is asked for again"
    with app.app_context():
        again = db.session.query(RoleRequest).order_by(RoleRequest.id.desc()).first()
        assert again.user_id == user_id and again.id != found
        found = again.id
        db.session.remove()
    assert as_(cast.son).post(f"/roles/requests/{found}/consent").status_code == 303
    assert client.post(f"/people/{user_id}/invitation").status_code == 200
    assert as_(cast.hoa).get("/roles/new").status_code == 403, "a secretary gives no such role"


def test_the_first_of_a_ward_needs_nobody_else_and_the_second_does(app, cast):
    from app.places.actions import add_ward

    with app.app_context():
        ward = add_ward("phường Mới", "Hà Nội", by=None)

        def give(person, role):
            return grant_role(the_user(person), role, cast.quan.id, ward.id, own=SITE)

        def refused(person, role):
            with pytest.raises(Refused) as caught:
                give(person, role)
            db.session.rollback()
            return caught.value.reason

        assert refused(cast.quan, Role.SECRETARY) is GrantAnswer.ONESELF
        give(cast.lan, Role.SECRETARY)
        assert refused(cast.binh, Role.WARD_LEADER) is GrantAnswer.TAKES_TWO
        end_role(db.session.query(Grant).filter_by(ward_id=ward.id).one(), cast.quan.id)
        assert refused(cast.binh, Role.WARD_LEADER) is GrantAnswer.TAKES_TWO, "that there was one is enough"
        db.session.remove()


def put_in(role, user, ward, by):
    at = clock.now()
    row = {"user_id": user, "role": role, "ward_id": ward, "granted_by": by, "granted_at": at}
    db.session.execute(insert(Grant), [row | {"starts_on": clock.today()}])


@pytest.mark.parametrize("role", ["secretary", "council_member", "ward_leader", "clerk"])
def test_the_database_itself_takes_two(room, cast, role):
    for user, by in ((cast.lan, cast.quan), (cast.lan, cast.lan)):
        with pytest.raises(IntegrityError):
            action(put_in)(role, user.id, cast.cua_nam.id, by.id)
        db.session.rollback()
    action(put_in)("team_leader", cast.lan.id, cast.cua_nam.id, cast.quan.id)
    grant = db.session.query(Grant.id).filter_by(user_id=cast.lan.id, role="team_leader").scalar()
    with pytest.raises(IntegrityError):
        action(db.session.execute)(text(f"UPDATE grants SET role = '{role}' WHERE id = {grant}"))
    db.session.rollback()


def test_a_consent_is_used_once(app, as_, cast, asked):
    request = asked("clerk")
    assert as_(cast.son).post(f"/roles/requests/{request}/consent").status_code == 303
    with app.app_context():
        end_role(db.session.query(Grant).filter_by(user_id=cast.lan.id, role="clerk").one(), cast.an.id)
        with pytest.raises(IntegrityError):
            action(put_in)("clerk", cast.lan.id, cast.cua_nam.id, cast.an.id)
        db.session.rollback()
        for change in (
            "answer = NULL",
            "answer = 'declined'",
            f"answered_by = {cast.hoa.id}",
            f"user_id = {cast.hoa.id}",
        ):
            with pytest.raises(IntegrityError):
                action(db.session.execute)(text(f"UPDATE role_requests SET {change}"))
            db.session.rollback()
        with pytest.raises(IntegrityError):
            action(db.session.execute)(text("DELETE FROM role_requests"))
        db.session.rollback()
        db.session.remove()


@pytest.mark.parametrize("by", ["an", "lan"])
def test_the_database_lets_neither_who_asked_nor_whose_it_is_agree(app, cast, asked, by):
    asked("clerk")
    with app.app_context():
        values = {"by": getattr(cast, by).id, "at": clock.now()}
        with pytest.raises(IntegrityError):
            action(
                lambda: db.session.query(RoleRequest).update(
                    {"answer": "granted", "answered_by": values["by"], "answered_at": values["at"]}
                )
            )()
        db.session.rollback()
        db.session.remove()


def test_a_role_that_ends_is_told_to_all_who_decide(app, as_, cast, told):
    with app.app_context():
        grant = db.session.query(Grant.id).filter_by(user_id=cast.son.id).scalar()
        db.session.remove()
    assert as_(cast.an).post(f"/people/{cast.son.id}/roles/{grant}/end").status_code == 303
    for person in (cast.hoa, cast.mai, cast.tu, cast.son):
        assert told(person) == ["power.ended"], person
    assert told(cast.an) == []
    assert as_(cast.quan, cast.campaign.id).post(f"/people/{cast.mai.id}/close").status_code == 303
    assert told(cast.hoa) == ["power.ended", "power.closed"]


def test_the_rules_name_who_may_agree(room, cast):
    from app.powers.rules import may_agree

    ward, there = cast.cua_nam.id, cast.kien_hung.id
    for person, wanted in (
        (cast.hoa, ConsentAnswer.YES),
        (cast.son, ConsentAnswer.YES),
        (cast.mai, ConsentAnswer.YES),
        (cast.tu, ConsentAnswer.YES),
        (cast.an, ConsentAnswer.NOT_YOURS),
        (cast.quan, ConsentAnswer.NOT_YOURS),
        (cast.minh, ConsentAnswer.NOT_YOURS),
        (cast.phuc, ConsentAnswer.NOT_YOURS),
    ):
        held = held_by(person.id, clock.today())
        assert may_agree(person.id, held, ward, 0, 0, others_left=True) is wanted, person
    assert may_agree(cast.phuc.id, held_by(cast.phuc.id, clock.today()), there, 0, 0, True) is ConsentAnswer.YES
