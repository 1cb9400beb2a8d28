"""A session on its members' phones: being there, conflicts, voting. The chair's screen is another page."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.rules import BOARD_WORDS
from app.core.clock import now
from app.core.forms import read_id
from app.core.policy import Permission, needs
from app.core.web import done, page
from app.council import actions
from app.council.forms import ReasonForm
from app.council.queries.live import Live
from app.council.rules.counting import CHOICES
from app.council.rules.meeting import WORDS

from . import bp
from .cards import cards, concluded, entered, progress, questions, recusals
from .counts import results
from .shared import STATE_WORDS, key_of, live_or_404, nothing_new, reach, roll


@bp.get("/council/<id:meeting_id>")
@needs(Permission.COUNCIL_READ)
def meeting(meeting_id):
    if nothing_new(meeting_id):
        return "", 204
    return show(live_or_404(meeting_id))


def show(live: Live):
    me = live.member(current_user.id)
    written = bool(me) and not me.here and not me.waits and live.settings.absent_by_writing and asks_in_writing()
    if me and live.settings.secret and live.ballot is not None:
        key_of(live.id, make=True)
    return page(
        "council/meeting.html",
        parts=("live",),
        live=live,
        session=live.session,
        meeting=live.meeting,
        state=STATE_WORDS[live.session.state],
        me=me,
        written=written,
        was_there=bool(me) and live.ballot is not None and not me.here and me.id in live.attended,
        roll=roll(live),
        cards=cards(live, current_user.id, written) if live.ballot is not None else [],
        questions=questions(live, current_user.id) if live.session.state == "open" else [],
        concluded=concluded(live, current_user.id),
        entered=entered(live, current_user.id) if live.session.state == "open" else None,
        paused=[row.called for row in live.items if row.CouncilItem.id in live.waiting],
        recusals=recusals(live),
        progress=progress(live),
        results=results(live),
        board_words=BOARD_WORDS,
        stands=live.posting,
        now=now(),
    )


def asks_in_writing() -> bool:
    """An absent member votes on the page that says so, and what is sent from there says so too."""
    return (request.args.get("written") or request.form.get("written")) == "1"


def here_again(live: Live, **more):
    return url_for("council.meeting", meeting_id=live.id, **more)


def acted(live: Live, message: str, **more):
    """After a verb: the part as it is now, or the page again."""
    more |= {"written": 1} if asks_in_writing() else {}
    if request.htmx.partial:
        return show(live)
    return done(message, here_again(live, **more))


@bp.post("/council/<id:meeting_id>/attendance")
@needs(Permission.COUNCIL_VOTE)
def attend(meeting_id):
    word = request.form.get("word")
    if word not in WORDS:
        abort(400)
    verb(actions.take_attendance, meeting_id, {read_id(request.form.get("member")) or None: word})
    to = "council.desk" if request.form.get("from") == "desk" else "council.meeting"
    return done(_("Noted."), url_for(to, meeting_id=meeting_id))


@bp.post("/council/<id:meeting_id>/confirmations")
@needs(Permission.COUNCIL_VOTE)
def confirm(meeting_id):
    """The second person beside whoever noted that a member is present."""
    verb(actions.confirm_attendance, meeting_id, read_id(request.form.get("member")))
    return done(_("Confirmed."), url_for("council.desk", meeting_id=meeting_id))


@bp.post("/council/<id:meeting_id>/objections")
@needs(Permission.COUNCIL_VOTE)
def objection(meeting_id):
    verb(actions.object_to_opinion, meeting_id)
    return done(
        _("The opinion entered for you no longer counts. The minutes say so."),
        url_for("council.meeting", meeting_id=meeting_id),
    )


def verb(act, meeting_id, *args, **more):
    """A verb of the visitor's on this session; what is not there is a 404."""
    try:
        return act(meeting_id, *args, by=current_user.id, reach=reach(), **more)
    except LookupError:
        abort(404)


@bp.post("/council/<id:meeting_id>/votes")
@needs(Permission.COUNCIL_VOTE)
def votes(meeting_id):
    """``line-7=for`` for one or more lines, or ``all=for`` for all that is left."""
    more = {"written": asks_in_writing(), "token": key_of(meeting_id, make=True)}
    every = request.form.get("all")
    if every is not None:
        if every not in CHOICES:
            abort(400)
        return acted(verb(actions.vote_on_all, meeting_id, every, **more), _("Your votes are cast."))
    choices = {
        read_id(name[5:]): value
        for name, value in request.form.items()
        if name.startswith("line-") and value in CHOICES
    }
    live = verb(actions.vote, meeting_id, choices, **more)
    return acted(live, _("Your vote is cast."), _anchor=f"line-{next(iter(choices))}")


@bp.get("/council/<id:meeting_id>/conflicts")
@needs(Permission.COUNCIL_VOTE)
def conflicts(meeting_id):
    return _declaring(live_or_404(meeting_id))


def _declaring(live: Live, form: ReasonForm | None = None, status: int = 200):
    if live.member(current_user.id) is None:
        abort(403)
    return page("council/conflict.html", live=live, session=live.session, form=form or ReasonForm(), status=status)


@bp.post("/council/<id:meeting_id>/conflicts")
@needs(Permission.COUNCIL_VOTE)
def conflict(meeting_id):
    form = ReasonForm()
    if not form.validate():
        return _declaring(live_or_404(meeting_id), form, 422)
    item_id = read_id(request.form.get("item"))
    verb(actions.declare, meeting_id, item_id, form.reason.data, token=key_of(meeting_id))
    return done(_("Noted: you do not vote on this candidate."), url_for("council.meeting", meeting_id=meeting_id))


@bp.post("/council/<id:meeting_id>/answers")
@needs(Permission.COUNCIL_VOTE)
def answers(meeting_id):
    related = {"yes": True, "no": False}.get(request.form.get("related", ""))
    if related is None:
        abort(400)
    verb(actions.answer, meeting_id, read_id(request.form.get("question")), related)
    to = "council.desk" if request.form.get("from") == "desk" else "council.meeting"
    return done(_("Your answer is noted."), url_for(to, meeting_id=meeting_id))
