"""The calendar under its private address: for programs, which carry no cookie and read no page."""

import hashlib
import re

from flask import Response, request

from app.calendars.ical import calendar_file
from app.calendars.queries import owner_of, places_of
from app.calendars.rules import KEPT_PAST
from app.calendars.words import calendar_name, duties
from app.core.clock import day_bounds, now, today
from app.core.i18n import speaking
from app.core.policy import public
from app.core.web import site_address
from app.people.actions.throttle import had_its_share, take_try
from app.people.rules import minutes_left

from . import bp

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@bp.get("/calendars/<token>.ics")
@public
def feed(token):
    """A wrong, a revoked and a closed person's address get the same bare answer."""
    guesser = {"calendar": request.remote_addr or ""}
    if had_its_share(*next(iter(guesser.items()))):
        later = {"Retry-After": str(60 * minutes_left(now()))}
        return Response("Too many tries\n", 429, later, mimetype="text/plain")
    owner = owner_of(token) if TOKEN.fullmatch(token) else None
    if owner is None:
        take_try(guesser)
        return Response("Not found\n", 404, mimetype="text/plain")
    since = day_bounds(today() - KEPT_PAST)[0]
    with speaking(owner.language):
        body = calendar_file(calendar_name(), duties(places_of(owner.user_id, since), owner, site_address(), now()))
    response = Response(body, mimetype="text/calendar")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = 'inline; filename="gocua.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    return response.make_conditional(request)
