"""The award round of the campaign: opening it, its two lists, locking them."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.actions import NotYet, choose_all_above, lock_list, open_round, set_quota
from app.awards.forms import QuotaForm, RestForm
from app.awards.queries import (
    boards_of,
    composition_columns,
    elsewhere_in,
    people_and_teams,
    quotas_of,
    round_in,
    rounds_elsewhere,
    shares_in,
)
from app.awards.rules import (
    BOARD_WORDS,
    BOARDS,
    CHOSEN,
    AwardAnswer,
    bars_of,
    beyond_shares,
    elsewhere_of,
    may_choose_all,
    obstacles,
)
from app.awards.views import bp
from app.awards.views.rows import FILTERS, listed
from app.campaigns.here import Here, here_for
from app.core.clock import LOCAL, today
from app.core.db import db
from app.core.forms import read_id
from app.core.policy import Permission, needs
from app.core.web import done, page
from app.core.words import plain_day, say
from app.ranking.queries import copies_of, copy_of


def asked_board() -> str:
    board = request.args.get("board", BOARDS[0])
    return board if board in BOARDS else abort(404)


def may_open(place: Here) -> bool:
    """Leaders who choose, and administrators who set the campaign up."""
    return current_user.may(Permission.AWARD_OPEN, place.ward_id)


@bp.get("/awards")
@needs(Permission.AWARD_READ)
def awards():
    return show(here_for(Permission.AWARD_READ))


def show(place: Here, form: QuotaForm | None = None, refused=(), status: int = 200, resting=None):
    """The page of the round, or what to do where there is none."""
    found = round_in(place.campaign_id, with_steps=True)
    if found is None:
        return _unopened(place, form, status)
    which, shown = asked_board(), request.args.get("show", "")
    if shown not in FILTERS:
        abort(404)
    boards = boards_of(found, composition_columns(found.starts_on, found.ends_on))
    elsewhere = elsewhere_of(
        boards.rows.values(), elsewhere_in(place.ward_id, place.campaign_id, found.starts_on, found.ends_on)
    )
    table, shares = boards.tables[which], shares_in(found.scheme)
    people, teams = boards.tables["individuals"], boards.tables["collectives"]
    beyond = [say(reason, **facts) for reason, facts in beyond_shares(shares, people, teams)]
    may_choose = found.locked_at is None and current_user.may(Permission.AWARD_CHOOSE, place.ward_id)
    return page(
        "awards/round.html",
        round=found,
        early=found.opened_at.astimezone(LOCAL).date() <= found.ends_on,
        locked_on=found.locked_at and plain_day(found.locked_at.astimezone(LOCAL).date()),
        which=which,
        boards={board: BOARD_WORDS[board] for board in BOARDS},
        shown=shown,
        filters=FILTERS,
        table=table,
        tables=boards.tables,
        rows=listed(table, boards.rows, shown, elsewhere),
        bars=_bars(boards, found.ends_on.year),
        may_propose=current_user.may(Permission.NOMINATION_PROPOSE, place.ward_id),
        choose_why=_choose_why(table),
        twice=sum(one.open and one.candidate.elsewhere for one in table.lines),
        sees_holds=current_user.may(Permission.HOLD_PLACE, place.ward_id),
        may_choose=may_choose,
        may_set=found.locked_at is None and may_open(place),
        hindrances=[
            f"{_(BOARD_WORDS[board])}: {say(reason, **facts)}"
            for board, one in boards.tables.items()
            for reason, facts in obstacles(one)
        ]
        + (beyond if shares.binding else []),
        warnings=[] if shares.binding else beyond,
        form=form or QuotaForm(data=quotas_of(found)),
        refused=refused,
        resting=resting or RestForm(formdata=None),
        status=status,
    )


def _choose_why(table) -> str:
    """Why those who wait above the line can't be chosen in one act."""
    answer = may_choose_all(table)
    return "" if answer is AwardAnswer.YES else say(answer, waiting=len(table.waiting), free=table.free)


def _bars(boards, year: int):
    """What the chosen are made of."""
    chosen = [
        boards.rows[one.candidate.subject_id]
        for table in boards.tables.values()
        for one in table.lines
        if one.verdict == CHOSEN
    ]
    return bars_of(*people_and_teams(chosen), year)


def _unopened(place: Here, form, status):
    quotas = {"individuals": place.quota_individuals, "collectives": place.quota_collectives}
    return page(
        "awards/unopened.html",
        copies=copies_of(place.campaign_id),
        others=rounds_elsewhere(place.ward_id, place.campaign_id),
        form=form or QuotaForm(data=quotas),
        may_open=may_open(place),
        may_publish=current_user.may(Permission.RANKING_PUBLISH, place.ward_id),
        status=status,
    )


@bp.post("/awards/rounds")
@needs(Permission.AWARD_READ)
def open_awards():
    place = here_for(Permission.AWARD_READ)
    if not may_open(place):
        abort(403)
    form = QuotaForm()
    if not form.validate():
        return show(place, form, status=422)
    asked = request.form.get("ranking")
    ranking = (copy_of(place.campaign_id, read_id(asked)) or abort(404)) if asked else None
    if today() <= place.ends_on and request.form.get("early") != "1":
        # What is a question is answered like one: nothing is written, and all that was filled in is carried along.
        sent = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
        left = (place.ends_on - today()).days + 1
        return page("awards/early.html", place=place, sent=sent, left=left, status=409)
    open_round(place.campaign, ranking, form.quotas, current_user.id)
    return done(_("The award round is open."), url_for("awards.awards"))


@bp.post("/awards/quota")
@needs(Permission.AWARD_READ)
def quota():
    place = here_for(Permission.AWARD_READ)
    if not may_open(place):
        abort(403)
    form = QuotaForm()
    if not form.validate():
        return show(place, form, status=422)
    set_quota(place.campaign_id, form.quotas, current_user.id)
    return done(_("The places are changed, and the line with them."), url_for("awards.awards", board=asked_board()))


@bp.post("/awards/choices")
@needs(Permission.AWARD_CHOOSE)
def choose_above():
    place, which = here_for(Permission.AWARD_CHOOSE), asked_board()
    count = choose_all_above(place.campaign_id, which, current_user.id)
    return done(_("%(n)s chosen.", n=count), url_for("awards.awards", board=which))


@bp.post("/awards/lock")
@needs(Permission.AWARD_CHOOSE)
def lock():
    place = here_for(Permission.AWARD_CHOOSE)
    try:
        lock_list(place.campaign_id, current_user.id)
    except NotYet as refused:
        db.session.rollback()
        return show(place, refused=[say(reason, **facts) for reason, facts in refused.obstacles], status=409)
    return done(_("The list is locked. The next step is at the top of this page."), url_for("awards.awards"))
