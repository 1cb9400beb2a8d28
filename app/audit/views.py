"""The trail of a ward, newest first, and the check of its chain."""

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.forms import read_day
from app.core.place import ward_for
from app.core.policy import Permission, needs
from app.core.web import done, page

from .fields import changes
from .queries import broken_links, latest
from .sentences import GROUPS, PAGES, SENTENCES

bp = Blueprint("audit", __name__)

# The chain of what belongs to no ward; only administrators of the site see it.
SITE = 0


def _chain() -> int:
    ward_id = ward_for(Permission.AUDIT_READ)
    site = request.values.get("of") == "site" and current_user.reach(Permission.AUDIT_READ).everywhere
    return SITE if site else ward_id


@bp.get("/audit")
@needs(Permission.AUDIT_READ)
def trail():
    chain = _chain()
    group = next((g for g in GROUPS if g[0] == request.args.get("group")), None)
    day = read_day(request.args.get("day", ""))
    number = max(1, min(request.args.get("page", 1, type=int), 100_000))
    lines, more = latest(chain, group[2] if group else (), day, number)
    asked = {
        "group": group and group[0],
        "day": day and day.isoformat(),
        "of": "site" if chain == SITE else None,
    }

    def address(**changes):
        kept = {key: value for key, value in {**asked, **changes}.items() if value}
        return url_for("audit.trail", **kept)

    return page(
        "audit/trail.html",
        parts=("trail",),
        lines=lines,
        number=number,
        more=more,
        asked=asked,
        day=day,
        address=address,
        groups=[(code, _(name)) for code, name, _subjects in GROUPS],
        sentences={line.action: _(SENTENCES.get(line.action, line.action)) for line in lines},
        pages=PAGES,
        changes=changes,
        everywhere=current_user.reach(Permission.AUDIT_READ).everywhere,
    )


@bp.post("/audit/check")
@needs(Permission.AUDIT_READ)
def check():
    """Every link of the chain is computed anew; nothing is written."""
    chain = _chain()
    count, breaks = broken_links(chain)
    back = url_for("audit.trail", of="site" if chain == SITE else None)
    if breaks:
        return done(
            _("The chain is broken at entry %(seq)s. Tell the administrator.", seq=breaks[0].seq), back, kind="warn"
        )
    return done(_("%(count)s entries, every link is intact.", count=count), back)
