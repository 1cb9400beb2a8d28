"""Attacks that once got somewhere, or that must never."""

import io
import json
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import date, time
from pathlib import Path

import pytest
from gunicorn.http.errors import InvalidChunkSize
from sqlalchemy import text

from app.awards.models import Round
from app.campaigns.actions import change_slot, remove_slot
from app.campaigns.models import Campaign, CampaignPoint, Kind
from app.campaigns.queries import slots_of
from app.campaigns.rules import CampaignAnswer
from app.config import ConfigError, from_environment
from app.contributions import actions as ledger
from app.contributions.models import Log
from app.contributions.rules import APPROVED, DecideAnswer
from app.core import clock
from app.core.db import action, db
from app.core.log import JsonLines
from app.core.reasons import Refused
from app.core.text import holds_identity_number
from app.people import actions as people_actions
from app.people.models import Grant
from app.ranking.actions import adopt_scheme, publish
from tests.ranking.makers import SCHEME
from tests.test_config import PRODUCTION

DIGITS = ("9" * 5000, "9" * 12, str(2**31), "-1", "٣", "²", "1e400", "", "--5", "1_0")


@pytest.mark.parametrize("digits", DIGITS)
def test_no_number_is_too_odd_for_a_form(as_, cast, digits):
    hoa = as_(cast.hoa)
    fields = [
        "person",
        "log",
        "team",
        "min_heads",
        "max_heads",
        "point",
        "weekday",
        "minutes",
        "birth_year",
        "template",
    ]
    fields += ["skill", "opens_days", "every", "to_point", "when"]
    plan = ("/shifts/plan", "/shifts/plan/templates", "/shifts/plan/exceptions")
    for url in (*plan, "/people/invitations", "/logs", "/people/new", "/approvals/decisions"):
        answer = hoa.post(url, data={**dict.fromkeys(fields, digits), "verdict": "approved"})
        assert 400 <= answer.status_code < 500, f"{url} {digits[:20]}: {answer.status_code}"
        assert "invalid literal" not in answer.text


def test_nobody_steps_out_of_a_team_in_order_to_decide_for_it(app, as_, cast):
    """Hoa volunteers in team 02 and is the secretary, who may end roles of volunteers: her own too."""
    with app.app_context():
        kind = db.session.query(Kind.id).filter_by(campaign_id=cast.campaign.id, code="support_turn").scalar()
        log, _ = ledger.record(
            campaign_id=cast.campaign.id,
            ward_id=cast.cua_nam.id,
            user_id=None,
            team_id=cast.team2.id,
            filed_by=cast.binh.id,
            client_ref="team-of-hoa",
            day=clock.today(),
            minutes=60,
            groups={},
            counts={kind: 3},
        )
        log_id = log.id
        mine = db.session.query(Grant.id).filter_by(user_id=cast.hoa.id, team_id=cast.team2.id).scalar()
    left = as_(cast.hoa).post(f"/people/{cast.hoa.id}/roles/{mine}/end")
    assert left.status_code == 303
    answer = as_(cast.hoa).post(f"/logs/{log_id}/decision", data={"verdict": "approved"})
    assert answer.status_code == 409
    with app.app_context():
        with pytest.raises(Refused) as caught:
            ledger.decide(log_id, APPROVED, "", cast.hoa.id)
        assert caught.value.reason is DecideAnswer.OWN_TEAM
        assert ledger.decide_many([log_id], APPROVED, "", cast.hoa.id).done == []
        assert db.session.get(Log, log_id, populate_existing=True).state == "sent"


@pytest.fixture
def second(app, cast):
    """Cửa Nam runs two campaigns; both have a scheme and an award round. The slug of the second."""

    @action
    def make():
        new = Campaign(
            ward_id=cast.cua_nam.id,
            slug="cua-nam-second",
            name="Đợt hai",
            starts_on=date(2025, 8, 1),
            ends_on=date(2025, 9, 1),
            created_at=clock.now(),
        )
        db.session.add(new)
        db.session.flush()
        place = {"ward_id": cast.cua_nam.id, "campaign_id": new.id}
        db.session.add(CampaignPoint(**place, point_id=cast.point1.id, position=0))
        db.session.add(
            Kind(**place, code="support_turn", vi="Lượt", en="Turns", unit="lượt", logged_by="both", position=0)
        )
        db.session.flush()
        for each in (db.session.get(Campaign, cast.campaign.id), new):
            adopt_scheme(each, {**SCHEME, "points_per_unit": {"support_turn": "1"}}, None)
            ranking = publish(each, None)
            db.session.add(
                Round(
                    ward_id=each.ward_id,
                    campaign_id=each.id,
                    ranking_id=ranking.id,
                    quota_collectives=0,
                    quota_individuals=0,
                    opened_at=clock.now(),
                )
            )
        return new.slug

    with app.app_context():
        slug = make()
        db.session.remove()
    return slug


def test_a_form_acts_on_the_campaign_that_its_page_showed(app, as_, cast, second):
    """Two tabs: the second one went over to another campaign before the first one's button was pressed."""
    son = as_(cast.son)
    shown = son.get(f"/awards?campaign={cast.campaign.name}").text
    son.get(f"/awards?campaign={second}")
    lock = re.search(r'action="(/awards/lock[^"]*)"', shown)[1].replace("&amp;", "&")
    assert son.post(lock).status_code == 303
    with app.app_context():
        locked = {
            slug: at is not None
            for slug, at in db.session.query(Campaign.slug, Round.locked_at).join(
                Round, Round.campaign_id == Campaign.id
            )
        }
    assert locked == {cast.campaign.name: True, second: False}


