"""A locked round of Cửa Nam with Minh and Bình equal at its line, and a council of five that meets about it."""

from datetime import datetime

import pytest

from app.awards.actions import choose_all_above, lock_list, open_round
from app.awards.models import Round
from app.core import clock
from app.core.db import db
from app.core.policy import Reach, Role
from app.core.reasons import Refused
from app.council import actions
from app.council.models import CouncilLine, CouncilMember
from app.council.queries.live import live_of
from app.council.rules.settings import Settings
from app.people.actions import add_person, grant_role
from tests.cast import GROUND, STARTS, Named
from tests.ranking.makers import adopt, campaign_of, some_logs

# The hour at which tests stand still: a session may be opened then.
MEETS = datetime(2025, 8, 14, 9, 0, tzinfo=clock.LOCAL)
DAY = MEETS.date()
PLACE = "Phòng họp số 1"


def lock_a_round(cast, individuals=2, collectives=1, households=0, before_locking=None):
    """Lan (12 points) and team 01 are chosen; Minh and Bình (9 each) are equal for the place that is left."""
    adopt(cast)
    some_logs(cast)
    quotas = {"individuals": individuals, "collectives": collectives, "households": households}
    open_round(campaign_of(cast), None, quotas, by=cast.son.id)
    for board in ("individuals", "collectives"):
        choose_all_above(cast.campaign.id, board, cast.son.id)
    if before_locking:
        before_locking()
    lock_list(cast.campaign.id, cast.son.id)
    return db.session.query(Round).filter_by(campaign_id=cast.campaign.id).one()


def without_a_session(cast, campaign_id=None):
    """The round goes without one: the clerk asks for it, the leader agrees."""
    simple = Settings(procedure="simple", legal_ground=GROUND)
    asked = actions.change_settings(campaign_id or cast.campaign.id, simple, cast.tu.id, "Không họp được")
    return actions.answer_procedure(asked.id, True, cast.son.id, Reach(wards=frozenset({cast.cua_nam.id})))


def more_people(cast, count=2):
    """Further members of the council, who are in no team."""
    out = []
    for n in range(count):
        user = add_person(f"Ủy viên Số {n + 1}", by=None, phone=f"09600000{n:02d}")
        grant_role(user, Role.COUNCIL_MEMBER, by=None, ward_id=cast.cua_nam.id, starts_on=STARTS)
        out.append(Named(user.id, user.name))
    return out


def refused(verb, *args, **more):
    with pytest.raises(Refused) as found:
        verb(*args, **more)
    return found.value.reason


def names(council, ids):
    found = {row.CouncilItem.nomination_id: row.CouncilItem.name for row in council.live.items}
    return [found[one] for one in ids]


class Council:
    """A session of five: Sơn chairs, Tú writes, Mai and two others; verbs by name and with short arguments."""

    def __init__(self, cast, settings=None, third=None, **round_):
        self.cast, self.reach = cast, Reach(wards=frozenset({cast.cua_nam.id}))
        self.round = lock_a_round(cast, **round_)
        if settings:
            actions.change_settings(cast.campaign.id, settings, by=cast.tu.id, reason="Theo quy chế của Hội đồng")
        self.others = more_people(cast)
        self.people = [cast.son, cast.tu, third or cast.mai, *self.others]
        duties = ["chair", "secretary", "member", "member", "member"]
        members = [(one.id, "Ủy viên", duty) for one, duty in zip(self.people, duties, strict=True)]
        self.id = actions.call_session(cast.campaign.id, MEETS, PLACE, members, by=cast.tu.id).id

    def do(self, verb, *args, by=None, **more):
        return getattr(actions, verb)(self.id, *args, by=(by or self.cast.son).id, reach=self.reach, **more)

    @property
    def live(self):
        db.session.expire_all()
        return live_of(self.id, self.reach)

    def member(self, person) -> int:
        return db.session.query(CouncilMember.id).filter_by(session_id=self.id, user_id=person.id).scalar()

    def come(self, *people, word="present"):
        for person in people or self.people:
            self.do("take_attendance", {self.member(person): word}, by=person)
        return self

    def opened(self):
        self.come()
        self.do("open_session")
        return self

    def balloted(self):
        self.opened()
        self.do("open_ballot")
        return self

    def without(self, *away):
        """Opened at its hour and voting, without these."""
        self.come(*(one for one in self.people if one not in away))
        self.do("open_session")
        self.do("open_ballot")
        return self

    def without_one(self):
        return self.without(self.others[0])

    def item(self, name) -> int:
        return next(row.CouncilItem.id for row in self.live.items if name in row.CouncilItem.name)

    def line(self, name) -> int:
        """The newest line about a candidate ("": about the list)."""
        item = self.item(name) if name else None
        query = db.session.query(CouncilLine.id).filter_by(session_id=self.id, item_id=item)
        return query.order_by(CouncilLine.id.desc()).first()[0]

    def vote(self, person, token="", written=False, **votes):
        """``lan="for"``: by names of the cast; ``everything="for"`` on all that is left."""
        if "everything" in votes:
            return self.do("vote_on_all", votes["everything"], by=person, token=token, written=written)
        choices = {self.line(getattr(self.cast, name).name): choice for name, choice in votes.items()}
        return self.do("vote", choices, by=person, token=token, written=written)


@pytest.fixture
def council(room, cast):
    """``council(Settings(...))``: a session that was called under these rules."""
    return lambda settings=None, **more: Council(cast, settings, **more)


@pytest.fixture
def secret(council):
    return council(Settings(ballot="secret"))


@pytest.fixture
def held(app, cast):
    """``held("balloted", Settings(...))``: a session as far as that, made outside of any request."""

    def make(state="called", settings=None, **more):
        with app.app_context():
            council = Council(cast, settings, **more)
            if state != "called":
                getattr(council, state)()
            council.member_ids = [council.member(person) for person in council.people]
            db.session.remove()
        return council

    return make
