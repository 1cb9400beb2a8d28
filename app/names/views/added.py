"""What this room adds to pages of lower rooms: the way to correct a name where a person's data are changed."""

from flask_login import current_user

from app.core.pieces import adds
from app.core.place import ward_here
from app.core.policy import Permission
from app.core.words import kept


@adds("person.name")
def way_to_correct(person, typed: str) -> str:
    """``typed``: the name that somebody wrote there and that could not be kept."""
    if ward_here(Permission.NAME_CORRECT) is None:
        return ""
    return kept("names/_way.html", "way", "user_id", person.id, typed)


@adds("account")
def what_was_done_to_mine() -> str:
    return kept("names/_way.html", "mine", bool(current_user.id))


@adds("people")
def all_corrections() -> str:
    return kept("names/_way.html", "listed") if ward_here(Permission.AWARD_READ) is not None else ""
