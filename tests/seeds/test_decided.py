"""Kiến Hưng's round in the demo went the whole way; Cửa Nam's is open, with all its records."""

import io

import pytest
from sqlalchemy import func, select

from app.archive.making import make_archive
from app.awards.models import Round
from app.campaigns.queries import campaign_by_slug
from app.contributions.models import Log
from app.core.db import db
from app.core.policy import Reach
from app.council.models import CouncilSession
from app.council.queries.live import live_of
from app.posting.queries import stands_of
from app.seeds.demo import DECIDED, FINISHED, STAFF
from tests.archive.conftest import script
from tests.seeds.conftest import MOMENTS

ONCE = pytest.mark.parametrize("demo", MOMENTS[:1], indirect=True)


@ONCE
def test_its_result_is_public_and_its_archive_fits(demo, scene, tmp_path, capsys):
    page = demo.app.test_client().get(f"/results/{DECIDED}")
    assert page.status_code == 200 and "186/QĐ-UBND" in page.text
    assert all(word in page.text for word in ("Tập thể", "Hộ gia đình", "Cá nhân"))
    target = io.BytesIO()
    make_archive(campaign_by_slug(DECIDED).id, target)
    (tmp_path / "a.zip").write_bytes(target.getvalue())
    assert script.main([str(tmp_path / "a.zip")]) == 0, capsys.readouterr().out
    assert "31" in capsys.readouterr().out


@ONCE
def test_cua_nams_round_is_open_and_everybody_of_the_story_can_sign_in(demo, scene):
    campaign = campaign_by_slug(FINISHED)
    assert db.session.scalar(select(func.count()).where(Log.campaign_id == campaign.id)) == 610
    assert db.session.scalars(select(Round.locked_at).where(Round.campaign_id == campaign.id)).one() is None
    listed = demo.app.test_client().get("/sign-in").text
    assert all(name in listed for name, _phone, _role in STAFF[DECIDED])


@ONCE
def test_cua_nams_council_meets_today_and_one_is_missing(demo, scene):
    """Of Kiến Hưng's list what was posted is answered, and its council met after that."""
    (session,) = db.session.scalars(select(CouncilSession).where(CouncilSession.state == "called"))
    meeting = live_of(session.id, Reach(everywhere=True)).meeting
    assert (meeting.present, meeting.needed, len(meeting.seats)) == (2, 3, 4)
    decided = campaign_by_slug(DECIDED)
    stands = stands_of(db.session.scalar(select(Round.id).where(Round.campaign_id == decided.id)))
    assert (stands.scope, stands.objections, stands.waiting) == ("public", 1, 0)
