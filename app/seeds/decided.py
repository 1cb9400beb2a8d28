"""Kiến Hưng's campaign of 2025 told to its end: journal, frozen ranking, list, council, decision, papers, and what
is announced."""

import random
from datetime import date, datetime, timedelta

from app.awards.actions import Who, choose, choose_all_above, lock_list, open_round, propose_new, set_quota, strike
from app.awards.models import Round
from app.awards.queries import boards_of
from app.awards.rules import HOUSEHOLD
from app.campaigns.models import Campaign
from app.campaigns.queries import kinds_of
from app.contributions.actions import decide as decide_log
from app.contributions.actions import record_many, reverse
from app.contributions.models import APPROVED, Log
from app.contributions.rules import NewLog
from app.core import clock
from app.core.db import db
from app.council.actions import (
    answer,
    call_session,
    close_ballot,
    close_session,
    open_ballot,
    open_session,
    take_attendance,
    vote,
    vote_on_all,
    write_discussion,
)
from app.council.models import CouncilSession
from app.council.queries.live import live_of
from app.council.rules.meeting import CHAIR, MEMBER, SECRETARY
from app.decisions.actions import decide
from app.decisions.amended import CORRECTION
from app.papers.actions.amending import answer_amendment, number_amendment, propose_amendment
from app.papers.actions.clerk import set_numbers, set_texts
from app.papers.actions.issue import issue_certificates, keep_file
from app.papers.printing import merit_pdf
from app.papers.queries.heads import head_of
from app.papers.rules.amending import TEXT, Change
from app.people.models import User
from app.people.queries import roster
from app.ranking.actions import freeze, set_moment
from app.results.actions import plan_ceremony, publish_result
from app.results.rules import FULL
from app.seeds import posted
from app.seeds.story import EVERYWHERE, moment

# Where the certificates of the demo say that they can be checked.
SITE = "http://127.0.0.1:8000"
KEEN = 70
# So many records were decided on too late. Days after the last one, and the hour.
LATE = 3
FREEZE = (7, 17)
FAMILY = Who(HOUSEHOLD, "Hộ gia đình bà Đặng Thị Mận", "Tổ dân phố 7")
FAMILY_GROUNDS = (
    "Cho mượn sân và phòng khách làm điểm hướng dẫn trong 45 ngày, lo điện, nước, mạng Internet; vận động các hộ "
    "trong ngõ kích hoạt định danh mức 2."
)


def tell(campaign: Campaign, staff: dict[str, User], admin: User) -> None:
    """Everything up to the announcement, each step on its day and by whoever does it."""
    secretary, leader = staff["secretary"].id, staff["leader"].id
    with clock.at(_day(campaign, 1, 9)):
        set_moment(campaign, _day(campaign, *FREEZE), leader)
    journal = _journal(campaign)
    with clock.at(_day(campaign, 2, 20)):
        # Some came on paper of a team after the others: sent in time, looked at too late.
        record_many(journal[LATE:], by=admin.id, approved_by=secretary)
        record_many(journal[:LATE], by=admin.id)
    with clock.at(_day(campaign, *FREEZE)):
        ranking = freeze(campaign.id)
    with clock.at(_day(campaign, 8, 8)):
        for row in journal[:LATE]:
            decide_log(_number(campaign, row), APPROVED, "", secretary)
        reverse(_number(campaign, journal[LATE]), "Ghi hai lần cùng một buổi.", secretary)
    with clock.at(_day(campaign, 8, 10)):
        posted.rule(campaign.ward_id, staff)
        quotas = {"collectives": campaign.quota_collectives, "individuals": campaign.quota_individuals}
        _choose(campaign, open_round(campaign, ranking, quotas, leader), staff)
    with clock.at(_day(campaign, 8, 14)):
        posted.tell(campaign, staff)
    with clock.at(_day(campaign, 8, 15)):
        session = _call(campaign, staff, _day(campaign, 14, 14))
    with clock.at(_day(campaign, 14, 14)):
        _meet(session.id, staff)
    with clock.at(_day(campaign, 15, 16)):
        decide(campaign.id, {}, by=leader)
    with clock.at(_day(campaign, 16, 9)):
        _papers(campaign, staff)


