"""How firm is this list? In words, as a picture and as a table."""

from typing import NamedTuple

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.campaigns.here import here_for
from app.campaigns.rules.document import MOST_QUOTA
from app.core.policy import Permission, needs
from app.core.web import page
from app.core.words import number, plain_day, points
from app.ranking.queries import Firm, copy_in, desk_of, firm_copy, firm_live, live_for_page
from app.ranking.views import bp
from app.ranking.views.live import asked_board, quota_of
from app.ranking.words import GROUP_NAMES, kind_name


class Row(NamedTuple):
    place: int
    name: str
    team: str
    points: str
    above: bool
    percent: int
    share: str
    verdict: str
    kind: str
    margin: str
    hangs: str
    log_id: int | None


@bp.get("/ranking/firmness")
@needs(Permission.RANKING_NAMES)
def live_firmness():
    place, which = here_for(Permission.RANKING_NAMES), asked_board()
    live = live_for_page(place.campaign_id, place.ward_id, place.starts_on, place.ends_on) or abort(404)
    found = firm_live(live, which, _places(quota_of(place, which)))
    return _shown(found, which, live.inputs.kinds, place.ward_id, url_for("ranking.ranking", board=which))


@bp.get("/ranking/<id:ranking_id>/firmness")
@needs(Permission.RANKING_NAMES)
def copy_firmness(ranking_id):
    copy = copy_in(ranking_id, current_user.reach(Permission.RANKING_NAMES)) or abort(404)
    which = asked_board()
    found = firm_copy(copy.id, copy.checksum, which, _places(quota_of(copy, which)))
    kinds = {kind.code: kind for kind in desk_of(copy.campaign_id).kinds}
    back = url_for("ranking.publication", ranking_id=ranking_id, board=which)
    return _shown(found, which, kinds, copy.ward_id, back)


def _places(quota: int) -> int:
    """The places asked for (an award round may have others than its campaign), else the campaign's."""
    asked = request.args.get("places", "")
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked[:9]) <= MOST_QUOTA else quota


def _shown(found: Firm, which: str, kinds, ward_id: int, back: str):
    # The figures come from a module that loads NumPy, which the answer has loaded already.
    from app.ranking.rules.firmness import SPREAD, VARIATIONS

    rows = [_row(one, found, VARIATIONS) for one in found.firmness.candidates]
    return page(
        "ranking/firmness.html",
        which=which,
        rows=rows,
        swaps=[_swap(one, found, kinds) for one in found.firmness.swaps],
        quota=found.firmness.quota,
        ranked=found.firmness.ranked,
        open=sum(not row.kind for row in rows),
        variations=number(VARIATIONS),
        spread=SPREAD // 10,
        checksum=found.checksum,
        reads_logs=current_user.may(Permission.LOG_READ, ward_id),
        back=back,
        base=request.path,
    )


def _row(one, found: Firm, variations: int) -> Row:
    name, team = found.names[one.subject_id]
    share = one.stays / variations
    # Never "100" for what failed once, nor "0" for what happened once.
    percent = round(100 * share)
    percent = min(max(percent, 1 if one.stays else 0), 100 if one.stays == variations else 99)
    verdict, kind = _verdict(one.above, share)
    hanging = one.hanging
    return Row(
        one.rank,
        name,
        team,
        points(one.figure),
        one.above,
        percent,
        f"{percent}%",
        verdict,
        kind,
        _margin(one),
        _hangs(hanging) if hanging else "",
        hanging.log_id if hanging else None,
    )


def _verdict(above: bool, share: float) -> tuple[str, str]:
    if share >= 0.95:
        return _("firmly above"), "good"
    if share <= 0.05:
        return _("firmly below"), "info"
    return (_("above, but not firmly"), "") if above else (_("just below the line"), "")


def _margin(one) -> str:
    if one.margin is None:
        return ""
    if one.above:
        return _("%(n)s points ahead of the first below the line", n=points(one.margin))
    if not one.margin:
        return _("as many points as the last above the line")
    return _("%(n)s points behind the last above the line", n=points(-one.margin))


def _hangs(one) -> str:
    day, worth = plain_day(one.day), points(one.points)
    if one.count == 1:
        return _("The place depends on one record, that of %(day)s with %(n)s points.", day=day, n=worth)
    return ngettext(
        "Without %(num)d record the place is lost; the smallest is that of %(day)s with %(n)s points.",
        "Without any one of %(num)d records the place is lost; the smallest is that of %(day)s with %(n)s points.",
        one.count,
        day=day,
        n=worth,
    )


def _swap(one, found: Firm, kinds) -> str:
    upper, lower = found.names[one.upper][0], found.names[one.lower][0]
    if one.weight is None:
        return _("%(upper)s before %(lower)s: no change of a single weight swaps them.", upper=upper, lower=lower)
    facts = {
        "what": _called(one.weight, kinds),
        "percent": abs(one.percent),
        "each": number(one.weight.each),
        "changed": number(one.each),
        "lower": lower,
        "upper": upper,
    }
    if one.percent > 0:
        return _(
            "If “%(what)s” counted %(percent)s%% more (%(changed)s instead of %(each)s), %(lower)s would stand "
            "before %(upper)s.",
            **facts,
        )
    return _(
        "If “%(what)s” counted %(percent)s%% less (%(changed)s instead of %(each)s), %(lower)s would stand "
        "before %(upper)s.",
        **facts,
    )


def _called(weight, kinds) -> str:
    if weight.what == "unit":
        return kind_name(kinds.get(weight.code), weight.code)
    if weight.what == "group":
        return _("Extra for %(who)s", who=_(GROUP_NAMES[weight.code]))
    return {
        "hour": _("Hours"),
        "vulnerable": _("Vulnerable people helped"),
        "total": _("Total points"),
        "per_head": _("Points per member"),
    }[weight.what]
