"""Changing, sending and throwing away what is not decided yet."""

from datetime import date

from sqlalchemy import case, delete, insert, select, update

from app.contributions.events import LogChanged, LogSent, LogThrownAway, LogWithdrawn
from app.contributions.models import Decision, Log, LogItem
from app.contributions.queries import Desk, desk_of
from app.contributions.rules import (
    DRAFT,
    EDITABLE,
    GROUPS,
    RETURNED,
    SENT,
    DecideAnswer,
    EditAnswer,
    NewLog,
    SubmitAnswer,
    fingerprint,
    may_change,
    may_throw_away,
    may_withdraw,
)
from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.core.reasons import Refused

from .writing import ask, ask_about, content, counted, figures, insert_for


class Differs(Refused):
    """What was sent says something else than what stands in record ``log_id``. Nothing was written."""

    def __init__(self, reason: SubmitAnswer, log_id: int):
        super().__init__(reason)
        self.log_id = log_id


@asked_again
@action
def change(
    log_id: int,
    within,
    by: int,
    *,
    day: date,
    minutes: int,
    groups: dict[str, int],
    counts: dict[int, int],
    note: str = "",
    send: bool = True,
    seen: str = "",
    take_back: bool = False,
    sure: str | None = None,
) -> tuple[Log, bool]:
    """Write a draft or a returned record anew and, with ``send``, send it (again) for approval: (the log, whether
    anything was written). Whose it is, and the shift, point and slot, stay as they are.

    ``seen`` is the fingerprint of what the person changed; where something else stands by now (it was changed in
    another window, or the same form was sent before with other figures), Differs is raised; the same form once more
    changes nothing. With ``take_back`` a record of one's own that waits is taken back first.

    ``within`` is the condition that keeps to what the person may change. Raises Refused: DecideAnswer.GONE where
    nothing lies there, EditAnswer where it waits or is decided, SubmitAnswer where the content can't be sent, a Doubt
    where it is to be asked about (``sure`` names the one that was answered; None: nobody is asked).
    """
    owner = _owner(log_id, within)
    new = _anew(owner, day=day, minutes=minutes, groups=groups, counts=counts, note=note)
    if seen and _stands(owner, new, seen, send, (*EDITABLE, SENT) if take_back else EDITABLE):
        return owner, False
    if take_back and owner.state == SENT:
        withdraw(log_id, within, by)
    desk = _open(log_id, new, within)
    ask(new, desk, finished=send)
    if send:
        ask_about(new, desk, sure)
    before = figures(_content_of(desk))
    _write(desk.log, content(new), send)
    _replace_items(desk, counts)
    if send:
        _note_sending(desk.log, by)
    kind = LogSent if send else LogChanged
    announce(kind(ward_id=new.ward_id, subject_id=log_id, by=by, before=before, after=figures(new)))
    return desk.log, True


def _stands(log: Log, new: NewLog, seen: str, sends: bool, open_states: tuple[str, ...]) -> bool:
    """Whether this very change was made before. Raises Differs where something else stands than was ``seen``, or
    where what was seen can't be changed any more."""
    there = fingerprint(standing(log, counted(log.id)))
    if there == fingerprint(new):
        return not sends or log.state not in EDITABLE
    if there != seen or log.state not in open_states:
        raise Differs(SubmitAnswer.MOVED_ON, log.id)
    return False


@asked_again
@action
def send(log_id: int, within, by: int, sure: str | None = None) -> Log:
    """Send a draft or a returned record as it stands. Raises Refused as ``change`` does."""
    log = _owner(log_id, within)
    desk = _open(log_id, _anew(log, day=log.day), within)
    as_it_stands = _content_of(desk)
    ask(as_it_stands, desk, finished=True)
    ask_about(as_it_stands, desk, sure)
    _write(desk.log, {}, send=True)
    _note_sending(desk.log, by)
    announce(LogSent(ward_id=log.ward_id, subject_id=log_id, by=by, after=figures(as_it_stands)))
    return desk.log