def _day(campaign: Campaign, after: int, hour: int) -> datetime:
    """So many days after the campaign's last."""
    return moment(campaign.ends_on + timedelta(days=after), hour)


def _number(campaign: Campaign, row: NewLog) -> int:
    return db.session.query(Log.id).filter_by(campaign_id=campaign.id, client_ref=row.client_ref).scalar()


def _journal(campaign: Campaign) -> list[NewLog]:
    """What the roster did: a third of it most of the work, and some teams a training of their own."""
    dice = random.Random(1003)  # noqa: S311 (a story, not a secret)
    kinds = {kind.code: kind.id for kind in kinds_of(campaign.id)}
    teams: dict[int, int] = {}
    for row in roster(campaign.ward_id, campaign.ends_on):
        teams.setdefault(row.user_id, row.team_id)
    people = sorted(teams)
    dice.shuffle(people)
    days = [campaign.starts_on + timedelta(days=n) for n in range((campaign.ends_on - campaign.starts_on).days + 1)]
    rows = []
    for place, user in enumerate(people):
        often = dice.randrange(3, 8) if place < KEEN else dice.choice((0, 0, 0, 1))
        rows += [_work(campaign, kinds, dice, user, teams[user], day) for day in sorted(dice.sample(days, often))]
    for team in sorted(set(teams.values())):
        if dice.random() < 0.5:
            rows.append(_training(campaign, kinds, team, dice.choice(days)))
    return rows


