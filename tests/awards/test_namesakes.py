"""Whoever is on hold stays on hold: nobody lifts it alone, and no typed name brings them back."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from app.awards.actions import (
    Who,
    WhoIsMeant,
    choose,
    hold_candidate,
    lift_candidate,
    open_round,
    propose_new,
)
from app.awards.models import Nomination, NominationHold
from app.awards.queries.candidates import boards_of
from app.awards.rules import COLLECTIVE, HOUSEHOLD, INDIVIDUAL, AwardAnswer, somebody_else
from app.core.clock import now
from app.core.db import db
from app.core.policy import Reach, Role
from app.core.reasons import Refused
from app.names.actions import answer_request, correct
from app.names.subjects import SUBJECTS
from app.people.actions import add_person, grant_role
from app.ranking.actions import lift_hold, place_hold
from app.ranking.models import Hold
from app.ranking.rules.answers import RankingAnswer
from tests.ranking.makers import adopt, campaign_of, some_logs

QUOTAS = {"individuals": 3, "collectives": 1, "households": 1}
WORDS = ("field", "Trực thay sáu ca đêm bão")


@pytest.fixture
def opened(room, cast):
    adopt(cast)
    some_logs(cast)
    return open_round(campaign_of(cast), None, QUOTAS, by=cast.son.id)


@pytest.fixture
def type_in(cast, opened):
    """``type_in("Mai Lân", unit, meant=...)``: the secretary proposes a typed name."""

    def verb(name, unit="", by=None, subject=INDIVIDUAL, meant="", words=WORDS):
        who = Who(subject, name, unit)
        return propose_new(cast.campaign.id, who, *words, (by or cast.hoa).id, meant=meant)

    return verb


def hold(cast, person, by=None):
    place_hold(cast.cua_nam.id, cast.campaign.id, person.id, "Đơn thư", (by or cast.son).id)


def refused(reason, verb, *args):
    with pytest.raises(Refused) as caught:
        verb(*args)
    assert caught.value.reason is reason


def nomination(person) -> int:
    return db.session.query(Nomination.id).filter_by(user_id=person.id).scalar()


def test_nobody_lifts_a_hold_on_themselves(cast, opened):
    for person in (cast.hoa, cast.lan):
        hold(cast, person)
    place = (cast.cua_nam.id, cast.campaign.id, cast.hoa.id)
    refused(RankingAnswer.OWN_HOLD, lift_hold, *place, "Đã rõ", cast.hoa.id)
    refused(RankingAnswer.OWN_HOLD, lift_candidate, cast.campaign.id, nomination(cast.hoa), "Đã rõ", cast.hoa.id)
    past = update(Hold).where(Hold.user_id == cast.hoa.id).values(lifted_by=cast.hoa.id, lifted_at=now())
    with pytest.raises(IntegrityError):
        db.session.execute(past)
    db.session.rollback()
    lift_hold(*place, "Đã rõ", cast.son.id)


def test_nobody_lifts_a_hold_on_their_own_team(cast, opened):
    team = db.session.query(Nomination.id).filter_by(team_id=cast.team2.id).scalar()
    hold_candidate(cast.campaign.id, team, "Đơn thư", cast.son.id)
    refused(AwardAnswer.OWN_TEAM_HELD, lift_candidate, cast.campaign.id, team, "Đã rõ", cast.hoa.id)
    with pytest.raises(IntegrityError):
        db.session.execute(update(NominationHold).values(lifted_by=cast.hoa.id, lifted_at=now()))
    db.session.rollback()
    assert lift_candidate(cast.campaign.id, team, "Đã rõ", cast.son.id)


def test_who_is_on_hold_does_not_come_back_as_a_typed_name_of_another_unit(cast, opened, type_in):
    hold(cast, cast.lan)
    name = cast.lan.name.upper()
    for typed in (name, "nguyen thi thu lan", "Nguyễn Thị Thu Lân"):
        with pytest.raises(WhoIsMeant) as caught:
            type_in(typed, "Trường THPT Cửa Nam")
        assert [(one.key, one.on_hold) for one in caught.value.alike] == [(f"c{nomination(cast.lan)}", True)]
    assert type_in(name, "Trường THPT Cửa Nam", meant=f"c{nomination(cast.lan)}").user_id == cast.lan.id
    other = type_in(name, "Trường THPT Cửa Nam", meant=somebody_else(name))
    assert other.user_id is None and other.id != nomination(cast.lan)
    refused(AwardAnswer.ON_HOLD, choose, cast.campaign.id, other.id, cast.son.id, "Xứng đáng")
    refused(AwardAnswer.OWN_NAMESAKE, lift_candidate, cast.campaign.id, other.id, "Người khác", cast.hoa.id)
    with pytest.raises(IntegrityError):
        past = update(NominationHold).where(NominationHold.nomination_id == other.id)
        db.session.execute(past.values(lifted_by=cast.hoa.id, lifted_at=now()))
    db.session.rollback()
    assert lift_candidate(cast.campaign.id, other.id, "Đã gặp: người khác", cast.son.id)
    assert choose(cast.campaign.id, other.id, cast.son.id, "Xứng đáng") == "individuals"


def test_a_hold_reaches_whoever_was_typed_before_and_once(cast, opened, type_in):
    typed = type_in("Nguyễn Thị Thu Lân", "Trường THPT Cửa Nam", meant=somebody_else("Nguyễn Thị Thu Lân")).id
    assert not boards_of(opened).rows[typed].hold
    hold(cast, cast.lan, by=cast.son)
    assert boards_of(opened).rows[typed].hold
    refused(AwardAnswer.OWN_NAMESAKE, lift_candidate, cast.campaign.id, typed, "Người khác", cast.hoa.id)
    lift_candidate(cast.campaign.id, typed, "Người khác", cast.son.id)
    lift_hold(cast.cua_nam.id, cast.campaign.id, cast.lan.id, "Đã rõ", cast.son.id)
    hold(cast, cast.lan, by=cast.hoa)
    assert not boards_of(opened).rows[typed].hold, "that it is another person was found out"


def test_nor_as_a_name_that_is_mistyped_first_and_corrected_then(cast, opened, type_in):
    hold(cast, cast.lan)
    typed = type_in("Nguyễn Thị Thu Lam", "Trường THPT Cửa Nam").id
    reach = Reach(everywhere=True)
    who = SUBJECTS["candidate"].find(typed, reach, None)
    asked = correct("candidate", who, "Nguyễn Thị Thu Lan", "Gõ nhầm", cast.hoa.id)
    answer_request(asked.id, reach, True, cast.son.id)
    assert boards_of(opened).rows[typed].hold
    refused(AwardAnswer.OWN_NAMESAKE, lift_candidate, cast.campaign.id, typed, "Người khác", cast.hoa.id)


def test_a_household_on_hold_does_not_come_back_under_another_address(cast, opened, type_in):
    words = ("contribution", "Cho mượn nhà")
    family = type_in("Hộ bà Mận", "Tổ dân phố 7", subject=HOUSEHOLD, words=words)
    hold_candidate(cast.campaign.id, family.id, "Đơn thư", cast.son.id)
    with pytest.raises(WhoIsMeant):
        type_in("Hộ bà Mận", "Tổ dân phố 9", subject=HOUSEHOLD, words=words)


def test_a_tone_makes_another_name_and_is_asked_about(cast, opened, type_in):
    """Lân for Lan: a name that has no mark is no less somebody's name."""
    lan = type_in("Mai Lan", "Trường THPT Cửa Nam", meant=somebody_else("Mai Lan"))
    with pytest.raises(WhoIsMeant) as caught:
        type_in("Mai Lân")
    assert [one.name for one in caught.value.alike] == ["Mai Lan"]
    with pytest.raises(WhoIsMeant):
        type_in("Mai Lân", meant=somebody_else("Mai Lan"))
    assert type_in("Mai Lân", meant=somebody_else("Mai Lân")).id != lan.id
    assert type_in("mai lan", by=cast.son).id == lan.id


