"""The one set of values from which all papers of a locked round are written: a fixed number of statements."""

from dataclasses import replace

from app.awards.queries import told_of
from app.commended.queries import declined_names
from app.core.reasons import Refused
from app.council.queries import failed_minutes, minutes_of, proposed
from app.council.rules.minutes import Minutes
from app.council.rules.settings import SECRET, SIMPLE
from app.decisions.queries import granted, holding
from app.papers.queries.amendments import paid_with
from app.papers.queries.heads import head_of
from app.papers.queries.recipients import called_at, recipients_of
from app.papers.queries.sessions import genders_of, passed_over
from app.papers.queries.texts import frozen_of, local_day, rate_of, texts_of
from app.papers.rules.answers import PaperAnswer
from app.papers.rules.data import Numbered, Papers, Passed, Recipient
from app.papers.rules.frozen import Frozen, numbered
from app.posting.queries import stands_in

# Papers that rest on the decision; all others on the proposal.
BEFORE_DECISION = ("minutes", "submission", "summary", "reports")
AFTER_DECISION = ("decision", "bonus")
NUMBERED = ("decision", "submission", "minutes")


def locked_head(campaign_id: int):
    """The same of a locked round; refused where there is none."""
    head = head_of(campaign_id)
    if head is None:
        raise Refused(PaperAnswer.NO_ROUND)
    return must_be_locked(head)


def must_be_locked(head):
    if head.locked_at is None:
        raise Refused(PaperAnswer.NOT_LOCKED)
    return head


def papers_from(head, paper: str = "decision") -> Papers:
    """What a paper of a locked round (its row, ``locked_head``) says; refused where there is nobody to name. The
    minutes of a session that proposed nobody say so."""
    values = _as_signed(head, paper, _papers(head, paper))
    return paid_with(head, values) if paper == "bonus" and head.frozen else values


def _papers(head, paper: str) -> Papers:
    """With the names of now; of a decision that has its number, with those of then."""
    minutes = paper == "minutes"
    session = minutes_of(head.id, whole=True) if minutes and head.session_id else None
    frozen = frozen_of(head)
    if frozen is None:
        values, draft = _open(head, paper, session)
    else:
        values, draft = _settled(head, paper, frozen, session), False
    if not values.recipients and session is None:
        raise Refused(PaperAnswer.NOBODY)
    return replace(
        values,
        passed_over=passed_over(head, session) if minutes else (),
        declined=tuple(declined_names(head.id)) if minutes and head.unwanted else (),
        draft=draft,
    )


def _open(head, paper: str, session: Minutes | None) -> tuple[Papers, bool]:
    """As the round stands now, and whether it is a draft."""
    if session is not None:
        named, draft = tuple(one.nomination_id for one in session.proposed), False
    else:
        named, draft = whom(head, paper)
    recipients = recipients_of(head, named)
    told = told_of(head.id) if recipients else {}
    recipients = tuple(
        replace(one, told=told[one.nomination_id].text, short=told[one.nomination_id].short) for one in recipients
    )
    return _with_session(head, session, recipients), draft


def _settled(head, paper: str, frozen: Frozen, session: Minutes | None) -> Papers:
    """As the decision fixed it. Paid is whose award still holds."""
    values = numbered(frozen.of(paper, AFTER_DECISION), head)
    if paper == "bonus":
        still = set(holding(head.id))
        paid = tuple(one for one in values.recipients if one.nomination_id in still)
        values = replace(values, recipients=paid)
    secret = (session.ballot if session else head.ballot) == SECRET
    return replace(values, session=session, secret=secret, genders=genders_of(session), stands=stands_in(head))


def values_to_freeze(head) -> Frozen:
    """What the decision of a round, and what went before it, say as they are signed."""
    found = [_as_signed(head, "decision", _open(head, paper, None)[0]) for paper in ("decision", "submission")]
    return Frozen(*found)


