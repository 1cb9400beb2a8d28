"""The chair's screen: who is there, how far the ballot is, what stands between here and the result."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.rules import BOARD_WORDS
from app.core.clock import now
from app.core.db import db
from app.core.forms import read_id
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.council import actions
from app.council.forms import DiscussionForm, ReasonForm, ReferenceForm
from app.council.queries.candidates import addable
from app.council.queries.live import Live
from app.council.rules.answers import CouncilAnswer
from app.council.rules.ballots import may_close_ballot, may_count, may_open_ballot
from app.council.rules.ending import may_fail
from app.council.rules.meeting import may_open
from app.council.rules.settings import LIST
from app.posting.rules import PostingAnswer, may_go_on

from . import bp
from .cards import objections, progress, questions, recusals
from .counts import results
from .session import verb
from .shared import STATE_WORDS, live_or_404, nothing_new, reach, roll


def may_call(live: Live) -> bool:
    return current_user.may(Permission.COUNCIL_CALL, live.session.ward_id)


@bp.get("/council/<id:meeting_id>/chair")
@needs(Permission.COUNCIL_READ)
def desk(meeting_id):
    if nothing_new(meeting_id):
        return "", 204
    return show(live_or_404(meeting_id))


def beyond(live: Live) -> list:
    """Whom the chair may still put on the agenda."""
    return [one for one in addable(live.session.round_id) if one.nomination_id not in live.nominated]


def writers(live: Live) -> list:
    """Whose opinion on paper can be entered: who is not here and was not in this ballot."""
    if not live.settings.absent_by_writing or live.settings.secret:
        return []
    return [row for row in live.members if row.word != "present" and row.id not in live.attended]


def _waits(live: Live) -> str:
    """Why the session waits for the posting of the list, "" where it does not."""
    answer, facts = may_go_on(live.posting, now())
    return "" if answer is PostingAnswer.YES else say(answer, **facts)


def show(live: Live, refused=(), status: int = 200, **forms):
    me, meeting = live.member(current_user.id), live.meeting
    if not may_call(live) and not meeting.staffed_by(current_user.id):
        abort(403)
    running, chair = live.session.state == "open", meeting.chaired_by(current_user.id)

    def why(answer):
        return "" if answer is CouncilAnswer.YES else say(answer, **meeting.facts, count=meeting.questions)

    me_id, equal = current_user.id, {board: one for board, one in live.outcomes.items() if one.equal}
    can_add = running and chair and live.ballot is None and not request.htmx.partial
    more = beyond(live) if can_add else []
    return page(
        "council/desk.html",
        parts=("desk",),
        live=live,
        session=live.session,
        meeting=meeting,
        state=STATE_WORDS[live.session.state],
        me=me,
        chair=chair,
        staff=meeting.staffed_by(current_user.id),
        may_call=may_call(live),
        roll=roll(live),
        progress=progress(live),
        questions=questions(live, current_user.id) if running else [],
        recusals=recusals(live),
        results=results(live),
        board_words=BOARD_WORDS,
        equal=equal if running else {},
        run_off_why={board: _waits(live) or _run_off_why(live, one, why) for board, one in equal.items()},
        alone_why=_waits(live) or why(may_open_ballot(meeting, me_id, len(live.fallen_together))),
        count_why=_count_why(live, why) if running and chair and live.ballot else "",
        add_why=_add_why(live, more),
        open_why=_waits(live) or why(may_open(meeting, current_user.id)),
        stands=live.posting,
        now=now(),
        ballot_why=(_waits(live) or why(may_open_ballot(meeting, me_id, len(live.unvoted)))) if running else "",
        fail_why=why(may_fail(meeting, current_user.id, may_call(live))),
        obstacles=[say(answer, **facts) for answer, facts in actions.hindrances(live)] if running else [],
        addable=more,
        writers=writers(live) if running and live.ballot else [],
        objections=objections(live) if running and live.ballot else [],
        names={row.CouncilItem.id: row.called for row in live.items},
        by_list=live.settings.vote_by == LIST,
        refused=refused,
        reason=forms.get("reason") or ReasonForm(),
        discussion=forms.get("discussion") or DiscussionForm(text=live.session.discussion),
        reference=forms.get("reference") or ReferenceForm(),
        status=status,
    )


def _run_off_why(live: Live, result, why) -> str:
    if set(result.equal) & live.paused:
        return say(CouncilAnswer.RUN_OFF_PAUSED)
    return why(may_open_ballot(live.meeting, current_user.id, len(result.equal)))


def _count_why(live: Live, why) -> str:
    """Why the open ballot can't be closed and counted now."""
    about = [item for line in live.open_lines for item in live.about(line)]
    return why(may_close_ballot(live.meeting, current_user.id, about)) or why(
        may_count(live.meeting, [(live.about(line), set(live.cast.get(line.id, ()))) for line in live.open_lines])
    )


