"""The ranking as it stands now."""

from io import BytesIO

from flask import abort, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import Here, here_for
from app.core.clock import now
from app.core.policy import Permission, needs
from app.core.web import go, page, part
from app.core.words import moment
from app.ranking.queries import Frame, Frozen, explained, live_for_page, standing_id_of
from app.ranking.sheets import live_book
from app.ranking.views import bp
from app.ranking.views.addends import records, steps
from app.ranking.views.rows import BOARDS, COLLECTIVES, INDIVIDUALS, board_of, live_entries, names_for
from app.ranking.words import collective_rules, individual_rules, per_unit, why_no_place

# What a page of a ranking shows: the one as it stands, the frozen one that counts, or any published copy.
LIVE, FROZEN, COPY = "live", "frozen", "copy"

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asked_board() -> str:
    board = request.args.get("board", INDIVIDUALS)
    return board if board in BOARDS else abort(404)


def asked_page() -> str:
    """What the address says of the page, as ``board_of`` reads it."""
    return request.args.get("page", "")[:9]


def quota_of(place: Here, board: str) -> int:
    return place.quota_individuals if board == INDIVIDUALS else place.quota_collectives


def frame_of(place: Here) -> Frame:
    return Frame(place.campaign_id, place.ward_id)


def _live(place: Here, frame: Frame | None = None):
    return live_for_page(place.campaign_id, place.ward_id, place.starts_on, place.ends_on, frame)


@bp.get("/ranking/live")
@needs(Permission.RANKING_NAMES)
def live_after():
    """The ranking as it stands, once another one counts; until then it is the ranking itself."""
    place = here_for(Permission.RANKING_NAMES)
    frame = frame_of(place)
    if not frame.freezing.passed:
        return go(url_for("ranking.ranking", board=asked_board()))
    return live_board(place, frame, url_for("ranking.live_after"))


def live_board(place: Here, frame: Frame, base: str):
    which, text = asked_board(), request.args.get("q", "").strip()[:100]
    live = _live(place, frame)
    if live is None:
        return page("ranking/unscored.html")
    scheme, names = live.inputs.scheme, names_for(place.ward_id, live.inputs.agreed)
    holds = _sees_holds(place)
    entries = live_entries(getattr(live.outcome, which), which)
    return page(
        "ranking/board.html",
        parts=("board",),
        which=which,
        text=text,
        board=board_of(entries, which, quota_of(place, which), scheme, names, holds, text, asked_page()),
        counts={INDIVIDUALS: len(live.outcome.individuals), COLLECTIVES: len(live.outcome.collectives)},
        quota=quota_of(place, which),
        scheme=scheme,
        rules=individual_rules(scheme) if which == INDIVIDUALS else collective_rules(scheme),
        units=per_unit(scheme, live.inputs.kinds),
        prefix=f"/ranking/{which}/",
        base=base,
        firmness=url_for("ranking.live_firmness", board=which),
        at=now(),
        kind=LIVE,
        freezing=frame.freezing,
    )


def _sees_holds(place: Here) -> bool:
    return current_user.may(Permission.HOLD_PLACE, place.ward_id)


@bp.get("/ranking/individuals/<id:user_id>")
@needs(Permission.RANKING_READ)
def individual(user_id):
    return _standing(INDIVIDUALS, user_id)


@bp.get("/ranking/collectives/<id:team_id>")
@needs(Permission.RANKING_READ)
def collective(team_id):
    return _standing(COLLECTIVES, team_id)


def _standing(which: str, subject_id: int):
    place = here_for(Permission.RANKING_READ)
    frame = frame_of(place)
    if frame.freezing.passed and not current_user.may(Permission.RANKING_NAMES, place.ward_id):
        return _frozen_standing(frame.freezing.frozen or abort(404), which, subject_id)
    live = _live(place, frame) or abort(404)
    standing = next((one for one in getattr(live.outcome, which) if one.subject_id == subject_id), None)
    if standing is None:
        abort(404)
    scheme, names = live.inputs.scheme, names_for(place.ward_id, live.inputs.agreed)
    figures, provenance = explained(live, standing)
    context = standing_context(which, figures, provenance, scheme, names, place.ward_id)
    if which == INDIVIDUALS and _sees_holds(place):
        context["hold"] = live.inputs.hold_reasons.get(subject_id, "")
        context["subject_id"] = subject_id
    after = frame.freezing.passed
    context["back"] = url_for("ranking.live_after" if after else "ranking.ranking", board=which)
    return standing_page({**context, "after": frame.freezing if after else None})


def _frozen_standing(frozen: Frozen, which: str, subject_id: int):
    """Whoever sees one ranking only is led to the same person or team in the copy that counts."""
    found = standing_id_of(frozen.id, which, subject_id) or abort(404)
    return go(url_for("ranking.copy_standing", ranking_id=frozen.id, standing_id=found))


def standing_context(which: str, figures: dict, provenance: dict, scheme, names, ward_id: int) -> dict:
    """What the opened row shows, of the live ranking or of a copy."""
    person = which == INDIVIDUALS
    count = figures["active_days"] if person else figures["members"]
    name = names.of(figures["user_id"], figures["name"], figures["team"]) if person else figures["name"]
    return {
        "which": which,
        "place": figures["rank"],
        "name": name,
        "team": figures["team"] if person else "",
        "why": why_no_place(figures["reason"], count, scheme, False) if figures["reason"] else "",
        "records": records(figures, provenance, scheme, names, ward_id),
        "steps": steps(figures, scheme),
        "hold": None,
        "after": None,
    }


def standing_page(context: dict):
    if request.htmx.partial:
        return part("ranking/standing.html", "addends", **context)
    return page("ranking/standing.html", **context)


@bp.get("/ranking.xlsx")
@needs(Permission.RANKING_NAMES)
def ranking_book():
    place = here_for(Permission.RANKING_NAMES)
    frame = frame_of(place)
    live = _live(place, frame) or abort(404)
    head = (place.campaign.name, place.ward.name)
    if frame.freezing.passed:
        head += (_("Not the ranking that counts: that was frozen on %(at)s", at=moment(frame.freezing.moment)),)
    return send_book(live_book(live, head, now()), f"xep-hang-{place.campaign.slug}.xlsx")


def send_book(book: BytesIO, name: str):
    return send_file(book, mimetype=XLSX, as_attachment=True, download_name=name, max_age=0)
