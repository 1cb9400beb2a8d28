"""The cast of all tests. Everybody keeps their part:

Lan volunteers in Minh's team (team 01) of Cửa Nam; Bình volunteers in team 02. Dũng volunteers in another ward,
Kiến Hưng, whose secretary is Phúc. Hoa is Cửa Nam's secretary (and volunteers in team 02), Sơn leads the ward,
Mai sits in the council, Tú is the clerk, An administers the ward, and Quản the whole site.
Today is Thursday, 14 August 2025, 09:00 in Vietnam: day 15 of Cửa Nam's 45.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from app.campaigns.models import Campaign, CampaignPoint, Kind, Slot
from app.core import clock
from app.core.db import action, db
from app.core.policy import Role
from app.core.text import fold
from app.people.actions import add_person, grant_role
from app.places.actions import add_point, add_team, add_ward

# What allows a round to go without a session of the council.
GROUND = "Điều 85 Luật Thi đua, khen thưởng năm 2022"
MORNING = datetime(2025, 8, 14, 9, 0, tzinfo=clock.LOCAL)
STARTS, ENDS = date(2025, 7, 31), date(2025, 9, 13)

KINDS = (
    ("support_turn", "Lượt người dân được hỗ trợ", "Support turns", "lượt", "both"),
    ("vneid_level2", "Cài đặt, kích hoạt VNeID mức 2", "VNeID level 2 activated", "tài khoản", "both"),
    ("online_dossier", "Hồ sơ dịch vụ công trực tuyến", "Online service dossiers guided", "hồ sơ", "both"),
    ("household_visit", "Hộ được đến tận nhà", "Households visited", "hộ", "both"),
    ("hotline_call", "Cuộc gọi đường dây nóng được giải quyết", "Hotline calls solved", "cuộc", "individual"),
    ("training_session", "Lớp, buổi tập huấn", "Training sessions held", "buổi", "collective"),
)
SLOTS = (("Sáng", time(8), time(11, 30)), ("Chiều", time(14), time(17)), ("Tối", time(19), time(21)))


@dataclass(frozen=True)
class Named:
    """A row's id and name, safe to keep beyond its session."""

    id: int
    name: str


@dataclass(frozen=True)
class Cast:
    cua_nam: Named
    kien_hung: Named
    campaign: Named  # Cửa Nam's; its name is the slug
    other_campaign: Named  # Kiến Hưng's
    team1: Named
    team2: Named
    other_team: Named
    point1: Named
    point2: Named
    other_point: Named
    lan: Named
    minh: Named
    binh: Named
    dung: Named
    hoa: Named
    phuc: Named
    son: Named
    mai: Named
    tu: Named
    an: Named
    quan: Named


def _campaign(ward, slug: str, points) -> Campaign:
    campaign = Campaign(
        ward_id=ward.id,
        slug=slug,
        name="45 ngày đêm hỗ trợ hoạt động chuyển đổi số",
        starts_on=STARTS,
        ends_on=ENDS,
        quota_collectives=2,
        quota_individuals=3,
        created_at=clock.now(),
    )
    db.session.add(campaign)
    db.session.flush()
    place = {"ward_id": ward.id, "campaign_id": campaign.id}
    db.session.add_all(CampaignPoint(**place, point_id=p.id, position=n) for n, p in enumerate(points))
    db.session.add_all(
        Slot(**place, name=name, search_key=fold(name), starts=starts, ends=ends, position=n)
        for n, (name, starts, ends) in enumerate(SLOTS)
    )
    db.session.add_all(
        Kind(**place, code=code, vi=vi, en=en, unit=unit, logged_by=by, position=n)
        for n, (code, vi, en, unit, by) in enumerate(KINDS)
    )
    db.session.flush()
    return campaign


@action
def make_cast() -> Cast:
    """Move in, by the site's own verbs where there are some."""
    cua_nam = add_ward("phường Cửa Nam", "Hà Nội", by=None)
    kien_hung = add_ward("phường Kiến Hưng", "Hà Nội", by=None)
    team1 = add_team(cua_nam.id, "Tổ chuyển đổi số cộng đồng số 01", by=None)
    team2 = add_team(cua_nam.id, "Tổ chuyển đổi số cộng đồng số 02", by=None)
    other_team = add_team(kien_hung.id, "Tổ chuyển đổi số cộng đồng TDP 1", by=None)
    point1 = add_point(cua_nam.id, "Điểm lưu động số 1", by=None, address="Nhà văn hóa số 1")
    point2 = add_point(cua_nam.id, "Điểm lưu động số 2", by=None)
    other_point = add_point(kien_hung.id, "Chợ Kiến Hưng", by=None)
    campaign = _campaign(cua_nam, "cua-nam-2025", [point1, point2])
    other = _campaign(kien_hung, "kien-hung-2025", [other_point])

    def person(name, phone, *grants):
        user = add_person(name, by=None, phone=phone)
        for role, ward, team in grants:
            grant_role(
                user,
                role,
                by=None,
                ward_id=ward.id if ward else None,
                team_id=team.id if team else None,
                starts_on=STARTS,
            )
        return Named(user.id, user.name)

    volunteer, leader = Role.VOLUNTEER, Role.TEAM_LEADER
    return Cast(
        cua_nam=Named(cua_nam.id, cua_nam.name),
        kien_hung=Named(kien_hung.id, kien_hung.name),
        campaign=Named(campaign.id, campaign.slug),
        other_campaign=Named(other.id, other.slug),
        team1=Named(team1.id, team1.name),
        team2=Named(team2.id, team2.name),
        other_team=Named(other_team.id, other_team.name),
        point1=Named(point1.id, point1.name),
        point2=Named(point2.id, point2.name),
        other_point=Named(other_point.id, other_point.name),
        lan=person("Nguyễn Thị Thu Lan", "0950000001", (volunteer, cua_nam, team1)),
        minh=person("Trần Văn Minh", "0950000002", (leader, cua_nam, team1)),
        binh=person("Lê Thanh Bình", "0950000003", (volunteer, cua_nam, team2)),
        dung=person("Phạm Tiến Dũng", "0950000004", (volunteer, kien_hung, other_team)),
        hoa=person("Vũ Thị Hoa", "0950000005", (Role.SECRETARY, cua_nam, None), (volunteer, cua_nam, team2)),
        phuc=person("Đỗ Hồng Phúc", "0950000006", (Role.SECRETARY, kien_hung, None)),
        son=person("Hoàng Ngọc Sơn", "0950000007", (Role.WARD_LEADER, cua_nam, None)),
        mai=person("Bùi Tuyết Mai", "0950000008", (Role.COUNCIL_MEMBER, cua_nam, None)),
        tu=person("Đặng Anh Tú", "0950000009", (Role.CLERK, cua_nam, None)),
        an=person("Ngô Bình An", "0950000010", (Role.ADMINISTRATOR, cua_nam, None)),
        quan=person("Lý Văn Quản", "0950000011", (Role.ADMINISTRATOR, None, None)),
    )
