"""What deserves a question before it is sent, and a second look before it is approved."""

from app.core.reasons import Reason
from app.core.text import N_


class Doubt(Reason):
    """What a form may have left out. It is asked about once before the record is sent, and can be right."""

    NO_TIME = N_("People or services are filled in, and 0 minutes. Is that right?")
    ONLY_TIME = N_("Only time is filled in: nobody helped, nothing done, no note. Is that right?")
    NOBODY = N_("Time and services are filled in, and nobody helped. Is that right?")


def doubt_about(minutes: int, people: int, services: int, note: str = "") -> Doubt | None:
    """What to ask about a record: work without time, or time (in ``minutes``) without anybody helped, unless a note
    tells what the time was for. ``services`` counts all that was done besides the people helped."""
    if not minutes:
        return Doubt.NO_TIME if people or services else None
    if people or note:
        return None
    return Doubt.NOBODY if services else Doubt.ONLY_TIME


class Flag(Reason):
    """Why a waiting record deserves a second look. It says nothing against the person."""

    NO_TIME = N_("0 minutes")
    NOBODY = N_("Hours, and nobody helped")
    MANY = N_("A lot for the time")
    TWICE = N_("Twice in the same part of the day")
    SAME_DAY = N_("Another record of the same day")
    LONG = N_("More than 10 hours")
    LONG_DAY = N_("More than 12 hours on this day")


MANY_PEOPLE_AN_HOUR, MANY_SERVICES_AN_HOUR, FEW = 15, 45, 10
LONG_MINUTES, LONG_DAY_MINUTES = 600, 720


def unusual(
    minutes: int, people: int, services: int, same_slot: int, day_minutes: int, same_day: int = 0
) -> tuple[Flag, ...]:
    """What is unusual about a record: ``same_slot`` and ``same_day`` count the other records of the same person (or
    team) in the same part of that day and on all of it, ``day_minutes`` adds up all of that day, this one too."""
    flags = []
    if not minutes:
        flags.append(Flag.NO_TIME)
    elif not people:
        flags.append(Flag.NOBODY)
    if (people > FEW and people * 60 > minutes * MANY_PEOPLE_AN_HOUR) or (
        services > FEW and services * 60 > minutes * MANY_SERVICES_AN_HOUR
    ):
        flags.append(Flag.MANY)
    if same_slot:
        flags.append(Flag.TWICE)
    elif same_day:
        flags.append(Flag.SAME_DAY)
    if minutes > LONG_MINUTES:
        flags.append(Flag.LONG)
    elif day_minutes > LONG_DAY_MINUTES:
        flags.append(Flag.LONG_DAY)
    return tuple(flags)