@action
def throw_away(log_id: int, within, by: int) -> None:
    """Take a draft out of the ledger; whatever was sent once stays. Raises Refused."""
    log = _owner(log_id, within)
    answer = may_throw_away(log.state, log.sent_at is not None)
    if answer is not EditAnswer.YES:
        raise Refused(answer)
    db.session.execute(delete(LogItem).where(LogItem.log_id == log_id))
    gone = db.session.execute(delete(Log).where(Log.id == log_id, Log.state == DRAFT))
    if not gone.rowcount:
        raise Refused(EditAnswer.NOT_A_DRAFT)
    announce(LogThrownAway(ward_id=log.ward_id, subject_id=log_id, by=by, before={"user": log.user_id}))


@action
def withdraw(log_id: int, within, by: int) -> Log:
    """Take a record back that waits: it is what it was before it was sent, a draft or a returned one. Raises Refused:
    DecideAnswer.GONE, EditAnswer where somebody has decided already or somebody else wrote it."""
    log = _owner(log_id, within)
    answer = may_withdraw(by, log.filed_by, log.state)
    if answer is not EditAnswer.YES:
        raise Refused(answer)
    returned = select(Decision.id).where(Decision.log_id == log_id, Decision.verdict == RETURNED).exists()
    state = db.session.scalar(
        update(Log)
        .where(Log.id == log_id)
        .values(state=case((returned, RETURNED), else_=DRAFT))
        .returning(Log.state)
        .execution_options(synchronize_session=False)
    )
    before, after = {"state": SENT}, {"state": state, "user": log.user_id, "team": log.team_id}
    announce(LogWithdrawn(ward_id=log.ward_id, subject_id=log_id, by=by, before=before, after=after))
    return log


def _owner(log_id: int, within) -> Log:
    """The record as this transaction's own: nobody else decides on it or changes it meanwhile."""
    query = select(Log).where(Log.id == log_id, within).with_for_update()
    log = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if log is None:
        raise Refused(DecideAnswer.GONE)
    return log


def _open(log_id: int, new: NewLog, within) -> Desk:
    desk = desk_of(log_id, new, within)
    if desk is None:
        raise Refused(DecideAnswer.GONE)
    answer = may_change(desk.log.state)
    if answer is not EditAnswer.YES:
        raise Refused(answer)
    return desk


def _anew(log: Log, **content) -> NewLog:
    """Other content for a record that stays whose it is, and where it was."""
    return NewLog(
        campaign_id=log.campaign_id,
        ward_id=log.ward_id,
        user_id=log.user_id,
        team_id=log.team_id,
        filed_by=log.filed_by,
        client_ref=log.client_ref,
        shift_id=log.shift_id,
        point_id=log.point_id,
        slot=log.slot,
        **content,
    )


def _content_of(desk: Desk) -> NewLog:
    return standing(desk.log, dict(desk.items))


def standing(log: Log, counts: dict[int, int]) -> NewLog:
    """What a record says as it stands."""
    groups = {name: getattr(log, name) for name in GROUPS}
    return _anew(log, day=log.day, minutes=log.minutes, groups=groups, counts=counts, note=log.note)


def _write(log: Log, values: dict, send: bool) -> None:
    values = {name: value for name, value in values.items() if getattr(log, name) != value}
    if send:
        values |= {"state": SENT, "sent_at": now()}
    if values:
        db.session.execute(update(Log).where(Log.id == log.id, Log.state.in_(EDITABLE)).values(values))


def _replace_items(desk: Desk, counts: dict[int, int]) -> None:
    """Only what differs is written: most corrections touch one number."""
    log, wanted = desk.log, {kind_id: n for kind_id, n in counts.items() if n}
    gone = set(desk.items) - set(wanted)
    if gone:
        db.session.execute(delete(LogItem).where(LogItem.log_id == log.id, LogItem.kind_id.in_(gone)))
    rows = [
        {"log_id": log.id, "kind_id": kind_id, "ward_id": log.ward_id, "quantity": n}
        for kind_id, n in wanted.items()
        if desk.items.get(kind_id) != n
    ]
    if rows:
        statement = insert_for(db.session)(LogItem)
        db.session.execute(
            statement.on_conflict_do_update(
                index_elements=["log_id", "kind_id"], set_={"quantity": statement.excluded.quantity}
            ),
            rows,
        )


def _note_sending(log: Log, by: int) -> None:
    db.session.execute(
        insert(Decision).values(ward_id=log.ward_id, log_id=log.id, verdict=SENT, by=by, at=now(), reason="")
    )
