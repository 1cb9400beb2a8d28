"""Which ward a page without an id speaks of: campaigns know and register how to find it, lower rooms ask here."""

from flask import abort, current_app, redirect
from flask_login import current_user

from .policy import Permission


def tell_place(app, find_ward) -> None:
    """``find_ward()`` answers with the id of the ward where the visitor stands, or None."""
    app.extensions["place"] = find_ward


def ward_here(permission: Permission) -> int | None:
    """The ward where the visitor stands, else the only one that the permission covers; None outside its reach."""
    reach = current_user.reach(permission)
    ward_id = current_app.extensions["place"]()
    if ward_id is None and len(reach.wards) == 1:
        ward_id = next(iter(reach.wards))
    return ward_id if ward_id is not None and reach.covers(ward_id) else None


def ward_for(permission: Permission) -> int:
    """The same; 403 where there is none, and the first page where there is no ward at all yet."""
    ward_id = ward_here(permission)
    if ward_id is None:
        nowhere = current_app.extensions["place"]() is None and current_user.reach(permission).everywhere
        abort(redirect("/", 303) if nowhere else 403)
    return ward_id
