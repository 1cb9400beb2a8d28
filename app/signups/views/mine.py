"""One's own shifts: what comes, where one stands in line, what is done."""

from flask_login import current_user

from app.core.clock import now
from app.core.policy import Permission, needs
from app.core.web import page
from app.signups.queries import shifts_of

from . import bp


@bp.get("/my/shifts")
@needs(Permission.SHIFT_CLAIM)
def my_shifts():
    moment = now()
    rows = shifts_of(current_user.id)
    coming = sorted((row for row in rows if row.ends_at > moment), key=lambda row: (row.starts_at, row.id))
    past = [row for row in rows if row.ends_at <= moment and row.state == "seated"]
    return page(
        "signups/mine.html",
        parts=("mine",),
        seated=[row for row in coming if row.state == "seated"],
        waiting=[row for row in coming if row.state == "waiting"],
        called_off=[row for row in coming if row.state == "left"],
        past=past,
        now=moment,
        wards={row.ward_id for row in rows},
    )
