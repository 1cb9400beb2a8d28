"""Letters leave here, outside of any transaction: taken, sent, noted down, one by one."""

import logging
import time
from datetime import timedelta

from flask import current_app

from app.messages.actions.outbox import drop, forget_old, hopeless, note_sent, put_back, take_letters
from app.messages.kinds import KINDS
from app.messages.letters import written
from app.messages.mail import LetterRefused, MailDown, post_office
from app.messages.minute import every_minute
from app.messages.rules import LEASE

log = logging.getLogger("gocua")
every_minute(forget_old)


@every_minute
def deliver() -> int:
    """Send what waits; returns how many letters the server took. Several workers may do so at once.

    A server that is down makes letters wait, longer each time; none is given up for it. A letter that was sent but
    not noted down (the worker died in between) goes again once its lease is over, with the same Message-ID.
    """
    sent = 0
    if not current_app.config["MAIL_URL"]:
        return sent
    while letters := take_letters():
        going = [letter for letter in letters if not _stopped(letter)]
        count, usable = _send(going) if going else (0, True)
        sent += count
        if not usable:
            break
    return sent


def _stopped(letter) -> bool:
    why = letter.stop or ("unknown kind" if letter.kind not in KINDS else "")
    return bool(why) and (drop(letter, why) or True)


def _send(letters: list) -> tuple[int, bool]:
    """How many the server took, and whether it can be used on."""
    settings, until, left, sent = current_app.config, time.monotonic() + LEASE.total_seconds() / 2, list(letters), 0
    try:
        with post_office(settings["MAIL_URL"], settings["HOME"]) as send:
            while left and time.monotonic() < until:
                sent += _one(left[0], send)
                left.pop(0)
    except MailDown as down:
        log.warning("the mail server can't be used: %s", down)
        for letter in left:
            put_back(letter, str(down))
        return sent, False
    for letter in left:
        put_back(letter, "out of time", wait=timedelta())
    return sent, True


def _one(letter, send) -> bool:
    """Send one letter and note it down; False where it did not go. MailDown goes on up."""
    try:
        settings = current_app.config
        message = written(letter, settings["MAIL_FROM"], settings["SITE_URL"] or settings["MAIL_SITE"])
    except Exception:
        # Ours to mend: the others must not wait for it.
        log.exception("letter %s can't be written", letter.id)
        put_back(letter, "can't be written")
        return False
    try:
        send(message, letter.email)
    except LetterRefused as refused:
        if refused.for_good and hopeless(letter.created_at):
            drop(letter, f"refused: {refused}")
        else:
            put_back(letter, f"refused: {refused}")
        return False
    note_sent(letter)
    return True
