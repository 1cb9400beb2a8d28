"""After a password was set with a slip nobody decides for a day, unless a second person confirms it."""

import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.core.db import action, db
from app.core.policy import DECIDING, Permission
from app.core.reasons import Refused
from app.people.models import User
from app.people.queries import held_by
from app.powers.actions import confirm
from app.powers.models import PowerWait
from app.powers.rules import ConfirmAnswer
from tests.cast import MORNING
from tests.powers.conftest import NEW, the_user

CALL, UNTIL = "/council/settings", "09:00 ngày mai"


def waits(answer) -> bool:
    """Whether it is refused because of the wait, in words: until when, and what helps."""
    text = " ".join(answer.text.split())
    return answer.status_code == 403 and UNTIL in text and "xác nhận" in text


def test_a_link_for_the_leader_decides_nothing_for_a_day_and_all_are_told(as_, cast, use_slip, told, at):
    client = use_slip(cast.an, cast.son)
    for person in (cast.hoa, cast.mai, cast.tu):
        assert told(person) == ["power.slip", "power.password"], person
    assert told(cast.son) == ["power.slip", "power.wait"], "they are the first who would know that it was not them"
    assert told(cast.an) == []
    assert waits(client.post(CALL))
    for url in ("/awards", "/roles/requests", "/people"):
        assert client.get(url).status_code == 200, "reading stays open"
    assert UNTIL in client.get("/me").text
    with at("2025-08-15T08:59:59"):
        assert "09:00 hôm nay" in as_(cast.son).post(CALL).text
    with at("2025-08-15T09:00:01"):
        answer = as_(cast.son, cast.campaign.id).post(CALL)
        assert answer.status_code in (303, 422), "it is the form that answers"


def test_another_holder_confirms_and_it_counts_at_once(app, as_, cast, use_slip, told):
    client = use_slip(cast.an, cast.son)
    assert "Sơn" in as_(cast.mai).get("/roles/requests").text
    form = f'<form class="acts" method="post" action="/people/{cast.son.id}/password-confirmation">'
    assert form in as_(cast.hoa).get(f"/people/{cast.son.id}").text
    assert as_(cast.mai).post(f"/people/{cast.son.id}/password-confirmation").status_code == 303
    assert client.post(CALL).status_code != 403
    assert as_(cast.hoa).post(f"/people/{cast.son.id}/password-confirmation").status_code == 409, "done already"
    with app.app_context():
        from app.core.clock import now
        from app.messages.models import Message

        kinds = ("power.password", "power.wait")
        assert all(row.ends_at <= now() for row in db.session.query(Message).filter(Message.kind.in_(kinds)))
        db.session.remove()


@pytest.mark.parametrize(
    "who,why",
    [
        ("son", ConfirmAnswer.OWN),
        ("an", ConfirmAnswer.ISSUER),
        ("quan", ConfirmAnswer.NOT_YOURS),
        ("phuc", ConfirmAnswer.NOT_YOURS),
        ("minh", ConfirmAnswer.NOT_YOURS),
    ],
)
def test_who_does_not_confirm(app, cast, use_slip, who, why):
    use_slip(cast.an, cast.son)
    person = getattr(cast, who)
    with app.app_context():
        with pytest.raises(Refused) as caught:
            confirm(the_user(cast.son), person.id, held_by(person.id, MORNING.date()))
        db.session.remove()
    assert caught.value.reason is why


def test_where_the_messages_lead_is_open_to_whoever_gets_them(app, as_, cast, use_slip, asked):
    from app.messages.models import Message

    asked("clerk")
    use_slip(cast.an, cast.son)
    as_(cast.quan, cast.campaign.id).post(f"/people/{cast.tu.id}/close")
    with app.app_context():
        sent = {(row.user_id, row.kind, row.url) for row in db.session.query(Message)}
        db.session.remove()
    assert {kind for _, kind, _ in sent} >= {"power.asked", "power.slip", "power.password", "power.closed"}
    for person in (cast.hoa, cast.mai, cast.son):
        for user_id, kind, url in sent:
            assert user_id != person.id or as_(person).get(url).status_code == 200, (person, kind, url)


def test_who_made_the_slip_does_not_confirm_as_secretary_either(app, as_, cast, use_slip):
    """An is made secretary by the command line; the slip stays An's."""
    from app.core.policy import Role
    from app.people.actions import grant_role

    use_slip(cast.an, cast.son)
    with app.app_context():
        grant_role(the_user(cast.an), Role.SECRETARY, None, cast.cua_nam.id)
        db.session.remove()
    assert as_(cast.an).post(f"/people/{cast.son.id}/password-confirmation").status_code == 409


def test_through_the_door_it_is_refused_or_not_there(as_, cast, use_slip):
    client = use_slip(cast.an, cast.son)
    url = f"/people/{cast.son.id}/password-confirmation"
    assert waits(client.post(url)), "not with the very account either"
    assert as_(cast.an, cast.campaign.id).post(url).status_code == 409
    assert as_(cast.phuc).post(url).status_code == 404, "another ward's"
    assert as_(cast.lan).post(url).status_code == 403


def test_a_rise_with_a_password_of_a_slip_waits_too(app, as_, cast, use_slip, asked, at, told):
    with at("2025-08-01T09:00:00"):
        use_slip(cast.hoa, cast.lan)
    assert "power.password" not in told(cast.hoa), "a volunteer decides nothing"
    request = asked("ward_leader")
    assert as_(cast.mai).post(f"/roles/requests/{request}/consent").status_code == 303
    assert waits(as_(cast.lan).post(CALL))
    assert told(cast.hoa)[-1] == "power.granted" and "power.password" in told(cast.mai)
    assert as_(cast.hoa).post(f"/people/{cast.lan.id}/password-confirmation").status_code == 409, "her own slip"
    assert as_(cast.tu).post(f"/people/{cast.lan.id}/password-confirmation").status_code == 303
    assert as_(cast.lan).post(CALL).status_code != 403


