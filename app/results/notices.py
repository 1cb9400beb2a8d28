"""Who is told of a result: whoever was given an award, once it is public and as long as it is."""

from app.awards.notices import to_holders
from app.core.policy import Permission
from app.core.text import N_
from app.decisions.events import AwardRevoked
from app.messages.actions import take_back, tell
from app.messages.kinds import kind, topic
from app.messages.rules import Told
from app.papers.events import CertificatesIssued
from app.results.events import ResultPublished, ResultWithdrawn
from app.results.queries import awarded_people, news_of, times_withdrawn

topic("awards", N_("Awards given to me"))
kind(
    "result.awarded",
    topic="awards",
    subject=N_("You are commended"),
    sentence=N_("Your name is on the list of those commended in “%(campaign)s”. Thank you for everything you did."),
    link=N_("See the list"),
)


kind(
    "result.to_announce",
    topic="duties",
    subject=N_("The certificates are registered: announce the result"),
    sentence=N_("The certificates are registered and on paper. Announce the result and prepare the ceremony."),
    link=N_("Go to announcement and ceremony"),
)


def tell_announcers(events: list[CertificatesIssued]) -> tuple:
    """Whoever makes a result public, once its certificates are there."""
    for event in events:
        key, page = f"announce:{event.subject_id}", "/awards/results"
        tell(to_holders(event, event.subject_id, Permission.RESULT_ANNOUNCE, "result.to_announce", key, page))
    return ()


def tell_awarded(events: list[ResultPublished]) -> tuple:
    """Whoever was given an award; what asked for the announcement is history."""
    take_back([f"announce:{event.subject_id}" for event in events])
    messages = [
        Told(
            user_id=one.user_id,
            kind="result.awarded",
            key=f"result:{event.subject_id}:{one.withdrawn}",
            ward_id=event.ward_id,
            data={"campaign": one.campaign},
            url=f"/results/{one.slug}",
        )
        for event in events
        # Only the rule of names changed: they know.
        if not event.before
        for one in awarded_people(event.subject_id)
    ]
    if messages:
        tell(messages)
    return ()


def result_is_gone(events: list[ResultWithdrawn]) -> tuple:
    """The page behind the message is not there any more. When it is published anew, they are told anew."""
    take_back([f"result:{event.subject_id}:{times_withdrawn(event.subject_id) - 1}" for event in events])
    return ()


def award_is_gone(events: list[AwardRevoked]) -> tuple:
    for event in events:
        news = news_of(event.subject_id)
        if news.user_id is not None:
            take_back([f"result:{news.round_id}:{news.withdrawn}"], news.user_id)
    return ()
