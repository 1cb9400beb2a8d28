"""The next version of a scheme: written, looked at, published; what counts is never changed."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.core.db import db
from app.core.reasons import Refused
from app.ranking.actions import agree_to_scheme, ask_consent, drop_draft, publish_draft, save_draft
from app.ranking.models import SchemeDraft, SchemeVersion
from app.ranking.queries import live_ranking, trial
from app.ranking.rules import SchemeError
from app.ranking.rules.answers import RankingAnswer
from tests.conftest import on_sqlite
from tests.ranking.makers import adopt, campaign_of, scheme_document, some_logs

FORM = {"unit_support_turn": "2,5", "hour": "1", "cap": "", "days": "2", "total": "0.6", "per_head": "0,4"}
FORM |= {"members": "1", "active": "y", "elderly": "1", "disabled": "1", "poor_household": "1", "revision": "0"}


def save(cast, revision=0, **changes):
    return save_draft(campaign_of(cast), scheme_document(**changes), revision, by=cast.an.id)


def publish(cast, revision):
    """While the campaign runs: with a reason, and the leader's consent."""
    ask_consent(campaign_of(cast), revision, "Nghị quyết mới", cast.an.id)
    return agree_to_scheme(campaign_of(cast), revision, cast.son.id)


def refused(verb, *args) -> RankingAnswer:
    with pytest.raises(Refused) as found:
        verb(*args)
    return found.value.reason


def span(cast):
    campaign = campaign_of(cast)
    return campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on


def test_a_draft_counts_nothing_until_it_is_published(room, cast):
    adopt(cast)
    some_logs(cast)
    before = live_ranking(*span(cast)).outcome
    draft = save(cast, points_per_hour="10")
    assert live_ranking(*span(cast)).outcome == before
    newest = publish(cast, draft.revision)
    assert (newest.version, json.loads(newest.document)["points_per_hour"]) == (2, "10")
    assert live_ranking(*span(cast)).outcome != before
    assert db.session.query(SchemeDraft).count() == 0
    assert [
        one.action for one in db.session.query(Entry).filter(Entry.action.like("scheme.%")).order_by(Entry.id)
    ] == [
        "scheme.adopted",
        "scheme.drafted",
        "scheme.asked",
        "scheme.adopted",
        "scheme.agreed",
    ]


def test_two_writers_do_not_overwrite_each_other(room, cast):
    first = save(cast, points_per_hour="2")
    assert refused(save, cast, 0) is RankingAnswer.DRAFT_MOVED
    assert save(cast, 1, points_per_hour="2").revision == first.revision, "the same again writes nothing"
    assert save(cast, 1, points_per_hour="3").revision == 2
    assert refused(publish_draft, campaign_of(cast), 1, cast.an.id) is RankingAnswer.DRAFT_MOVED


def test_a_draft_begun_on_a_version_that_no_longer_counts_is_looked_at_again(room, cast):
    adopt(cast)
    draft = save(cast, points_per_hour="2")
    adopt(cast, points_per_hour="9")
    assert refused(publish_draft, campaign_of(cast), draft.revision, cast.an.id) is RankingAnswer.DRAFT_MOVED
    draft = save(cast, draft.revision, points_per_hour="2")
    assert publish(cast, draft.revision).version == 3


def test_nothing_to_publish_and_nothing_to_drop(room, cast):
    adopt(cast)
    campaign = campaign_of(cast)
    assert refused(publish_draft, campaign, 1, cast.an.id) is RankingAnswer.NO_DRAFT
    assert refused(drop_draft, campaign, cast.an.id) is RankingAnswer.NO_DRAFT
    assert refused(publish_draft, campaign, save(cast).revision, cast.an.id) is RankingAnswer.DRAFT_SAME
    drop_draft(campaign, cast.an.id)
    assert db.session.query(SchemeDraft).count() == 0
    with pytest.raises(SchemeError):
        save(cast, points_per_unit={"moon_walk": "1"})


def test_neither_the_version_that_counts_nor_a_retired_one_can_be_changed(room, cast):
    adopt(cast)
    adopt(cast, points_per_hour="2")
    for version in (1, 2):
        for statement in (
            "UPDATE schemes SET document = '{}' WHERE version = :v",
            "DELETE FROM schemes WHERE version = :v",
        ):
            with pytest.raises(IntegrityError):
                db.session.execute(text(statement), {"v": version})
            db.session.rollback()
    assert db.session.query(SchemeVersion).count() == 2


def test_the_effect_is_that_of_the_same_rules_on_the_same_data(room, cast):
    adopt(cast)
    some_logs(cast)
    assert trial(*span(cast)) is None
    save(cast, points_per_hour="10")
    found = trial(*span(cast))
    adopt(cast, points_per_hour="10")
    assert found.tried.outcome == live_ranking(*span(cast)).outcome


def version_in(app) -> int:
    with app.app_context():
        return db.session.query(SchemeVersion).count()