def _work(campaign: Campaign, kinds: dict, dice: random.Random, user: int, team: int, day: date) -> NewLog:
    turns = dice.randrange(1, 9)
    counts = {
        "support_turn": turns,
        "vneid_level2": dice.randrange(0, 5),
        "local_app": dice.randrange(0, 4),
        "online_dossier": dice.randrange(0, 3),
        "household_visit": dice.choice((0, 1, 2)),
    }
    return NewLog(
        campaign_id=campaign.id,
        ward_id=campaign.ward_id,
        user_id=user,
        team_id=team,
        client_ref=f"demo-{user}-{day}",
        day=day,
        minutes=dice.choice((90, 120, 150, 180, 210)),
        groups={"elderly": dice.randrange(0, turns // 2 + 1)},
        counts={kinds[code]: count for code, count in counts.items() if count},
    )


def _training(campaign: Campaign, kinds: dict, team: int, day: date) -> NewLog:
    return NewLog(
        campaign_id=campaign.id,
        ward_id=campaign.ward_id,
        user_id=None,
        team_id=team,
        client_ref=f"demo-team-{team}",
        day=day,
        minutes=120,
        counts={kinds["training_session"]: 1},
        note="Tập huấn tại nhà văn hóa tổ dân phố",
    )


def _choose(campaign: Campaign, found: Round, staff: dict[str, User]) -> None:
    """As the points stand, but for one who asked to be left out: the next one moves up. And a household."""
    by = staff["leader"].id
    set_quota(campaign.id, {"households": 1}, by)
    household = propose_new(campaign.id, FAMILY, "contribution", FAMILY_GROUNDS, staff["secretary"].id)
    choose(campaign.id, household.id, by)
    first = boards_of(found).tables["individuals"].lines[0].candidate.subject_id
    strike(campaign.id, first, by, "Có đơn xin không xét khen thưởng đợt này.")
    for board in ("collectives", "individuals"):
        choose_all_above(campaign.id, board, by)
    lock_list(campaign.id, by)


def _call(campaign: Campaign, staff: dict[str, User], meets_at: datetime) -> CouncilSession:
    """Five members, among them who leads the ward and the Youth Union's secretary."""
    members = [
        (staff["leader"].id, "Chủ tịch UBND phường", CHAIR),
        (staff["member1"].id, "Trưởng phòng Văn hóa - Xã hội", SECRETARY),
        (staff["secretary"].id, "Bí thư Đoàn phường", MEMBER),
        (staff["member2"].id, "Chủ tịch Hội Liên hiệp Phụ nữ phường", MEMBER),
        (staff["member3"].id, "Chủ tịch Hội Cựu chiến binh phường", MEMBER),
    ]
    return call_session(campaign.id, meets_at, "Phòng họp số 1, UBND phường", members, staff["clerk"].id)


def _meet(session_id: int, staff: dict[str, User]) -> None:
    """Four are there, one votes in writing; one is against a candidate, who passes all the same."""
    chair, away = staff["leader"].id, staff["member3"].id
    there = [staff[part].id for part in ("leader", "member1", "secretary", "member2")]
    for user in there:
        take_attendance(session_id, {None: "present"}, user, EVERYWHERE)
    open_session(session_id, chair, EVERYWHERE)
    for asked in [row for row in live_of(session_id, EVERYWHERE).words.values() if row.word == "asked"]:
        # Who proposed the household has nothing to do with it otherwise.
        whose = next(row.user_id for row in live_of(session_id, EVERYWHERE).members if row.id == asked.member_id)
        answer(session_id, asked.id, False, whose, EVERYWHERE)
    open_ballot(session_id, chair, EVERYWHERE)
    doubted = live_of(session_id, EVERYWHERE).open_lines[-2].id
    vote(session_id, {doubted: "against"}, staff["member2"].id, EVERYWHERE)
    for user in (*there, away):
        vote_on_all(session_id, "for", user, EVERYWHERE, written=user == away)
    close_ballot(session_id, chair, EVERYWHERE)
    said = "Hội đồng thống nhất thứ tự theo bảng xếp hạng đã chốt; đề nghị trao Giấy khen tại hội nghị tổng kết."
    with clock.at(clock.now() + timedelta(minutes=85)):
        write_discussion(session_id, said, staff["member1"].id, EVERYWHERE)
        close_session(session_id, chair, EVERYWHERE)


def _papers(campaign: Campaign, staff: dict[str, User]) -> None:
    """Number and day, the certificates, the page for everybody, the ceremony."""
    clerk, day = staff["clerk"].id, clock.today() - timedelta(days=1)
    set_texts(campaign.id, {"signer_name": staff["leader"].name}, clerk, {})
    set_numbers(campaign.id, {"decision": (186, day), "submission": (42, day), "minutes": (5, day)}, clerk)
    head, _count = issue_certificates(campaign.id, clerk)
    name = f"giay-khen-{campaign.slug}.pdf"
    keep_file(head_of(campaign.id), "full", name, merit_pdf(head, SITE), clerk)
    publish_result(campaign.id, FULL, clerk)
    starts = _day(campaign, 21, 8)
    plan_ceremony(campaign.id, starts, "Hội trường UBND phường Kiến Hưng", None, None, by=clerk)
    _correct(campaign, staff)


def _correct(campaign: Campaign, staff: dict[str, User]) -> None:
    """The fund was named without its year: the clerk proposes a correction, the leader agrees, it gets its number."""
    fund = "Quỹ thi đua, khen thưởng của phường Kiến Hưng"
    change = Change(None, TEXT, fund, f"{fund} năm {campaign.ends_on.year}")
    why = "Ghi thiếu năm của nguồn kinh phí."
    row = propose_amendment(campaign.id, CORRECTION, [change], why, staff["clerk"].id)
    answer_amendment(row.id, EVERYWHERE, True, staff["leader"].id)
    number_amendment(row.id, EVERYWHERE, 187, clock.today(), staff["clerk"].id)
