"""A new scheme of points while the campaign runs: the leader is asked, everybody ranked hears what it changed."""

from flask_babel import gettext

from app.core.clock import now, today
from app.core.text import N_
from app.messages.actions import take_back, tell
from app.messages.kinds import kind, usual_facts
from app.messages.rules import Told
from app.ranking.events import SchemeAgreed, SchemeAsked, SchemeDeclined, SchemeDraftDropped, SchemeDrafted
from app.ranking.queries import leaders_of_teams


def _facts(data: dict) -> dict:
    """Places in words: 0 stands for none."""
    facts = usual_facts(data)
    for name in ("before", "now"):
        facts[name] = data[name] or gettext("none")
    return facts


kind(
    "scheme.asked",
    topic="duties",
    subject=N_("A new scheme of points waits for your consent"),
    sentence=N_("%(by)s asks that other points count while the campaign runs. See first what it changes."),
    link=N_("See what it changes, and answer"),
    people=("by",),
)
kind(
    "scheme.declined",
    topic="answers",
    subject=N_("The leader did not agree to the new scheme of points"),
    sentence=N_("%(by)s did not agree to the new scheme of points. What counts stays as it is."),
    link=N_("See the scheme"),
    people=("by",),
)
kind(
    "scheme.changed",
    topic="changes",
    subject=N_("The scheme of points was changed: your place"),
    sentence=N_(
        "Another scheme of points counts since %(changed_at)s. Your place was %(before)s before and is %(now)s now."
    ),
    link=N_("See the ranking"),
    facts=_facts,
)
kind(
    "scheme.changed_team",
    topic="changes",
    subject=N_("The scheme of points was changed: your team's place"),
    sentence=N_(
        "Another scheme of points counts since %(changed_at)s. The place of your team was %(before)s before and is "
        "%(now)s now."
    ),
    link=N_("See the ranking"),
    facts=_facts,
)


def _asking(draft_id: int, revision: int) -> str:
    return f"scheme-asked:{draft_id}:{revision}"


def tell_leaders(events: list[SchemeAsked]) -> tuple:
    tell(
        [
            Told(
                user_id=user_id,
                kind="scheme.asked",
                key=_asking(event.subject_id, event.after["revision"]),
                ward_id=event.ward_id,
                data={"by": event.by, "reason": event.reason},
                url=f"/ranking/scheme/consent?campaign={event.slug}",
            )
            for event in events
            for user_id in event.leaders
        ]
    )
    return ()


def tell_places(events: list[SchemeAgreed]) -> tuple:
    """Everybody ranked hears of their own place, whoever leads a team of its place."""
    asking_is_over(events)
    tell([told for event in events for told in _of_places(event)])
    return ()


def _of_places(event: SchemeAgreed) -> list[Told]:
    teams = {team: places for _person, team, *places in event.places if team is not None}
    own = [("scheme.changed", person, places) for person, _team, *places in event.places if person is not None]
    leaders = leaders_of_teams(event.ward_id, teams, today())
    facts = {"changed_at": now().isoformat(), "reason": event.reason}
    return [
        Told(
            user_id=user_id,
            kind=name,
            key=f"{name}:{event.subject_id}:{event.after['revision']}",
            ward_id=event.ward_id,
            data={**facts, "before": before, "now": after},
            url=f"/ranking?campaign={event.slug}",
        )
        for name, user_id, (before, after) in (
            *own,
            *(("scheme.changed_team", row.user_id, teams[row.team_id]) for row in leaders),
        )
    ]


def tell_declined(events: list[SchemeDeclined]) -> tuple:
    """Whoever asked."""
    asking_is_over(events)
    tell(
        [
            Told(
                user_id=event.after["asked_by"],
                kind="scheme.declined",
                key=f"scheme-declined:{event.subject_id}:{event.after['revision']}:{now():%y%m%d%H%M%S}",
                ward_id=event.ward_id,
                data={"by": event.by, "reason": event.reason},
                url="/ranking/scheme/draft/effect",
            )
            for event in events
        ]
    )
    return ()


def asking_is_over(events: list[SchemeAgreed | SchemeDeclined]) -> tuple:
    """It was answered."""
    take_back([_asking(event.subject_id, event.after["revision"]) for event in events])
    return ()


def draft_moved_on(events: list[SchemeDrafted | SchemeDraftDropped]) -> tuple:
    """What the leader was asked about is another draft by now (whose revision comes after that one's), or none."""
    keys = [
        _asking(event.subject_id, event.after["revision"] - 1 if event.after else event.before["revision"])
        for event in events
        if event.asked
    ]
    if keys:
        take_back(keys)
    return ()