def test_the_administrator_writes_looks_and_publishes_and_all_may_read(app, as_, cast):
    with app.app_context():
        adopt(cast)
        some_logs(cast)
    assert "Lượt người dân" in as_(cast.lan).get("/ranking/scheme").text
    client = as_(cast.an)
    assert 'name="unit_support_turn"' in client.get("/ranking/scheme/draft").text
    assert client.get("/ranking/scheme/draft/effect").location == "/ranking/scheme/draft"
    answer = client.post("/ranking/scheme/draft", data=FORM)
    assert (answer.status_code, answer.location) == (303, "/ranking/scheme/draft/effect")
    shown = client.get(answer.location).text
    assert cast.minh.name in shown and "ra ngoài chỉ tiêu" in shown
    assert version_in(app) == 1
    assert client.post("/ranking/scheme/publication", data={"revision": "7"}).status_code == 409
    assert client.post("/ranking/scheme/publication", data={"revision": "1"}).status_code == 409
    assert client.post("/ranking/scheme/publication", data={"revision": "1", "reason": " "}).status_code == 422
    asked = {"revision": "1", "reason": "Nghị quyết mới"}
    assert client.post("/ranking/scheme/publication", data=asked).status_code == 303
    assert version_in(app) == 1
    assert client.post("/ranking/scheme/consent", data=asked).status_code == 403
    leader = as_(cast.son)
    shown = leader.get("/ranking/scheme/consent").text
    assert "Nghị quyết mới" in shown and "ra ngoài chỉ tiêu" in shown
    assert leader.post("/ranking/scheme/consent", data={"revision": "1"}).status_code == 303
    assert leader.get("/ranking/scheme/consent").location == "/ranking/scheme"
    assert version_in(app) == 2
    told = as_(cast.lan).get("/ranking/scheme").text
    assert ", bản 2" in told and "đã thôi dùng" in told and "Ví dụ" in told
    with app.app_context():
        first = db.session.query(SchemeVersion).filter_by(version=1).one()
        newest = db.session.query(SchemeVersion).filter_by(version=2).one()
        assert '"support_turn":"2.5"' in newest.document and '"daily_cap_per_person":null' in newest.document
        assert "women" not in newest.document and "points_per_group" not in newest.document
    assert "đã thôi dùng" in as_(cast.lan).get(f"/ranking/scheme/{first.id}").text.split("</header>")[1]
    assert as_(cast.lan).get("/ranking/scheme/99999").status_code == 404
    assert as_(cast.dung).get(f"/ranking/scheme/{first.id}").status_code == 404


def test_all_that_the_form_can_say_reaches_the_document(app, as_, cast):
    more = {"elderly": "2", "disabled": "", "women": "y", "women_percent": "60", "person1": "active_days"}
    more |= {"person2": "", "team1": "per_head", "leaders": "30", "binding": "y", "units": "Đoàn: 1\nTổ: 20"}
    client = as_(cast.an)
    assert client.post("/ranking/scheme/draft", data=FORM | more).status_code == 303
    with app.app_context():
        found = json.loads(db.session.query(SchemeDraft).one().document)
    assert found["points_per_group"] == {"elderly": "2", "poor_household": "1"}
    assert found["vulnerable_groups"] == ["elderly", "poor_household"]
    assert found["individual"]["order"] == ["points", "women", "active_days"]
    assert found["collective"]["order"][:3] == ["score", "women_share", "per_head"]
    assert found["collective"]["women_percent"] == 60
    assert found["shares"] == {
        "binding": True,
        "leaders_percent": 30,
        "units": [{"begins": "Đoàn", "most": 1}, {"begins": "Tổ", "most": 20}],
    }
    shown = client.get("/ranking/scheme/draft").text
    assert "Đoàn: 1" in shown and 'value="60"' in shown
    assert "Tối đa 1 suất" in client.get("/ranking/scheme/draft/effect").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"hour": "much"},
        {"total": "0.7", "per_head": "0.5"},
        {"total": "0,3", "per_head": "0,699999"},
        {"unit_support_turn": "-1"},
        {"cap": "9" * 30},
        {"units": "Đoàn"},
        {"units": "\n".join(f"Tổ {n}: 1" for n in range(13))},
        {"person1": "active_days", "person2": "active_days"},
        {"person1": "moons"},
        {"leaders": "101"},
        {"disabled": "x"},
    ],
    ids=str,
)
@on_sqlite
def test_a_wrong_draft_is_shown_again_with_what_was_typed(app, as_, cast, wrong):
    answer = as_(cast.an).post("/ranking/scheme/draft", data=FORM | wrong)
    assert answer.status_code == 422 and 'aria-invalid="true"' in answer.text
    with app.app_context():
        assert db.session.query(SchemeDraft).count() == 0


def test_who_saved_meanwhile_is_not_overwritten(app, as_, cast):
    client = as_(cast.an)
    assert client.post("/ranking/scheme/draft", data=FORM).status_code == 303
    answer = client.post("/ranking/scheme/draft", data=FORM | {"hour": "5"})
    assert answer.status_code == 409 and "lưu bản thảo khác" in answer.text and 'value="5"' in answer.text
    assert client.post("/ranking/scheme/draft/end").status_code == 303
    with app.app_context():
        assert db.session.query(SchemeDraft).count() == 0


def test_nobody_else_writes(as_, cast):
    for person in (cast.lan, cast.son, cast.hoa):
        client = as_(person)
        assert client.get("/ranking/scheme/draft").status_code == 403
        assert client.get("/ranking/scheme/draft/effect").status_code == 403
        for url in ("draft", "draft/end", "publication"):
            assert client.post(f"/ranking/scheme/{url}", data=FORM).status_code == 403