def failed_sessions(head) -> list[Papers]:
    """The short minutes of each session of the round that ended without a result, the first one first."""
    if not head.failed:
        return []
    return [replace(_with_session(head, one), minutes=Numbered()) for one in failed_minutes(head.id)]


def _with_session(head, session: Minutes | None, recipients: tuple[Recipient, ...] = ()) -> Papers:
    return Papers(
        ward=head.ward,
        campaign=head.campaign,
        first_day=head.starts_on,
        last_day=head.ends_on,
        locked_at=head.locked_at,
        ranking_day=local_day(head.published_at),
        checksum=head.checksum,
        rate=rate_of(head),
        texts=texts_of(head, any(one.board == "households" for one in recipients)),
        decided_on=local_day(head.decided_at) if head.decided_at else None,
        decision=Numbered(head.decision_no, head.decision_day),
        submission=Numbered(head.submission_no, head.submission_day),
        minutes=Numbered(head.minutes_no, head.minutes_day),
        recipients=recipients,
        session=session,
        secret=(session.ballot if session else head.ballot) == SECRET,
        genders=genders_of(session),
        simple=is_simple(head),
        legal_ground=head.legal_ground or "",
        stands=stands_in(head),
    )


def _as_signed(head, paper: str, values: Papers) -> Papers:
    """The same of a paper that was signed before a name was corrected: it bears the names of then. What was not
    signed itself bears those of now, whatever the decision says."""
    at = getattr(head, f"{paper}_at") if paper in NUMBERED else None
    if head.frozen_at is not None:
        since, at = min(at or head.frozen_at, head.frozen_at), at or head.corrected_at
    else:
        since = at
    if since is None or head.corrected_at is None or head.corrected_at <= since:
        return values
    called = called_at(head.id, at)
    recipients = tuple(_called(one, *called[one.nomination_id]) for one in values.recipients)
    session = minutes_of(head.id, called, whole=True) if values.session is not None else None
    passed = tuple(_called(one, *called[one.nomination_id]) for one in values.passed_over)
    return replace(values, recipients=recipients, session=session, passed_over=passed)


def _called(one: Recipient | Passed, name: str, unit: str) -> Recipient | Passed:
    """A collective's unit is its ward."""
    return replace(one, name=name, unit=one.unit if one.board == "collectives" else unit)


def every_paper(head) -> dict[str, Papers]:
    """The values of all papers of a round that have somebody to name, in the order of the file: what rests on the
    proposal is read once, and so is what rests on the decision."""
    found = {}
    for keys in (BEFORE_DECISION, AFTER_DECISION):
        try:
            values = _papers(head, keys[0])
        except Refused:
            continue
        for key in keys:
            found[key] = _as_signed(
                head, key, values if key == "minutes" else replace(values, session=None, passed_over=())
            )
    if is_simple(head):
        found.pop("minutes", None)
    if "bonus" in found and head.decided_at is not None:
        # Of what the decision says, as it was read.
        still = set(holding(head.id))
        paid = tuple(one for one in found["bonus"].recipients if one.nomination_id in still)
        found["bonus"] = replace(found["bonus"], recipients=paid)
        if head.frozen:
            found["bonus"] = paid_with(head, found["bonus"])
    return {key: values for key, values in found.items() if values.recipients or values.session is not None}


def whom(head, paper: str) -> tuple[tuple[int, ...] | None, bool]:
    """Whom a paper of this kind names, and whether it is a draft. The decision: who was granted an award; the bonus:
    whose award was not revoked since; what went before: whom the council proposed, also where some were declined
    since. Nobody yet (None): the list."""
    if paper == "bonus" and head.decided_at is not None:
        return holding(head.id), False
    if paper in AFTER_DECISION and head.decided_at is not None:
        return granted(head.id), False
    named = proposed(head.id)
    return named, named is None or paper in AFTER_DECISION


def is_simple(head) -> bool:
    """Whether the round follows the simplified procedure: no council, so no minutes."""
    return head.session_id is None and head.procedure == SIMPLE