def test_who_is_known_and_no_candidate_yet_is_asked_about(cast, opened, type_in):
    person = add_person("Đỗ Thị Hoà", by=None, phone="0950000099")
    grant_role(person, Role.VOLUNTEER, by=None, ward_id=cast.cua_nam.id, team_id=cast.team1.id)
    with pytest.raises(WhoIsMeant) as caught:
        type_in("Đỗ Thị Hòa")
    assert [(one.key, one.unit) for one in caught.value.alike] == [(f"u{person.id}", cast.team1.name)]
    assert type_in("Đỗ Thị Hòa", meant=f"u{person.id}").user_id == person.id
    stranger = add_person("Lê Văn Lạ", by=None, phone="0950000098")
    grant_role(stranger, Role.VOLUNTEER, by=None, ward_id=cast.kien_hung.id, team_id=cast.other_team.id)
    assert type_in("Lê Văn Lạ").user_id is None, "nothing is told of another ward"
    with pytest.raises(WhoIsMeant):
        type_in("to chuyen doi so cong dong so 01", subject=COLLECTIVE)


def test_on_the_page_it_is_asked_in_words_and_answered_there(cast, app, as_):
    with app.app_context():
        adopt(cast)
        some_logs(cast)
        open_round(campaign_of(cast), None, QUOTAS, by=cast.son.id)
        hold(cast, cast.lan)
        db.session.remove()
    hoa = as_(cast.hoa)
    form = {"subject": "individual", "name": "Nguyễn Thị Thu Lan", "unit": "Trường khác"}
    form |= dict(zip(("criterion", "grounds"), WORDS, strict=True))
    asked = hoa.post("/proposals", data=form)
    assert asked.status_code == 409
    assert "Bạn muốn nói đến ai?" in asked.text and "tạm dừng xét" in asked.text
    other = somebody_else(form["name"])
    assert f'value="{other}"' in asked.text
    assert hoa.post("/proposals", data=form | {"meant": "c999999"}).status_code == 409
    assert hoa.post("/proposals", data=form | {"meant": other}).status_code == 303
