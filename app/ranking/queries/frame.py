"""What stands around the logs of a ranking, read in one statement."""

import json
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Date, String, cast, func, literal, null, select, union_all

from app.audit.models import Head
from app.campaigns.models import Kind
from app.core.db import Instant, db
from app.people.models import User
from app.places.models import Team
from app.ranking.models import SchemeDraft, SchemeVersion
from app.ranking.queries.freezing import Freezing, freezing_rows, frozen_in
from app.ranking.rules import Scheme


class KindName(NamedTuple):
    vi: str
    en: str


class Draft(NamedTuple):
    """The next scheme as it is being written; `based_on` is the version that counted when it was begun."""

    revision: int
    based_on: int
    scheme: Scheme
    # Once the leader was asked to agree: why, by whom (a name) and when.
    reason: str
    asked_by: str
    asked_at: datetime | None


class Frame:
    """The ward's teams, the campaign's kinds, its newest scheme, when its ranking is frozen and what counts since,
    and how far the trail is, in one statement.

    With ``draft`` also the next scheme as it is being written: its document and revision, or None. With ``until`` the
    scheme is the one that counted just before that instant.
    """

    def __init__(self, campaign_id: int, ward_id: int, draft: bool = False, until: datetime | None = None):
        self.teams, self.codes, self.kinds, self.heads = {}, {}, {}, []
        self.scheme_id, self.scheme, self.draft = None, None, None
        moment, found = None, {}
        for row in db.session.execute(_frame(campaign_id, ward_id, draft, until)):
            if row.what == "team":
                self.teams[row.id] = row
            elif row.what == "kind":
                self.codes[row.id] = row.a
                self.kinds[row.a] = KindName(row.b, row.c)
            elif row.what == "head":
                self.heads.append((row.id, row.a))
            elif row.what == "draft":
                self.draft = Draft(row.id, row.position, Scheme.from_json(json.loads(row.a)), row.b, row.c, row.at)
            elif row.what == "scheme":
                self.scheme_id, self.scheme = row.id, Scheme.from_json(json.loads(row.a))
            elif row.what == "moment":
                moment = row.at
            else:
                found[row.what] = row
        self.freezing = Freezing(moment, frozen_in(found["freeze"], found["copy"]) if found else None)

    def knows(self, logs: list) -> bool:
        """Whether every team and kind of these logs was there when the frame was read."""
        if not {row.team_id for row in logs} <= {None, *self.teams}:
            return False
        return all(kind_id in self.codes for row in logs for kind_id in row.counts)


def _frame(campaign_id: int, ward_id: int, draft: bool, until: datetime | None):
    nothing, no_day, no_time = literal("", String), cast(null(), Date), cast(null(), Instant)
    teams = select(
        literal("team", String).label("what"),
        Team.id.label("id"),
        Team.name.label("a"),
        Team.sort_key.label("b"),
        nothing.label("c"),
        Team.dissolved_on.label("day"),
        literal(0).label("position"),
        no_time.label("at"),
    ).where(Team.ward_id == ward_id)
    kinds = select(
        literal("kind", String), Kind.id, Kind.code, Kind.vi, Kind.en, no_day, Kind.position, no_time
    ).where(Kind.campaign_id == campaign_id)
    newest = select(func.max(SchemeVersion.version)).where(SchemeVersion.campaign_id == campaign_id)
    if until is not None:
        newest = newest.where(SchemeVersion.made_at < until)
    scheme = select(
        literal("scheme", String),
        SchemeVersion.id,
        SchemeVersion.document,
        nothing,
        nothing,
        no_day,
        literal(0),
        no_time,
    ).where(SchemeVersion.campaign_id == campaign_id, SchemeVersion.version == newest.scalar_subquery())
    heads = select(
        literal("head", String), Head.chain, Head.hash, nothing, nothing, no_day, literal(0), no_time
    ).where(Head.chain.in_((ward_id, 0)))
    found = [teams, kinds, scheme, heads, *freezing_rows(campaign_id, nothing, no_day)]
    if draft:
        asker = select(User.name).where(User.id == SchemeDraft.asked_by)
        found.append(
            select(
                literal("draft", String),
                SchemeDraft.revision,
                SchemeDraft.document,
                SchemeDraft.reason,
                func.coalesce(asker.scalar_subquery(), ""),
                no_day,
                SchemeDraft.based_on,
                SchemeDraft.asked_at,
            ).where(SchemeDraft.campaign_id == campaign_id)
        )
    return union_all(*found).order_by("position", "id")
