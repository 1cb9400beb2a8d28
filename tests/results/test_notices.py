"""Whoever is commended hears of it when it is public, and no longer when the page or the award is gone."""

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.db import db
from app.decisions.actions import decide, revoke_award
from app.decisions.queries import granted
from app.messages.models import Message
from app.results.actions import publish_result, withdraw_result
from app.results.models import Announcement
from tests.papers.conftest import lock_a_round


def told() -> list[tuple[int, str]]:
    """Who has the news now, and where it leads."""
    query = select(Message.user_id, Message.url).where(
        Message.kind == "result.awarded", Message.ends_at.is_(None) | (Message.ends_at > clock.now())
    )
    return [tuple(row) for row in db.session.execute(query)]


@pytest.fixture
def commended(room, cast):
    lock_a_round(cast)
    decide(cast.campaign.id, {}, cast.son.id)
    publish_result(cast.campaign.id, "whole", cast.tu.id)
    return cast.campaign.id


def test_who_is_commended_hears_of_it_once_for_each_publication(commended, cast):
    news = [(cast.lan.id, "/results/cua-nam-2025")]
    assert told() == news, "a team has no inbox"
    publish_result(commended, "initials", cast.tu.id)
    assert told() == news and db.session.query(Announcement).count() == 2
    withdraw_result(commended, "Sai sót", cast.tu.id)
    assert told() == []
    publish_result(commended, "whole", cast.tu.id)
    assert told() == news


def test_an_award_that_was_revoked_is_no_news(commended, cast):
    _team, lan = granted(db.session.query(Announcement.round_id).scalar())
    revoke_award(lan, "Khai sai", cast.son.id)
    assert told() == []
    withdraw_result(commended, "Sai sót", cast.tu.id)
    publish_result(commended, "whole", cast.tu.id)
    assert told() == []
