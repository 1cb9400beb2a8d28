"""The demo: four wards with their published campaigns, told with the site's own verbs.

Cửa Nam stands twice: its campaign of 2025, finished, with its 610 records, its ranking and an open award round; and
a running one whose day 20 is today. Kiến Hưng's awards are decided and announced. Nothing is drawn by chance that a
second build would draw otherwise.
"""

from datetime import datetime, time, timedelta

from sqlalchemy import select

from app.awards.actions import open_round
from app.campaigns.models import Campaign
from app.campaigns.queries import campaign_by_slug
from app.config import DEMO_PASSWORD
from app.core import clock
from app.core.db import action, db
from app.core.policy import Role
from app.core.writing import nobody_else_waits
from app.exchange.actions import load_campaign
from app.people.actions import add_person, grant_role
from app.people.models import User
from app.people.passwords import hash_password
from app.people.queries import user_by_login
from app.places.models import Team
from app.places.queries import teams_of
from app.ranking.actions import freeze, publish, set_moment
from app.seeds import called, decided, files, nominated, points, running
from app.seeds.sheets import import_journal, import_roster

FINISHED, RUNNING, DECIDED = "cua-nam-2025", "cua-nam-dot-2", "kien-hung-2025"
DAY_TODAY = 20

SITE_ADMIN = ("Lý Văn Quản", "0959000001")
STAFF = {
    "cua-nam-2025": (
        ("Vũ Thị Hồng Hoa", "0959000002", Role.SECRETARY),
        ("Hoàng Ngọc Sơn", "0959000003", Role.WARD_LEADER),
        ("Bùi Tuyết Mai", "0959000004", Role.COUNCIL_MEMBER),
        ("Đặng Anh Tú", "0959000005", Role.CLERK),
        ("Ngô Bình An", "0959000006", Role.ADMINISTRATOR),
    ),
    "kien-hung-2025": (
        ("Đỗ Hồng Phúc", "0959000007", Role.SECRETARY),
        ("Trịnh Quốc Việt", "0959000008", Role.WARD_LEADER),
        ("Phan Thị Ngọc Ánh", "0959000011", Role.CLERK),
        ("Vương Đình Khải", "0959000012", Role.COUNCIL_MEMBER),
        ("Lưu Thị Bích Hạnh", "0959000013", Role.COUNCIL_MEMBER),
        ("Tạ Minh Đức", "0959000014", Role.COUNCIL_MEMBER),
    ),
    "ngoc-phung-2024": (("Lê Thị Thắm", "0959000009", Role.SECRETARY),),
    "vi-thang-2024": (("Huỳnh Văn Đạt", "0959000010", Role.SECRETARY),),
}
# Of the staff: papers address them as "Bà", all others as "Ông".
WOMEN = frozenset({"0959000002", "0959000004", "0959000009", "0959000011", "0959000013"})
# Of the imported rosters, who can sign in: phone numbers of the sheets.
VOLUNTEERS = ("0950001184", "0950000222", "0951001332")


def _moment(day, hour: int) -> datetime:
    return datetime.combine(day, time(hour), clock.LOCAL)


def build() -> None:
    """Fill an empty, migrated database; whole or not at all."""
    with nobody_else_waits():
        _build()


@action
def _build() -> None:
    secret = hash_password(DEMO_PASSWORD)
    with clock.at(datetime(2024, 1, 2, 8, tzinfo=clock.LOCAL)):
        name, phone = SITE_ADMIN
        admin = add_person(name, by=None, phone=phone, password_hash=secret)
        grant_role(admin, Role.ADMINISTRATOR, by=None)
    for slug in ("vi-thang-2024", "ngoc-phung-2024", "cua-nam-2025", "kien-hung-2025"):
        _open(files.document(slug), admin, secret)
    _finished(admin)
    _decided(admin)
    _called(admin)
    _running(admin)
    for phone in VOLUNTEERS:
        user_by_login(phone).password_hash = secret


def _open(document: dict, admin: User, secret: str) -> Campaign:
    """A campaign with the people who run it, as things stood a week before its first day."""
    starts = datetime.fromisoformat(document["campaign"]["starts_on"]).date()
    with clock.at(_moment(starts - timedelta(days=7), 8)):
        campaign = load_campaign(document, admin.id)
        points.tell(campaign, admin.id)
        for name, phone, role in STAFF.get(document["slug"], ()):
            known = {"gender": "female" if phone in WOMEN else "male", "ward_id": campaign.ward_id}
            user = add_person(name, by=admin.id, phone=phone, password_hash=secret, **known)
            # As by the command line: on screen these roles take a second person.
            grant_role(user, role, by=None, ward_id=campaign.ward_id)
        if document["slug"] == FINISHED:
            import_roster("cua-nam-tinh-nguyen-vien", campaign, admin.id)
        if document["slug"] == "kien-hung-2025":
            import_roster("kien-hung-to-cds", campaign, admin.id)
    return campaign


