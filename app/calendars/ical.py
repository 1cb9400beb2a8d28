"""A calendar file (RFC 5545): the same bytes for the same duties, whenever it is asked for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from icalendar import Alarm, Calendar, Event, Timezone, vDuration

from app.core.clock import LOCAL

# How often programs may come again.
FRESH = timedelta(hours=1)


@dataclass(frozen=True)
class Duty:
    """One entry. ``created`` and ``changed``, as the start and the end, are instants; texts are plain, in the
    reader's language; ``busy``: the time is taken; ``alarm`` rings so long before the start."""

    uid: str
    sequence: int
    status: str
    busy: bool
    starts: datetime
    ends: datetime
    created: datetime
    changed: datetime
    summary: str
    description: str
    location: str
    url: str
    alarm: timedelta | None = None


def calendar_file(name: str, duties: list[Duty]) -> bytes:
    """The calendar under this name, for programs that come again: lines of at most 75 octets that end in CR LF,
    UTF-8."""
    return _file(name, duties)


def entry_file(duty: Duty) -> bytes:
    """One entry to take into a calendar that somebody has: without a name and a method, with which Outlook would
    open it as a calendar of its own."""
    return _file("", [duty])


def _file(name: str, duties: list[Duty]) -> bytes:
    file = Calendar()
    file.add("prodid", "-//Go Cua//Shifts//EN")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    if name:
        file.add("method", "PUBLISH")
        file.add("name", name)
        file.add("x-wr-calname", name)
        file.add("x-wr-timezone", LOCAL.key)
        file.add("refresh-interval", FRESH, parameters={"VALUE": "DURATION"})
        file.add("x-published-ttl", vDuration(FRESH).to_ical().decode())
    file.add_component(_zone())
    for duty in duties:
        file.add_component(_event(duty))
    return file.to_ical()


@cache
def _zone() -> Timezone:
    """Vietnam's clock, which has not been changed in this century."""
    zone = Timezone.from_tzid(LOCAL.key, first_date=date(2000, 1, 1))
    zone.pop("comment", None)
    return zone


def _event(duty: Duty) -> Event:
    event = Event()
    event.add("uid", duty.uid)
    event.add("sequence", duty.sequence)
    event.add("dtstamp", duty.changed)
    event.add("created", duty.created)
    event.add("last-modified", duty.changed)
    event.add("dtstart", duty.starts.astimezone(LOCAL))
    event.add("dtend", duty.ends.astimezone(LOCAL))
    event.add("status", duty.status)
    event.add("transp", "OPAQUE" if duty.busy else "TRANSPARENT")
    event.add("summary", duty.summary)
    event.add("description", duty.description)
    if duty.location:
        event.add("location", duty.location)
    event.add("url", duty.url)
    if duty.alarm is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -duty.alarm)
        alarm.add("description", duty.summary)
        event.add_component(alarm)
    return event
