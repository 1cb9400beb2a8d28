"""What a voter, the chair and the room see beside the agenda, and how a session hands the round on."""

import pytest

from app.awards.actions import choose, clear, note_parallel, strike
from app.awards.models import Nomination, Round
from app.awards.queries import boards_of
from app.awards.rules import AwardAnswer
from app.core.clock import today
from app.core.db import db
from app.council.actions import call_session
from app.council.queries.people import eligible
from app.messages.models import Message
from app.people.models import User
from tests.council.conftest import MEETS, PLACE, Council, refused

WHY = "Có đơn xin không xét khen thưởng đợt này"
OTHER = "Giấy khen này cho việc trực chốt, không phải tập huấn"


@pytest.fixture
def engine_name():
    """Each of these pages is opened on PostgreSQL as well by tests/house/test_statements.py."""
    return "sqlite"


def nomination(person) -> int:
    return db.session.query(Nomination.id).filter_by(user_id=person.id).scalar()


def before_locking(cast):
    """Lan is struck, the Youth Union commends Minh too."""

    def act():
        clear(cast.campaign.id, nomination(cast.lan), cast.son.id)
        strike(cast.campaign.id, nomination(cast.lan), cast.son.id, WHY)
        note_parallel(cast.campaign.id, nomination(cast.minh), "Thành đoàn Hà Nội", today(), cast.tu.id)
        assert refused(choose, cast.campaign.id, nomination(cast.minh), cast.son.id) is AwardAnswer.REASON_ELSEWHERE
        choose(cast.campaign.id, nomination(cast.minh), cast.son.id, OTHER)
        choose(cast.campaign.id, nomination(cast.binh), cast.son.id)

    return act


def test_who_was_struck_and_who_is_commended_elsewhere_is_told_to_all(app, as_, cast, held):
    council = held("balloted", before_locking=before_locking(cast))
    at, mai = f"/council/{council.id}", as_(cast.mai)
    for page in (mai.get(at).text, as_(cast.son).get(f"{at}/chair").text):
        assert f"{at}/beside#struck" in page and f"{at}/beside#elsewhere" in page
        assert "Được khen ở nơi khác" in page
    beside = mai.get(f"{at}/beside").text
    assert WHY in beside and cast.lan.name in beside and "Thành đoàn Hà Nội" in beside and OTHER in beside
    assert as_(cast.phuc).get(f"{at}/beside").status_code == 404, "another ward's secretary"
    assert as_(cast.lan).get(f"{at}/beside").status_code == 403


def test_choosing_all_leaves_out_who_is_commended_elsewhere(app, as_, cast, held):
    def act():
        clear(cast.campaign.id, nomination(cast.lan), cast.son.id)
        note_parallel(cast.campaign.id, nomination(cast.lan), "Thành đoàn Hà Nội", today(), cast.tu.id)
        found = boards_of(db.session.query(Round).one())
        assert [one.candidate.name for one in found.tables["individuals"].waiting] == []
        choose(cast.campaign.id, nomination(cast.lan), cast.son.id, OTHER)

    held(before_locking=act)


def test_a_lost_quorum_is_an_alert_and_shuts_the_buttons(app, as_, cast, held):
    council = held("balloted", individuals=1)
    at, son = f"/council/{council.id}", as_(cast.son)
    assert "notice lost" not in son.get(f"{at}/chair").text
    for person in council.others:
        as_(person).post(f"{at}/attendance", data={"word": "left"})
    for page in (f"{at}/chair", at, f"{at}/wall"):
        text = son.get(page).text
        assert 'class="notice lost" role="alert"' in text and "Không còn đủ thành viên: có mặt 3/5, cần 4" in text
    count = son.get(f"{at}/chair").text.split(f'action="{at}/count"')[1].split("</form>")[0]
    assert " disabled" in count and "3/5" in count, "with its reason beside"


def test_the_wall_shows_agenda_and_quorum_to_members_only_and_no_vote_by_name(as_, cast, held, part):
    council = held("balloted", individuals=1)
    at, mai = f"/council/{council.id}", as_(cast.mai)
    mai.post(f"{at}/votes", data={"all": "against"})
    wall = mai.get(f"{at}/wall")
    assert cast.lan.name in wall.text and "5/5" in wall.text and cast.mai.name not in wall.text
    assert '<nav class="nav' not in wall.text and 'http-equiv="refresh"' in wall.text
    assert as_(cast.lan).get(f"{at}/wall").status_code == 403
    seen = wall.text.split("seen=")[1].split('"')[0]
    answer = mai.get(f"{at}/wall?seen={seen}", headers=part("wall"))
    assert answer.status_code == 204


@pytest.mark.parametrize(("state", "short"), [("called", True), ("come", False)])
def test_a_called_session_short_of_its_quorum_is_marked(as_, cast, held, state, short):
    council = held(state)
    for page in ("chair", "wall"):
        text = as_(cast.son).get(f"/council/{council.id}/{page}").text
        assert ("0/5" in text, 'lost" role="status"' in text) == (short, short), page


def test_posts_are_offered_again_and_how_members_are_addressed_is_asked_once(room, cast):
    held_ = Council(cast)
    post = {one.id: one.post for one in eligible(cast.cua_nam.id)}
    assert post[cast.mai.id] == "Ủy viên" and post[cast.hoa.id] is None
    held_.do("give_up")
    again = [(one.id, "Chủ tịch Hội Phụ nữ", duty) for one, duty in zip(held_.people, _duties(), strict=True)]
    call_session(cast.campaign.id, MEETS, PLACE, again, cast.tu.id, {cast.mai.id: "female", cast.lan.id: "male"})
    assert {one.id: one.post for one in eligible(cast.cua_nam.id)}[cast.mai.id] == "Chủ tịch Hội Phụ nữ"
    assert db.session.get(User, cast.mai.id).gender == "female"
    assert db.session.get(User, cast.lan.id).gender is None, "she belongs to no session"


def _duties():
    return ["chair", "secretary", "member", "member", "member"]


def test_each_step_tells_whoever_has_the_next(room, cast):
    held_ = Council(cast, individuals=1)
    kinds = db.session.query(Message.kind, Message.user_id)
    assert ("council.to_call", cast.tu.id) in kinds.all() and ("council.to_call", cast.son.id) not in kinds.all()
    called = db.session.query(Message).filter_by(kind="council.to_call", user_id=cast.tu.id).one()
    assert called.ends_at is not None, "over since it was called"
    held_.do("give_up")
    assert ("council.to_call_again", cast.tu.id) in kinds.all()
