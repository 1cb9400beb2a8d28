"""Where the visitor stands: the campaign (and its ward) that pages without an id speak of."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NoReturn

from flask import abort, flash, g, has_request_context, redirect, request, session
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.local import LocalProxy

from app.core.clock import today
from app.core.place import tell_place
from app.core.policy import Permission

from .queries import campaigns_in, standing_in
from .rules.limits import Limits


@dataclass(frozen=True)
class Named:
    id: int
    name: str
    slug: str = ""


@dataclass(frozen=True)
class Here:
    """A campaign and its ward, in plain values."""

    campaign: Named
    ward: Named
    starts_on: date
    ends_on: date
    closed: bool
    grace_days: int
    quota_collectives: int
    quota_individuals: int
    limits: Limits

    @property
    def campaign_id(self) -> int:
        return self.campaign.id

    @property
    def ward_id(self) -> int:
        return self.ward.id

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    @property
    def day_no(self) -> int:
        """Which day of the campaign today is: 1 on the first, beyond ``days`` once it is over."""
        return (today() - self.starts_on).days + 1


def find_here() -> Here | None:
    """The campaign asked for (``?campaign=slug``), chosen before, or most fitting; None where there is none."""
    if not has_request_context():
        return None
    if "here" not in g:
        if not current_user.is_authenticated:
            return None
        g.here = None  # for the page of an error, where this raises
        g.here = _look()
    return g.here


def _look() -> Here | None:
    slug = None if "telling_an_error" in g else request.args.get("campaign")
    chosen = session.get("campaign")
    if slug:
        row = standing_in(current_user, slug=slug)
        if row is None:
            abort(404)
        # The forms and links of the page carry no campaign: they must speak of the one that is shown.
        if chosen != row.id:
            choose_here(row.id)
        return _here(row)
    # What was chosen holds until somebody chooses again; what was guessed holds for the day.
    guess, day = session.get("guess"), today().isoformat()
    known = chosen or (guess[0] if guess and guess[1] == day else None)
    row = standing_in(current_user, campaign_id=known) if known else None
    if row is None:
        row = best(campaigns_in(current_user), today())
        if row:
            session["guess"] = [row.id, day]
    return _here(row) if row else None


@lru_cache(maxsize=256)
def _here(row) -> Here:
    return Here(
        Named(row.id, row.name, row.slug),
        Named(row.ward_id, row.ward_name),
        row.starts_on,
        row.ends_on,
        row.closed_at is not None,
        row.grace_days,
        row.quota_collectives,
        row.quota_individuals,
        Limits.of(row),
    )


def best(rows: list, day: date):
    """The running campaign, else the next one, else the one that ended last."""
    if not rows:
        return None

    def rank(row):
        if row.starts_on <= day <= row.ends_on:
            return (0, -row.starts_on.toordinal(), row.id)
        if row.starts_on > day:
            return (1, row.starts_on.toordinal(), row.id)
        return (2, -row.ends_on.toordinal(), row.id)

    return min(rows, key=rank)


def here() -> Here:
    """Where the visitor stands; where no campaign can be seen, the first page tells what to do."""
    found = find_here()
    if found is None:
        if not request.htmx.partial:
            flash(_("That page opens once there is a campaign."), "info")
        abort(redirect("/", 303))
    return found


def here_for(permission: Permission) -> Here:
    """Where the visitor stands; 403 where this permission of theirs does not cover its ward."""
    found = here()
    if not current_user.may(permission, found.ward_id):
        abort(403)
    return found


def choose_here(campaign_id: int) -> None:
    """Remember the campaign in the visitor's cookie."""
    session["campaign"] = campaign_id


def speak_of(campaign_id: int) -> None:
    """The page is about a thing of this campaign: what stands around it (ward, campaign, day) speaks of that one, for
    this request. Another tab, or a link in a message, may have led here from elsewhere; what was chosen stays chosen.
    A statement where it is another campaign than the one at hand."""
    if request.method != "GET" or request.htmx.partial:
        return
    place = find_here()
    if place is None or place.campaign_id == campaign_id:
        return
    row = standing_in(current_user, campaign_id=campaign_id)
    if row is not None:
        g.here = _here(row)


def go_where_it_is(campaign_id: int | None) -> NoReturn:
    """For a page whose thing is none of the campaign at hand: another tab may have switched it since the link was
    drawn. Leads to the same page in the thing's own campaign where the visitor may see that, else 404."""
    place = find_here()
    elsewhere = place and campaign_id not in (None, place.campaign_id)
    if elsewhere and request.method == "GET" and "campaign" not in request.args:
        if standing_in(current_user, campaign_id=campaign_id) is None:
            abort(404)
        choose_here(campaign_id)
        abort(redirect(request.full_path.rstrip("?"), 303))
    abort(404)


def campaign_with(day: date, ward_id: int) -> int | None:
    """The campaign of the ward that most fittingly holds this day, within the visitor's reach."""
    rows = (row for row in campaigns_in(current_user) if row.ward_id == ward_id)
    found = best([row for row in rows if row.starts_on <= day <= row.ends_on], day)
    return found.id if found else None


def _ward_id() -> int | None:
    found = find_here()
    return found.ward_id if found else None


def init_app(app) -> None:
    tell_place(app, _ward_id)
    # Asked for only by what draws it: most parts don't.
    drawn = {"here": LocalProxy(find_here)}
    app.context_processor(lambda: drawn)
