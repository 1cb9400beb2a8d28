"""The names of a ceremony one after the other, in large letters and without a menu."""

from flask import request
from flask_babel import gettext as _

from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.text import N_
from app.core.web import page
from app.results.printing import in_reading_order
from app.results.queries import history_of, holders_of
from app.results.rules import ResultAnswer
from app.results.views import bp
from app.results.views.manage import round_here

SUBJECT_WORDS = {"collective": N_("Collective"), "household": N_("Household"), "individual": N_("Individual")}
# From so many letters on a name is set smaller, so that it fits on a phone too.
LONG = 40


@bp.get("/awards/results/stage")
@needs(Permission.RESULT_ANNOUNCE)
def stage():
    """Who is called up now (``no``: from 1, in the order of reading), and links to those before and after."""
    place, head = round_here()
    holders = holders_of(head.id)
    if holders is None:
        raise Refused(ResultAnswer.NOT_DECIDED)
    ordered = in_reading_order(holders, history_of(head.id).ceremony)
    asked = request.args.get("no", "1")
    no = min(max(int(asked), 1), len(ordered)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    one = ordered[no - 1] if ordered else None
    return page(
        "results/stage.html",
        parts=("stage",),
        head=head,
        place=place,
        one=one,
        what=_(SUBJECT_WORDS[one.subject]) if one else "",
        long=one is not None and len(one.name) > LONG,
        no=no,
        count=len(ordered),
    )
