"""A ward as large as they come: 810 shifts, 2,000 sign-ups, 1,000 logs that wait and 1,500 approved ones."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from flask import session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert, select, text

from app.campaigns.models import Campaign, CampaignPoint, Kind, Slot
from app.contributions.models import Decision, Log, LogItem
from app.core import clock
from app.core.db import action, db
from app.core.policy import Role
from app.core.text import fold
from app.people.actions import add_person, grant_role
from app.people.models import User
from app.people.queries import held_by
from app.people.sign_in import start_session
from app.places.actions import add_point, add_team, add_ward
from app.ranking.actions import adopt_scheme
from app.seeds.files import scheme_document
from app.shifts.models import Shift
from app.signups.models import SEATED, SignUp

STARTS = date(2025, 7, 31)
NOW = datetime(2025, 8, 19, 9, 0, tzinfo=clock.LOCAL)
SLOTS = (("Sáng", time(8), time(11, 30)), ("Chiều", time(14), time(17)), ("Tối", time(19), time(21)))
VOLUNTEERS, RUSH_SEATS = 240, 80


@dataclass
class Ward:
    """What the measurements need to know."""

    campaign_id: int = 0
    roomy_id: int = 0
    shift_ids: list[int] = field(default_factory=list)
    roomy_shift_ids: list[int] = field(default_factory=list)
    volunteers: list[int] = field(default_factory=list)
    cookies: dict[int, str] = field(default_factory=dict)
    roomy_cookies: dict[int, str] = field(default_factory=dict)
    token: str = ""
    secretary: int = 0


@action
def fill() -> Ward:
    """Fill an empty, migrated database."""
    dice, ward = random.Random(45), Ward()
    place = add_ward("phường Đo Tốc Độ", "Hà Nội", by=None)
    teams = [add_team(place.id, f"Tổ chuyển đổi số cộng đồng số {n:02d}", by=None) for n in range(1, 29)]
    points = [add_point(place.id, f"Điểm lưu động số {n}", by=None) for n in range(1, 7)]
    campaign = _campaign(place.id, "do-toc-do", points)
    roomy = _campaign(place.id, "cho-rong", points[:1])
    ward.campaign_id, ward.roomy_id = campaign.id, roomy.id
    document = scheme_document("cua-nam-2025")
    for one in (campaign, roomy):
        adopt_scheme(one, document, by=None)
    for n in range(VOLUNTEERS):
        user = add_person(f"Nguyễn Thị Thu Lan {n}", by=None, phone=f"0950{n:06d}")
        grant_role(user, Role.VOLUNTEER, by=None, ward_id=place.id, team_id=teams[n % 28].id, starts_on=STARTS)
        ward.volunteers.append(user.id)
    secretary = add_person("Vũ Thị Hoa", by=None, phone="0959999999")
    grant_role(secretary, Role.SECRETARY, by=None, ward_id=place.id, starts_on=STARTS)
    ward.secretary = secretary.id
    _shifts(campaign, points, 4)
    _shifts(roomy, points[:1], RUSH_SEATS)
    db.session.flush()
    shifts = db.session.scalars(select(Shift).where(Shift.campaign_id == campaign.id).order_by(Shift.id)).all()
    ward.shift_ids = [shift.id for shift in shifts]
    ward.roomy_shift_ids = list(
        db.session.scalars(
            select(Shift.id).where(Shift.campaign_id == roomy.id, Shift.day > NOW.date()).order_by(Shift.id)
        )
    )
    _sign_ups(shifts, ward.volunteers, dice)
    _logs(campaign, teams, points, ward.volunteers, secretary.id, dice)
    return ward


def _campaign(ward_id, slug, points):
    campaign = Campaign(
        ward_id=ward_id,
        slug=slug,
        name="45 ngày đêm hỗ trợ hoạt động chuyển đổi số",
        starts_on=STARTS,
        ends_on=STARTS + timedelta(days=44),
        quota_collectives=27,
        quota_individuals=12,
        # Rest and hours are looked at for each sign-up, and let everybody pass: the same people take all the seats.
        rest_minutes=0,
        day_minutes=1440,
        week_minutes=10080,
        created_at=clock.now(),
    )
    db.session.add(campaign)
    db.session.flush()
    place = {"ward_id": ward_id, "campaign_id": campaign.id}
    db.session.add_all(CampaignPoint(**place, point_id=p.id, position=n) for n, p in enumerate(points))
    db.session.add_all(
        Slot(**place, name=name, search_key=fold(name), starts=a, ends=b, position=n)
        for n, (name, a, b) in enumerate(SLOTS)
    )
    kinds = scheme_document("cua-nam-2025")["points_per_unit"]
    db.session.add_all(
        Kind(**place, code=code, vi=code, en=code, unit="lượt", logged_by="both", position=n)
        for n, code in enumerate(kinds)
    )
    db.session.flush()
    return campaign


def _shifts(campaign, points, seats):
    rows = [
        {
            "ward_id": campaign.ward_id,
            "campaign_id": campaign.id,
            "point_id": point.id,
            "day": STARTS + timedelta(days=day),
            "slot": name,
            "starts_at": clock.instant(STARTS + timedelta(days=day), a),
            "ends_at": clock.instant(STARTS + timedelta(days=day), b),
            "min_heads": 2,
            "max_heads": seats,
            "leads": 1,
            "cancel_reason": "",
        }
        for day in range(45)
        for name, a, b in SLOTS
        for point in points
    ]
    db.session.execute(insert(Shift), rows)


def _sign_ups(shifts, volunteers, dice):
    rows, busy = [], set()
    while len(rows) < 2000:
        shift, user = dice.choice(shifts), dice.choice(volunteers)
        taken = sum(1 for row in rows if row["shift_id"] == shift.id)
        if taken >= shift.max_heads or (user, shift.starts_at) in busy:
            continue
        busy.add((user, shift.starts_at))
        rows.append(
            {
                "ward_id": shift.ward_id,
                "shift_id": shift.id,
                "user_id": user,
                "state": SEATED,
                "starts_at": shift.starts_at,
                "ends_at": shift.ends_at,
                "joined_at": clock.now(),
                "seated_at": clock.now(),
            }
        )
    db.session.execute(insert(SignUp), rows)


def _logs(campaign, teams, points, volunteers, secretary, dice):
    kinds = db.session.scalars(select(Kind.id).where(Kind.campaign_id == campaign.id).order_by(Kind.id)).all()
    logs, items, decisions = [], [], []
    for n in range(1, 2501):
        state = "sent" if n <= 1000 else "approved"
        user = dice.randrange(len(volunteers))
        sent = clock.now() - timedelta(minutes=n)
        logs.append(
            {
                "id": n,
                "ward_id": campaign.ward_id,
                "campaign_id": campaign.id,
                "user_id": volunteers[user],
                "team_id": teams[user % 28].id,
                "filed_by": volunteers[user],
                "client_ref": f"bench-{n}",
                "point_id": dice.choice(points).id,
                "slot": dice.choice(SLOTS)[0],
                "day": STARTS + timedelta(days=dice.randrange(20)),
                "minutes": 180,
                "elderly": 1,
                "disabled": 0,
                "poor_household": 0,
                "note": "",
                "state": state,
                "created_at": sent,
                "sent_at": sent,
            }
        )
        items += [
            {"log_id": n, "kind_id": kind, "ward_id": campaign.ward_id, "quantity": dice.randrange(1, 9)}
            for kind in kinds[:5]
        ]
        decision = {"ward_id": campaign.ward_id, "log_id": n, "at": sent, "reason": ""}
        decisions.append({**decision, "verdict": "sent", "by": volunteers[user]})
        if state == "approved":
            decisions.append({**decision, "verdict": "approved", "by": secretary})
    states = [{"id": row["id"], "state": row["state"]} for row in logs]
    db.session.execute(insert(Log), [{**row, "state": "sent"} for row in logs])
    db.session.execute(insert(LogItem), items)
    db.session.execute(insert(Decision), decisions)
    approved = [row["id"] for row in states if row["state"] == "approved"]
    db.session.execute(Log.__table__.update().where(Log.id.in_(approved)).values(state="approved"))


def cookies(app, ward: Ward) -> None:
    """A signed-in cookie for everybody, and the one token that goes with all of them."""
    sign = app.session_interface.get_signing_serializer(app).dumps
    with app.test_request_context("/"):
        ward.token = generate_csrf()
        raw = session["csrf_token"]
    for user_id in [*ward.volunteers, ward.secretary]:
        user = db.session.get(User, user_id)
        token = start_session(user, held_by(user_id, clock.today()))
        for jar, campaign in ((ward.cookies, ward.campaign_id), (ward.roomy_cookies, ward.roomy_id)):
            jar[user_id] = "gocua=" + sign(
                {"_user_id": token, "_fresh": True, "csrf_token": raw, "campaign": campaign, "_permanent": True}
            )


def floor_tables(shift_ids: list[int]) -> None:
    """The two tables of the bare page's own sign-ups."""
    db.session.execute(text("CREATE TABLE floor_shifts (id INTEGER PRIMARY KEY, seats INTEGER NOT NULL)"))
    db.session.execute(text("CREATE TABLE floor_seats (shift_id INTEGER NOT NULL, user_id INTEGER NOT NULL)"))
    db.session.execute(text("CREATE INDEX ix_floor_seats ON floor_seats (shift_id)"))
    rows = [{"i": shift, "n": RUSH_SEATS} for shift in shift_ids]
    db.session.execute(text("INSERT INTO floor_shifts (id, seats) VALUES (:i, :n)"), rows)
    db.session.commit()
