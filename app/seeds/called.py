"""Cửa Nam's session of today: called about a small round of some weeks ago, and one member short of its quorum."""

from datetime import date, timedelta

from app.awards.actions import choose_all_above, lock_list, open_round
from app.campaigns.models import Campaign
from app.campaigns.queries import kinds_of
from app.contributions.actions import record_many
from app.contributions.rules import NewLog
from app.core import clock
from app.core.db import action
from app.council.actions import call_session, take_attendance
from app.council.rules.meeting import CHAIR, MEMBER, SECRETARY
from app.people.models import User
from app.people.queries import roster
from app.ranking.actions import freeze, set_moment
from app.seeds.story import EVERYWHERE, moment

SLUG = "cua-nam-ngay-hoi-so"
NAME = "Ngày hội chuyển đổi số tháng {month}"
# It began so many days before today and lasted so long: over before the ward's present campaign began.
BEFORE, DAYS = timedelta(days=40), 9
# So many people worked, this many places.
WORKED, PLACES = 14, {"individuals": 3, "collectives": 2}


def starts_on() -> date:
    return clock.today() - BEFORE


def described(document: dict) -> dict:
    """The campaign's file: as the ward's large one, for nine days."""
    document["slug"], document["source"] = SLUG, ""
    starts = starts_on()
    days = {"starts_on": starts.isoformat(), "ends_on": (starts + timedelta(days=DAYS - 1)).isoformat()}
    document["campaign"] |= {"name": NAME.format(month=starts.month), **days}
    return document


@action
def tell(campaign: Campaign, staff: dict[str, User], admin: User) -> None:
    """What was done, the frozen ranking, the locked list; then the session, called for this afternoon."""
    secretary, leader, clerk = staff["secretary"].id, staff["leader"].id, staff["clerk"].id
    after = campaign.ends_on + timedelta(days=1)
    with clock.at(moment(after, 8)):
        set_moment(campaign, moment(after + timedelta(days=3), 9), leader)
        record_many(_journal(campaign), by=admin.id, approved_by=secretary)
    with clock.at(moment(after + timedelta(days=3), 9)):
        ranking = freeze(campaign.id)
        open_round(campaign, ranking, PLACES, leader)
        for board in PLACES:
            choose_all_above(campaign.id, board, leader)
        lock_list(campaign.id, leader)
    members = [
        (leader, "Chủ tịch UBND phường", CHAIR),
        (clerk, "Chuyên viên Văn phòng", SECRETARY),
        (secretary, "Bí thư Đoàn phường", MEMBER),
        (staff["member"].id, "Chủ tịch Hội Liên hiệp Phụ nữ phường", MEMBER),
    ]
    today = clock.today()
    with clock.at(moment(today - timedelta(days=3), 9)):
        session = call_session(campaign.id, moment(today, 14), "Phòng họp tầng 2, UBND phường", members, clerk)
    for user in (leader, clerk):
        take_attendance(session.id, {None: "present"}, user, EVERYWHERE)


def _journal(campaign: Campaign) -> list[NewLog]:
    """Each of some did one thing more than the next one, so that nobody is equal at the line."""
    kinds = {kind.code: kind.id for kind in kinds_of(campaign.id)}
    teams: dict[int, int] = {}
    for row in roster(campaign.ward_id, campaign.ends_on):
        teams.setdefault(row.user_id, row.team_id)
    rows = []
    for place, user in enumerate(sorted(teams)[:WORKED]):
        for day in range(1 + (WORKED - place) // 3):
            rows.append(_work(campaign, kinds, user, teams[user], day, WORKED - place))
    return rows


def _work(campaign: Campaign, kinds: dict, user: int, team: int, day: int, turns: int) -> NewLog:
    return NewLog(
        campaign_id=campaign.id,
        ward_id=campaign.ward_id,
        user_id=user,
        team_id=team,
        client_ref=f"demo-{user}-{day}",
        day=campaign.starts_on + timedelta(days=day),
        minutes=120,
        groups={"elderly": turns // 4},
        counts={kinds["support_turn"]: turns},
    )
