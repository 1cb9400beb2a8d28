"""An award round itself: opened, its places, its list locked. Every verb of it takes the round's row lock first, so
that two leaders act one after the other."""

from datetime import datetime

from sqlalchemy import case, insert, literal, null, select
from sqlalchemy.exc import IntegrityError

from app.awards.events import ListLocked, QuotaSet, RoundOpened
from app.awards.models import Nomination, Round
from app.awards.queries import boards_of, quotas_of, shares_of
from app.awards.rules import CHOSEN, COLLECTIVE, INDIVIDUAL, AwardAnswer, beyond_shares, may_open_on, obstacles
from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.reasons import Reason, Refused
from app.ranking.actions import publish
from app.ranking.models import Ranking, Standing
from app.ranking.queries import counting_copy


@action
def open_round(campaign: Campaign, ranking: Ranking | None, quotas: dict[str, int], by: int | None) -> Round:
    """Begin choosing on a published ranking; without one, on the frozen one or, before a freeze, on today's, which is
    published first (of the campaign only its id is asked).

    `quotas` are the places of the boards "individuals", "collectives" and, where it has any, "households". Everybody
    who stands in the ranking is a candidate. Refused where there is a round already, and on any other copy than the
    frozen one, once there is one.
    """
    if ranking is not None and ranking.campaign_id != campaign.id:
        raise Refused(AwardAnswer.OTHER_CAMPAIGN)
    if ranking is None:
        ranking = publish(campaign, by)
    else:
        counting = counting_copy(campaign.id)
        answer = may_open_on(ranking.id, counting.id if counting else None)
        if answer is not AwardAnswer.YES:
            raise Refused(answer)
    opened = Round(
        ward_id=ranking.ward_id,
        campaign_id=campaign.id,
        ranking_id=ranking.id,
        quota_collectives=quotas["collectives"],
        quota_individuals=quotas["individuals"],
        quota_households=quotas.get("households", 0),
        opened_at=now(),
        opened_by=by,
    )
    db.session.add(opened)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused(AwardAnswer.OPENED_ALREADY) from error
    nominate_the_ranked(opened, opened.opened_at, by)
    announce(
        RoundOpened(
            ward_id=ranking.ward_id,
            subject_id=opened.id,
            by=by,
            after={"ranking": ranking.id, "checksum": ranking.checksum, "quotas": quotas},
        )
    )
    return opened


def nominate_the_ranked(found: Round, at: datetime, by: int | None) -> None:
    """A nomination for every standing whose person or team has none yet, in one statement."""
    person = Standing.board == "individuals"
    same = case((person, Nomination.user_id == Standing.user_id), else_=Nomination.team_id == Standing.team_id)
    there = select(Nomination.id).where(Nomination.round_id == found.id, same)
    db.session.execute(
        insert(Nomination).from_select(
            [
                "ward_id",
                "round_id",
                "subject",
                "user_id",
                "team_id",
                "name",
                "unit",
                "standing_id",
                "added_at",
                "added_by",
            ],
            select(
                Standing.ward_id,
                literal(found.id),
                case((person, INDIVIDUAL), else_=COLLECTIVE),
                case((person, Standing.user_id)),
                case((~person, Standing.team_id)),
                Standing.name,
                case((person, Standing.team), else_=""),
                Standing.id,
                literal(at, Nomination.added_at.type),
                literal(by) if by else null(),
            )
            .where(Standing.ranking_id == found.ranking_id, ~there.exists())
            .order_by(Standing.board, Standing.position),
        )
    )


def open_round_of(campaign_id: int) -> Round:
    """The campaign's round, locked for this transaction; refused where there is none or its list is locked."""
    found = locked(Round, Round.campaign_id == campaign_id)
    if not found:
        raise Refused(AwardAnswer.NOT_OPEN)
    if found[0].locked_at is not None:
        raise Refused(AwardAnswer.LOCKED)
    return found[0]


@action
def set_quota(campaign_id: int, quotas: dict[str, int], by: int) -> Round:
    """Change the places of a round; choices stay as they are, and the line moves."""
    found = open_round_of(campaign_id)
    before = quotas_of(found)
    quotas = before | quotas
    if before == quotas:
        return found
    for board, places in quotas.items():
        setattr(found, f"quota_{board}", places)
    db.session.flush()
    announce(
        QuotaSet(
            ward_id=found.ward_id, subject_id=found.id, by=by, before={"quotas": before}, after={"quotas": quotas}
        )
    )
    return found


class NotYet(Refused):
    """The list can't be locked: `obstacles` holds every (reason, facts)."""

    def __init__(self, found: list[tuple[Reason, dict]]):
        super().__init__(found[0][0], **found[0][1])
        self.obstacles = found


@action
def lock_list(campaign_id: int, by: int) -> Round:
    """End the round: both lists stay as they are for good. Refused (NotYet) while a rule stands against it."""
    found = open_round_of(campaign_id)
    boards = boards_of(found)
    against = [one for table in boards.tables.values() for one in obstacles(table)]
    shares = shares_of(found.ranking_id)
    if shares.binding:
        against += beyond_shares(shares, boards.tables["individuals"], boards.tables["collectives"])
    if against:
        raise NotYet(against)
    found.locked_at, found.locked_by = now(), by
    db.session.flush()
    announce(
        ListLocked(
            ward_id=found.ward_id,
            subject_id=found.id,
            by=by,
            after={
                board: sorted(one.candidate.subject_id for one in table.lines if one.verdict == CHOSEN)
                for board, table in boards.tables.items()
            },
        )
    )
    return found
