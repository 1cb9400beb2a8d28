"""Kiến Hưng's campaign, over and frozen: what was approved in time counts, three decisions came afterwards."""

from datetime import timedelta

from app.campaigns.models import Campaign
from app.campaigns.queries import kinds_of
from app.contributions.actions import decide, record_many, reverse
from app.contributions.models import APPROVED, Log
from app.contributions.rules import NewLog
from app.core import clock
from app.core.db import db
from app.people.models import User
from app.people.queries import roster
from app.ranking.actions import freeze, set_moment
from app.seeds.story import moment

# So many people of the roster wrote down what they did, on so many days.
PEOPLE, DAYS = 20, 4


def tell(campaign: Campaign, secretary: User, leader: User) -> None:
    """The records, the freeze at 17:00 a week after the last day, and what was decided since."""
    kinds = {kind.code: kind.id for kind in kinds_of(campaign.id)}
    people = [row for row in roster(campaign.ward_id, campaign.ends_on) if row.user_id != secretary.id][:PEOPLE]
    rows = [_work(campaign, kinds, one, place, day) for place, one in enumerate(people) for day in range(DAYS)]
    # On paper of the team that came after the others: sent in time, looked at too late.
    late = [_work(campaign, kinds, people[place], place, DAYS, turns) for place, turns in ((10, 9), (15, 2))]
    frozen = moment(campaign.ends_on + timedelta(days=7), 17)
    with clock.at(moment(campaign.ends_on + timedelta(days=1), 9)):
        set_moment(campaign, frozen, leader.id)
    with clock.at(moment(campaign.ends_on + timedelta(days=2), 20)):
        record_many(rows, by=secretary.id, approved_by=secretary.id)
        record_many(late, by=secretary.id)
    with clock.at(frozen):
        freeze(campaign.id)
    with clock.at(frozen + timedelta(hours=15)):
        for one in late:
            decide(_number(campaign, one), APPROVED, "", secretary.id)
        reverse(_number(campaign, rows[2 * DAYS]), "Ghi hai lần cùng một buổi.", secretary.id)


def _work(campaign: Campaign, kinds: dict, person, place: int, day: int, turns: int | None = None) -> NewLog:
    """A record of an evening: the further down the list, the fewer turns."""
    turns = 2 + PEOPLE - place + day % 2 if turns is None else turns
    return NewLog(
        campaign_id=campaign.id,
        ward_id=campaign.ward_id,
        user_id=person.user_id,
        team_id=person.team_id,
        filed_by=person.user_id,
        client_ref=f"demo-kien-hung-{place}-{day}",
        day=campaign.starts_on + timedelta(days=7 * day + place % 5),
        minutes=120,
        groups={"elderly": turns // 3},
        counts={kinds["support_turn"]: turns, kinds["vneid_level2"]: turns // 2},
    )


def _number(campaign: Campaign, row: NewLog) -> int:
    return db.session.query(Log.id).filter_by(campaign_id=campaign.id, client_ref=row.client_ref).scalar()
