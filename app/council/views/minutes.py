"""The minutes of a session on screen and to print."""

from flask import abort

from app.awards.rules import BOARD_WORDS
from app.core.policy import Permission, needs
from app.core.web import page
from app.council.queries.result import minutes_from

from . import bp
from .shared import ATTENDANCE_WORDS, CHOICE_WORDS, DUTY_WORDS, KIND_WORDS, RULE_WORDS, VALUE_WORDS, live_or_404


@bp.get("/council/<id:meeting_id>/minutes")
@needs(Permission.COUNCIL_READ)
def minutes(meeting_id):
    live = live_or_404(meeting_id)
    if live.session.state != "closed":
        abort(404)
    said = minutes_from(live, whole=True)
    boards = {board: [one for one in said.items if one.board == board] for board in BOARD_WORDS}
    return page(
        "council/minutes.html",
        live=live,
        minutes=said,
        boards={board: found for board, found in boards.items() if found},
        words={
            # Whoever never came by the end was absent.
            "attendance": ATTENDANCE_WORDS | dict.fromkeys(("", None), ATTENDANCE_WORDS["absent"]),
            "boards": BOARD_WORDS,
            "choices": CHOICE_WORDS,
            "duties": DUTY_WORDS,
            "kinds": KIND_WORDS,
            "rules": RULE_WORDS,
            "values": VALUE_WORDS,
        },
    )