def _finished(admin: User) -> None:
    """The campaign of 2025: its journal, brought in by the administrator and approved by the secretary, the ranking,
    the open round."""
    campaign = campaign_by_slug(FINISHED)
    secretary, leader = (user_by_login(STAFF[FINISHED][n][1]) for n in (0, 1))
    with clock.at(_moment(campaign.ends_on + timedelta(days=2), 20)):
        import_journal("cua-nam-nhat-ky", campaign, admin.id, secretary.id)
    last = campaign.ends_on + timedelta(days=9)
    with clock.at(_moment(campaign.ends_on + timedelta(days=3), 9)):
        set_moment(campaign, _moment(last, 9), leader.id)
    with clock.at(_moment(last, 8)):
        publish(campaign, leader.id, "Kết quả trình Hội đồng Thi đua - Khen thưởng")
    with clock.at(_moment(last, 9)):
        # Nothing was approved since: the copy that is there is the one that counts.
        ranking = freeze(campaign.id)
        quotas = {"collectives": campaign.quota_collectives, "individuals": campaign.quota_individuals}
        open_round(campaign, ranking, quotas, leader.id)
    nominated.tell(campaign, secretary, leader, user_by_login(STAFF[FINISHED][3][1]))


def _decided(admin: User) -> None:
    """Kiến Hưng's campaign, whose awards are decided and announced."""
    parts = ("secretary", "leader", "clerk", *(f"member{number}" for number in (1, 2, 3)))
    people = (user_by_login(phone) for _name, phone, _role in STAFF[DECIDED])
    decided.tell(campaign_by_slug(DECIDED), dict(zip(parts, people, strict=True)), admin)


def _called(admin: User) -> None:
    """Cửa Nam's small round, about which the council meets today."""
    document = called.described(files.document(FINISHED))
    with clock.at(_moment(called.starts_on() - timedelta(days=7), 9)):
        campaign = load_campaign(document, admin.id)
    parts = ("secretary", "leader", "member", "clerk")
    people = (user_by_login(phone) for _name, phone, _role in STAFF[FINISHED])
    called.tell(campaign, dict(zip(parts, people, strict=False)), admin)


def _running(admin: User) -> None:
    """The same ward's second campaign, twenty days in."""
    document = files.document(FINISHED)
    starts = clock.today() - timedelta(days=DAY_TODAY - 1)
    document["slug"] = RUNNING
    document["source"] = ""
    document["assumed"]["duties"] = [
        {"kind": "hotline", "name": "Đường dây nóng", "coverage": "24/7", "min": 1},
        {"kind": "rapid_response", "name": "Tổ phản ứng nhanh", "coverage": "24/7", "min": 2},
    ]
    document["campaign"] |= {
        "name": "45 ngày đêm chuyển đổi số, đợt 2",
        "starts_on": starts.isoformat(),
        "ends_on": (starts + timedelta(days=44)).isoformat(),
    }
    with clock.at(_moment(starts - timedelta(days=7), 9)):
        campaign = load_campaign(document, admin.id)
        secretary = user_by_login(STAFF[FINISHED][0][1])
        youth = youth_team(campaign.ward_id)
        grant_role(secretary, Role.VOLUNTEER, by=admin.id, ward_id=campaign.ward_id, team_id=youth.id)
        leader = user_by_login(STAFF[FINISHED][1][1])
        set_moment(campaign, _moment(campaign.ends_on + timedelta(days=campaign.grace_days + 3), 17), leader.id)
    running.tell(campaign, secretary, lan=user_by_login(VOLUNTEERS[0]), leader=user_by_login(VOLUNTEERS[1]))


def youth_team(ward_id: int) -> Team:
    """The ward's Youth Union team ("Đoàn ...")."""
    return next(team for team in teams_of(ward_id) if team.search_key.startswith("doan "))


def built() -> bool:
    """Whether this database holds the demo."""
    return campaign_by_slug(RUNNING) is not None


def anybody() -> bool:
    """Whether there are accounts: the demo's known password must not come to stand beside them."""
    return db.session.scalar(select(User.id).limit(1)) is not None


def day_today() -> int | None:
    """Which day of the running campaign today is."""
    campaign = campaign_by_slug(RUNNING)
    return (clock.today() - campaign.starts_on).days + 1 if campaign else None