def test_who_changed_the_password_before_rising_does_not_wait(app, as_, cast, use_slip, asked, at):
    with at("2025-08-01T09:00:00"):
        client = use_slip(cast.hoa, cast.lan)
        changed = client.post("/me/password", data={"old": NEW, "password": "bún chả ngõ hẻm xưa"})
        assert changed.status_code == 303
    request = asked("ward_leader")
    assert as_(cast.mai).post(f"/roles/requests/{request}/consent").status_code == 303
    assert as_(cast.lan).post(CALL).status_code != 403


def test_changing_the_password_does_not_end_the_wait(cast, use_slip):
    client = use_slip(cast.an, cast.son)
    assert client.post("/me/password", data={"old": NEW, "password": "bún chả ngõ hẻm xưa"}).status_code == 303
    assert waits(client.post(CALL)), "whoever holds the slip could change it as well"


def test_every_form_that_decides_is_shut_and_no_other(app, as_, cast, use_slip):
    client = use_slip(cast.an, cast.son)
    held = held_by_of(app, cast.son)
    shut = 0
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        if "POST" not in rule.methods or rule.endpoint == "people.sign_out" or not isinstance(access, Permission):
            continue
        words = {"slug": cast.campaign.name, "mode": "full", "paper": "decision", "kind": "pdf"}
        url = re.sub(r"<(?:\w+:)?(\w+)>", lambda found, words=words: words.get(found[1], "999999"), rule.rule)
        answer = client.post(url)
        if access in held and access in DECIDING:
            assert waits(answer), f"{rule.rule}: {answer.status_code}"
            shut += 1
        else:
            assert UNTIL not in answer.text, rule.rule
    assert shut > 30


def held_by_of(app, person):
    from app.core.policy import MATRIX

    with app.app_context():
        held = held_by(person.id, MORNING.date())
        db.session.remove()
    return frozenset().union(*(MATRIX[one.role] for one in held))


def test_hours_are_a_setting(tmp_path):
    from app.config import ConfigError, from_environment

    for wrong in ("0", "721", "x"):
        with pytest.raises(ConfigError):
            from_environment({"GOCUA_POWER_HOURS": wrong, "GOCUA_HOME": str(tmp_path)})
    assert from_environment({"GOCUA_HOME": str(tmp_path)})["POWER_HOURS"] == 24


def test_two_hours_are_two_hours(app, cast, use_slip, at):
    app.config["POWER_HOURS"] = 2
    client = use_slip(cast.an, cast.son)
    with at("2025-08-14T10:59:59"):
        assert client.post(CALL).status_code == 403
    with at("2025-08-14T11:00:01"):
        assert client.post(CALL).status_code != 403


def test_the_database_keeps_waits_and_lets_neither_confirm(app, cast, use_slip):
    use_slip(cast.an, cast.son)
    with app.app_context():
        db.session.query(PowerWait).one()
        for change in ("until = since", f"user_id = {cast.mai.id}", "until = '2025-08-14 02:00:01'"):
            refused(f"UPDATE power_waits SET {change}")
        for person in (cast.son, cast.an):
            refused(f"UPDATE power_waits SET confirmed_by = {person.id}, confirmed_at = since")
        refused("DELETE FROM power_waits")
        assert db.session.get(User, cast.son.id).password_by_slip is True
        db.session.remove()


def refused(statement: str) -> None:
    with pytest.raises(IntegrityError):
        action(db.session.execute)(text(statement))
    db.session.rollback()


def test_the_first_of_a_ward_approves_records_the_same_hour_and_nothing_else(app, as_):
    """Nobody else is there to confirm, and whoever made the slip chose this person alone."""
    new = first_of_a_ward(app, as_)
    assert new.post("/approvals/decisions").status_code != 403
    for url in ("/roles/requests/999/consent", CALL.replace("settings", "1/votes"), "/awards/999/hold"):
        assert new.post(url).status_code in (403, 404, 405), url
    assert UNTIL in new.post("/roles/requests/999/consent").text


def first_of_a_ward(app, as_):
    from types import SimpleNamespace

    with app.app_context():
        quan = db.session.query(User.id).filter_by(phone="0950000011").scalar()
        db.session.remove()
    data = {"ward": "phường Mới", "province": "Hà Nội", "name": "Trần Thị Thư", "phone": "0950000091", "email": ""}
    made = as_(SimpleNamespace(id=quan)).post("/wards/new", data=data)
    code = re.search(r'class="slip-code">([^<]+)<', made.text)[1]
    new = app.test_client()
    at = new.post("/vao", data={"code": code}).location
    assert new.post(at, data={"password": NEW}).status_code == 303
    return new


def test_a_second_slip_for_the_first_of_a_ward_shuts_approving_too(app, as_, cast):
    first_of_a_ward(app, as_)
    with app.app_context():
        user = db.session.query(User.id).filter_by(phone="0950000091").scalar()
        db.session.remove()
    made = as_(cast.quan).post(f"/people/{user}/invitation")
    path = re.search(r"http://localhost(/vao/[\w-]+)", made.text)[1]
    again = app.test_client()
    assert again.post(path, data={"password": NEW + " nữa"}).status_code == 303
    assert waits(again.post("/approvals/decisions"))
