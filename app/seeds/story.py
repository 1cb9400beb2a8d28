"""What a story of the demo remembers while it is told: who is who, who is busy, who has which seat."""

import random
from datetime import datetime, time, timedelta

from sqlalchemy import select

from app.campaigns.models import Campaign, Kind
from app.campaigns.queries import kinds_of
from app.contributions.rules import NewLog
from app.core import clock
from app.core.db import db
from app.core.policy import Reach
from app.people.models import User
from app.people.queries import roster
from app.shifts.models import Shift
from app.signups.actions import sign_up

EVERYWHERE = Reach(everywhere=True)
# So many of the roster mind the lines, and nothing else.
ON_CALL = 40

# Days from today on, then the slot: the shifts at places, by point.
Plan = dict[int, dict[str, list[Shift]]]


def moment(day, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), clock.LOCAL)


class Story:
    """What is told once, with the same dice each time."""

    def __init__(self, campaign: Campaign, secretary: User, lan: User, leader: User):
        self.dice = random.Random(20)  # noqa: S311 (a story, not a secret)
        self.campaign, self.secretary, self.lan, self.leader = campaign, secretary, lan, leader
        self.now, self.today = clock.now(), clock.today()
        self.team_of = {}
        for row in roster(campaign.ward_id, self.today):
            if row.user_id != secretary.id:
                self.team_of.setdefault(row.user_id, row.team_id)
        self.kinds: dict[str, Kind] = {kind.code: kind for kind in kinds_of(campaign.id)}
        self.busy: set[tuple] = set()
        self.seats: dict[int, list[int]] = {}
        # A third of a roster does most of the work.
        people = sorted(user for user in self.team_of if user not in (lan.id, leader.id))
        self.dice.shuffle(people)
        self.keen, self.others, self.on_call = people[:60], people[60:-ON_CALL], people[-ON_CALL:]

    def shifts(self) -> list[Shift]:
        return list(
            db.session.scalars(
                select(Shift).where(Shift.campaign_id == self.campaign.id).order_by(Shift.starts_at, Shift.point_id)
            )
        )

    def plan(self) -> Plan:
        """The shifts at places."""
        found: Plan = {}
        for shift in self.shifts():
            if shift.kind == "point":
                day = found.setdefault((shift.day - self.today).days, {})
                day.setdefault(shift.slot, []).append(shift)
        return found

    def emptiest(self, shifts: list[Shift]) -> Shift:
        """Where the fewest seats are taken."""
        return min(shifts, key=lambda shift: len(self.seats.get(shift.id, ())))

    def ago(self, **length) -> datetime:
        """So long before now."""
        return self.now - timedelta(**length)

    def evening(self, hour: int, minute: int = 0) -> datetime:
        """A time of day of yesterday: the latest evening that is over at any hour."""
        return moment(self.today - timedelta(days=1), hour, minute)

    def pick(self, count: int, slot: tuple) -> list[int]:
        """So many people who are free in this slot of this day."""
        out = []
        while len(out) < count:
            user = self.dice.choice(self.keen if self.dice.random() < 0.75 else self.others)
            if (user, slot) not in self.busy and user not in out:
                out.append(user)
        self.busy.update((user, slot) for user in out)
        return out

    def take(self, user_id: int, shift: Shift, wait: bool = False) -> None:
        sign_up(user_id, shift.id, wait=wait)
        self.busy.add((user_id, (shift.day, shift.slot)))
        if not wait:
            self.seats.setdefault(shift.id, []).append(user_id)

    def work(self, user_id: int | None, shift: Shift, team_id: int | None = None, note: str = "") -> NewLog:
        """A believable record of a shift."""
        dice, minutes = self.dice, int((shift.ends_at - shift.starts_at).total_seconds() // 60)
        turns = dice.randrange(1, 9)
        elderly = min(turns, dice.randrange(0, 4))
        disabled = 1 if turns - elderly > 1 and dice.random() < 0.1 else 0
        poor = 1 if turns - elderly > 2 and dice.random() < 0.15 else 0
        counts = {
            "support_turn": turns,
            "vneid_level2": dice.randrange(0, 6),
            "local_app": dice.randrange(0, 4),
            "etax_mobile": dice.randrange(0, 6),
            "online_dossier": dice.randrange(0, 3),
            "payment_account": dice.choice((0, 0, 1)),
            "digital_signature": dice.choice((0, 0, 0, 1)),
            "household_visit": dice.choice((0, 0, 1, 2)),
        }
        return NewLog(
            campaign_id=self.campaign.id,
            ward_id=self.campaign.ward_id,
            user_id=user_id,
            team_id=team_id or self.team_of[user_id],
            filed_by=user_id or self.leader.id,
            client_ref=f"demo-{shift.id}-{user_id or 'team'}",
            shift_id=shift.id,
            point_id=shift.point_id,
            slot=shift.slot,
            day=shift.day,
            minutes=minutes,
            groups={"elderly": elderly, "disabled": disabled, "poor_household": poor},
            counts={self.kinds[code].id: n for code, n in counts.items() if n},
            note=note,
        )
