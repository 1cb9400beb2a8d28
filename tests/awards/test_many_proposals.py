"""Somebody who proposes, writes and withdraws thousands of times makes nobody's page long."""

from sqlalchemy import insert

from app.awards.actions import open_round, propose
from app.awards.models import Achievement, Nomination, Proposal
from app.awards.queries import proposals_in
from app.core.clock import now
from app.core.db import action, db
from tests.ranking.makers import adopt, campaign_of, some_logs

MANY, GROUNDS = 3000, "căn cứ " * 200


def test_thousands_of_withdrawn_proposals_make_no_long_page(app, cast, as_):
    @action
    def fill():
        first = db.session.query(Nomination).order_by(Nomination.id).first()
        said = {"ward_id": first.ward_id, "nomination_id": first.id, "by": cast.hoa.id, "at": now()}
        ended = {"criterion": "movement", "grounds": GROUNDS, "withdrawn_by": cast.hoa.id, "withdrawn_at": now()}
        db.session.execute(insert(Proposal), [said | ended] * MANY)
        db.session.execute(insert(Achievement), [said | {"text": GROUNDS}] * MANY)
        return first.id, first.round_id

    with app.app_context():
        adopt(cast)
        some_logs(cast)
        open_round(campaign_of(cast), None, {"individuals": 1, "collectives": 1}, by=cast.son.id)
        first = db.session.query(Nomination.id).order_by(Nomination.id).limit(1).scalar()
        propose(cast.campaign.id, first, "movement", "CANARY đứng trước", cast.hoa.id)
        candidate, round_id = fill()
        assert len(proposals_in(round_id, most=None)) == MANY + 1
        db.session.remove()
    son = as_(cast.son)
    for url in ("/awards/proposals", "/proposals", f"/awards/candidates/{candidate}"):
        text = son.get(url).text
        assert "CANARY đứng trước" in text, "what stands comes first"
        assert len(text) < 1_000_000, url