def _add_why(live: Live, more: list) -> str:
    """Why nobody can be put on the agenda now."""
    if live.ballot is not None:
        return say(CouncilAnswer.BALLOT_OPEN)
    if any(line.run_off for line in live.lines):
        return say(CouncilAnswer.RUN_OFF_HELD)
    return "" if more else _("Everybody in this round who could be added is on the agenda.")


def _back(meeting_id: int, message: str, anchor: str | None = None):
    return done(message, url_for("council.desk", meeting_id=meeting_id, _anchor=anchor))


@bp.post("/council/<id:meeting_id>/opening")
@needs(Permission.COUNCIL_VOTE)
def opening(meeting_id):
    live = verb(actions.open_session, meeting_id)
    if live.held_back:
        return _back(meeting_id, _("The session is open. Dissolved, so not voted on: %(n)s.", n=live.held_back))
    return _back(meeting_id, _("The session is open."))


@bp.post("/council/<id:meeting_id>/ballots")
@needs(Permission.COUNCIL_VOTE)
def ballots(meeting_id):
    """``board`` for a run-off between those who are equal there, ``alone`` to vote one by one on a list that did not
    pass as a whole; without both a vote on all who were not voted on."""
    board = request.form.get("board")
    if board:
        verb(actions.open_run_off, meeting_id, board)
    elif request.form.get("alone"):
        verb(actions.open_one_by_one, meeting_id)
    else:
        verb(actions.open_ballot, meeting_id)
    return _back(meeting_id, _("The ballot is open. The members see it on their phones."))


@bp.post("/council/<id:meeting_id>/count")
@needs(Permission.COUNCIL_VOTE)
def count(meeting_id):
    verb(actions.close_ballot, meeting_id)
    return _back(meeting_id, _("The ballot is closed and counted."))


@bp.post("/council/<id:meeting_id>/candidates")
@needs(Permission.COUNCIL_VOTE)
def candidates(meeting_id):
    form = ReasonForm()
    if not form.validate():
        return show(live_or_404(meeting_id), reason=form, status=422)
    verb(actions.add_item, meeting_id, read_id(request.form.get("nomination")), form.reason.data)
    return _back(meeting_id, _("The candidate is on the agenda."))


@bp.post("/council/<id:meeting_id>/departures")
@needs(Permission.COUNCIL_VOTE)
def departures(meeting_id):
    form = ReasonForm()
    if not form.validate():
        return show(live_or_404(meeting_id), reason=form, status=422)
    item_id = read_id(request.form.get("item"))
    verb(actions.explain, meeting_id, item_id, form.reason.data, others="others" in request.form)
    return _back(meeting_id, _("The reason is recorded in the minutes."), f"item-{item_id}")


@bp.post("/council/<id:meeting_id>/opinions")
@needs(Permission.COUNCIL_VOTE)
def opinions(meeting_id):
    """What an absent member wrote on paper."""
    form = ReferenceForm()
    if not form.validate():
        return show(live_or_404(meeting_id), reference=form, status=422)
    choices = {read_id(name[5:]): value for name, value in request.form.items() if name.startswith("line-") and value}
    member_id = read_id(request.form.get("member"))
    try:
        verb(actions.enter_written, meeting_id, member_id, choices, form.reference.data, form.dated.data)
    except Refused as refused:
        db.session.rollback()
        form.reference.errors = [say(refused.reason, **refused.facts)]
        return show(live_or_404(meeting_id), reference=form, status=409)
    return _back(meeting_id, _("The opinion is entered."))


@bp.post("/council/<id:meeting_id>/discussion")
@needs(Permission.COUNCIL_VOTE)
def discussion(meeting_id):
    form = DiscussionForm()
    if not form.validate():
        return show(live_or_404(meeting_id), discussion=form, status=422)
    verb(actions.write_discussion, meeting_id, form.text.data)
    return _back(meeting_id, _("Saved."))


@bp.post("/council/<id:meeting_id>/duties")
@needs(Permission.COUNCIL_VOTE)
def duties(meeting_id):
    duty = request.form.get("duty")
    if duty not in ("chair", "secretary"):
        abort(400)
    callers = reach(Permission.COUNCIL_CALL)
    verb(actions.pass_duty, meeting_id, duty, read_id(request.form.get("member")), callers=callers)
    return done(_("Handed over."), url_for("council.meeting", meeting_id=meeting_id))


@bp.post("/council/<id:meeting_id>/closing")
@needs(Permission.COUNCIL_VOTE)
def closing(meeting_id):
    try:
        verb(actions.close_session, meeting_id)
    except actions.NotYet as refused:
        db.session.rollback()
        said = [say(reason, **facts) for reason, facts in refused.obstacles]
        return show(live_or_404(meeting_id), refused=said, status=409)
    return done(_("The session is closed with its result."), url_for("council.minutes", meeting_id=meeting_id))


@bp.post("/council/<id:meeting_id>/failure")
@needs(Permission.COUNCIL_VOTE)
def failure(meeting_id):
    ended = verb(actions.give_up, meeting_id, callers=reach(Permission.COUNCIL_CALL))
    to = url_for("council.council", campaign=ended.head.slug)
    return done(_("The session ended without a quorum. Another one can be called."), to)