@pytest.mark.parametrize(
    "path",
    [
        "/awards",
        "/logs/new",
        "/logs/team/new",
        "/ranking/publications",
        "/ranking/scheme",
        "/shifts/plan",
        "/shifts/plan/exceptions",
        "/shifts/plan/preview",
        "/shifts/plan/templates/new",
    ],
)
def test_forms_without_an_id_name_their_campaign(as_, cast, second, path):
    for person in (cast.hoa, cast.son, cast.an, cast.minh):
        client = as_(person, cast.campaign.id)
        answer = client.get(path)
        if answer.status_code == 403:
            continue
        for form in re.findall(
            r'<form[^>]*method="post"[^>]*action="(/(?:awards|ranking|logs|shifts/plan)[^"]*)"', answer.text
        ):
            assert f"campaign={cast.campaign.name}" in form, form


def test_the_log_tells_neither_links_nor_rows(app, anonymous, monkeypatch, caplog):
    def fail(*_args):
        raise RuntimeError("it broke")

    monkeypatch.setattr(people_actions, "invited_person", fail)
    with caplog.at_level(logging.INFO, logger="gocua"):
        assert anonymous.get("/vao/C4F7-H29K-MX3P").status_code == 500
    assert "/vao/" in caplog.text and "C4F7" not in caplog.text


def test_a_trace_of_postgresql_leaves_its_rows_out():
    try:
        raise RuntimeError(
            'duplicate key\nDETAIL:  Key (phone)=(0950000001) already exists.\nCONTEXT:  SQL "0950000001"'
        )
    except RuntimeError as error:
        record = logging.LogRecord(
            "gocua", logging.ERROR, "", 1, "error", (), (RuntimeError, error, error.__traceback__)
        )
    line = json.loads(JsonLines().format(record))
    assert "duplicate key" in line["trace"]
    assert not re.search(r"\\nDETAIL|^DETAIL.*0950000001", line["trace"], re.MULTILINE)
    # The message itself is what PostgreSQL sends; its source line above is this test's own.
    assert line["trace"].count("(left out)") == 2


def test_production_has_a_running_clock(tmp_path):
    environ = PRODUCTION | {"GOCUA_HOME": str(tmp_path)}
    with pytest.raises(ConfigError):
        from_environment({**environ, "GOCUA_TODAY": "2025-08-14"})
    assert from_environment({**environ, "GOCUA_DEMO": "1"})["DEMO"] is False


def test_the_demo_does_not_move_in_with_real_people(another_site, cast):
    app = another_site(DEMO=True)
    result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code != 0 and "people of its own" in result.output
    with app.app_context():
        assert db.session.scalar(text("SELECT count(*) FROM users WHERE phone = '0959000001'")) == 0


def test_a_body_in_garbled_chunks_is_a_wrong_request(anonymous):
    class Garbled(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            raise InvalidChunkSize(b"ZZ")

    answer = anonymous.post(
        "/sign-in",
        environ_overrides={"wsgi.input": Garbled(), "wsgi.input_terminated": True},
        headers={"Transfer-Encoding": "chunked", "Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 400


def test_two_taps_on_the_consent_are_one(app, as_, cast):
    """On PostgreSQL both may look before either writes; the index decides, and nobody sees an error."""
    clients = [as_(cast.lan) for _ in range(6)]

    def tap(client):
        return client.post("/me/consent", data={"board_name": "y"}).status_code

    for _ in range(5):
        with ThreadPoolExecutor(6) as pool:
            # The tests' own clock goes along into the threads.
            codes = [each.result() for each in [pool.submit(copy_context().run, tap, one) for one in clients]]
        assert codes == [303] * 6
        with app.app_context():
            given = text("SELECT count(*) FROM consents WHERE withdrawn_at IS NULL")
            assert db.session.scalar(given) == 1
        clients[0].post("/me/consent")


def test_a_slot_is_removed_once(room, cast):
    """Both had it in hand; the second finds it gone, and the trail tells of one removal."""
    campaign = db.session.get(Campaign, cast.campaign.id)
    slot = slots_of(campaign.id)[0]
    remove_slot(campaign, slot, cast.an.id)
    for verb in (
        lambda: remove_slot(campaign, slot, cast.an.id),
        lambda: change_slot(campaign, slot, "Khuya", time(22), time(23), cast.an.id),
    ):
        with pytest.raises(Refused) as caught:
            verb()
        assert caught.value.reason is CampaignAnswer.SLOT_GONE
    assert db.session.scalar(text("SELECT count(*) FROM audit_entries WHERE action = 'slot.removed'")) == 1


@pytest.mark.parametrize(
    "between", [" ", ".", "-", "_", "·", "•", "・", "．", ") (", "\u00a0", "\u200b", "–", "\u3000", " . "]
)
@pytest.mark.parametrize("digits", ["012 345 678 901", "012 345 678", "０１２ ３４５ ６７８ ９０１"])
def test_an_identity_number_is_found_however_it_is_set_apart(digits, between):
    assert holds_identity_number(f"ông A {digits.replace(' ', between)} đã đến")


@pytest.mark.parametrize(
    "harmless", ["14/8/2025 08:30-11:00", "(1) đọc (2) viết (3) gửi", "1.234.567", "P. 204 (tầng 2), 15 lượt"]
)
def test_what_is_no_identity_number_passes(harmless):
    assert not holds_identity_number(harmless)


def test_the_page_on_security_names_what_is_there():
    root = Path(__file__).resolve().parents[2]
    named = set(re.findall(r"`((?:app|tests|migrations)/[\w/.]+)`", (root / "docs/security.md").read_text()))
    assert named and [name for name in sorted(named) if not (root / name).exists()] == []
