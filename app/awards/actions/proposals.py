"""Proposing candidates, and taking a proposal back."""

from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from app.awards.actions.namesakes import hold_as_namesake
from app.awards.actions.rounds import open_round_of
from app.awards.events import CandidateProposed, ProposalWithdrawn
from app.awards.models import Nomination, Proposal, Round
from app.awards.queries.alike import alike
from app.awards.queries.naming import name_now, unit_now
from app.awards.rules import (
    INDIVIDUAL,
    Alike,
    AwardAnswer,
    Known,
    asked_about,
    match,
    may_propose,
    may_withdraw,
    somebody_else,
)
from app.core.clock import now, today
from app.core.db import action, db, take
from app.core.events import announce
from app.core.reasons import Refused
from app.people.models import Grant
from app.places.models import Team


class Who(NamedTuple):
    """Somebody to be proposed, as they were written down; of who is known here, the id as well."""

    subject: str
    name: str
    unit: str = ""
    user_id: int | None = None
    team_id: int | None = None


class WhoIsMeant(Refused):
    """``alike``: the known ones that a typed name could mean; nothing was written."""

    def __init__(self, alike: list[Alike]):
        super().__init__(AwardAnswer.ALIKE)
        self.alike = alike


@action
def propose(
    campaign_id: int, nomination_id: int, criterion: str, grounds: str, by: int, team_id: int | None = None
) -> Nomination | None:
    """Propose somebody who is a candidate already; `team_id` is the team in whose name. None: no such candidate."""
    found = open_round_of(campaign_id)
    candidate = db.session.scalar(
        select(Nomination).where(Nomination.id == nomination_id, Nomination.round_id == found.id)
    )
    if candidate is None:
        return None
    _propose(found, candidate, criterion, grounds, by, team_id)
    return candidate


@action
def propose_new(
    campaign_id: int, who: Who, criterion: str, grounds: str, by: int, team_id: int | None = None, meant: str = ""
) -> Nomination:
    """Propose somebody by name: who is a candidate already is found, anybody else becomes one, without a place.

    Raises WhoIsMeant where a typed name is almost that of somebody known, or is that of somebody on hold, until
    ``meant`` says who: the key of one of them, or that it is somebody else (``rules.somebody_else``). Somebody else
    with the name of who is on hold is on hold as well.
    """
    found = open_round_of(campaign_id)
    candidate, on_hold = _known(found, who), False
    if candidate is None and not (who.user_id or who.team_id):
        near = alike(found, who.subject, who.name)
        asked = asked_about(near, who.name)
        one = next((one for one in asked if one.key == meant), None)
        if asked and one is None and meant != somebody_else(who.name):
            raise WhoIsMeant(asked)
        on_hold = one is None and any(one.on_hold for one in near)
        if one is not None:
            candidate, who = _as_known(one, who)
    if candidate is None:
        may = may_propose(who.subject, criterion)
        if may is not AwardAnswer.YES:
            raise Refused(may)
        candidate = Nomination(ward_id=found.ward_id, round_id=found.id, **who._asdict(), added_at=now(), added_by=by)
        db.session.add(candidate)
        db.session.flush()
        if on_hold:
            announce(hold_as_namesake(found.ward_id, candidate.id, by))
    _propose(found, candidate, criterion, grounds, by, team_id)
    return candidate


def _as_known(one: Alike, who: Who) -> tuple[Nomination | None, Who]:
    """The candidate that is meant, or who is known without being one."""
    kind, number = one.key[0], int(one.key[1:])
    if kind == "c":
        return db.session.get(Nomination, number), who
    known = {"user_id": number} if kind == "u" else {"team_id": number}
    return None, who._replace(name=one.name, unit=one.unit or who.unit, **known)


def _known(found: Round, who: Who) -> Nomination | None:
    there = Nomination.round_id == found.id
    if who.user_id or who.team_id:
        key = Nomination.user_id == who.user_id if who.subject == INDIVIDUAL else Nomination.team_id == who.team_id
        return db.session.scalar(select(Nomination).where(there, key))
    columns = (Nomination.id, Nomination.subject, name_now(), unit_now())
    rows = db.session.execute(select(*columns).where(there, Nomination.subject == who.subject))
    same = match([Known(*row) for row in rows], who.subject, who.name, who.unit)
    if len(same) > 1:
        raise Refused(AwardAnswer.SEVERAL)
    return db.session.get(Nomination, same[0]) if same else None


def _propose(found: Round, candidate: Nomination, criterion: str, grounds: str, by: int, team_id: int | None) -> None:
    own = select(Proposal.id).where(
        Proposal.nomination_id == candidate.id, Proposal.by == by, Proposal.withdrawn_at.is_(None)
    )
    ended = select(Team.dissolved_on).where(Team.id == candidate.team_id).scalar_subquery()
    member = select(Grant.id).where(
        Grant.user_id == candidate.user_id,
        Grant.team_id == team_id,
        Grant.starts_on <= today(),
        or_(Grant.ends_on.is_(None), Grant.ends_on > today()),
    )
    mine, dissolved_on, belongs = db.session.execute(select(own.exists(), ended, member.exists())).one()
    answer = may_propose(
        candidate.subject,
        criterion,
        mine,
        dissolved=dissolved_on is not None and dissolved_on <= today(),
        outside=team_id is not None and candidate.team_id != team_id and not belongs,
    )
    if answer is not AwardAnswer.YES:
        raise Refused(answer)
    proposal = Proposal(
        ward_id=found.ward_id,
        nomination_id=candidate.id,
        team_id=team_id,
        criterion=criterion,
        grounds=grounds,
        by=by,
        at=now(),
    )
    db.session.add(proposal)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused(AwardAnswer.PROPOSED_ALREADY) from error
    announce(
        CandidateProposed(
            ward_id=found.ward_id,
            subject_id=proposal.id,
            by=by,
            after={"nomination": candidate.id, "criterion": criterion, "team": team_id},
        )
    )


@action
def withdraw(campaign_id: int, proposal_id: int, by: int, teams: frozenset[int] = frozenset()) -> Proposal | None:
    """Take a proposal back; `teams` are those that this person leads. None: no such proposal here."""
    found = open_round_of(campaign_id)
    proposal = take(Proposal, proposal_id)
    if proposal is None or db.session.get(Nomination, proposal.nomination_id).round_id != found.id:
        return None
    answer = may_withdraw(proposal.withdrawn_at is not None, proposal.by == by or proposal.team_id in teams)
    if answer is not AwardAnswer.YES:
        raise Refused(answer)
    proposal.withdrawn_at, proposal.withdrawn_by = now(), by
    db.session.flush()
    announce(
        ProposalWithdrawn(
            ward_id=found.ward_id, subject_id=proposal.id, by=by, before={"nomination": proposal.nomination_id}
        )
    )
    return proposal
