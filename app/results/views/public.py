"""The page that everybody may read: stored rows only, no script, and nothing but what the ward chose to tell."""

from flask import abort, make_response
from flask_babel import gettext as _

from app.core.policy import public
from app.core.web import page
from app.core.words import plain_day
from app.papers.queries.amendments import amendments_of
from app.papers.queries.heads import head_of
from app.papers.queries.texts import texts_of
from app.papers.rules.numerals import number_words
from app.results.queries import holders_of, public_result
from app.results.rules import NONE, SUBJECTS, shown_name
from app.results.views import bp


@bp.get("/results/<slug>")
@public
def result(slug):
    """Not published, withdrawn, of a campaign that does not exist: the same answer."""
    told = public_result(slug) or abort(404)
    head = head_of(told.campaign_id)
    answer = make_response(show(head, holders_of(head.id) or [], told.name_rule, told.at))
    # What is withdrawn shall not live on in a search engine.
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def show(head, holders: list, rule: str, published_at=None):
    texts = texts_of(head)
    year = (head.decision_day or head.ends_on).year
    return page(
        "results/public.html",
        head=head,
        texts=texts,
        decision=number_words(head.decision_no, texts["decision_symbol"]),
        decided=plain_day(head.decision_day) if head.decision_day else f"…/…/{year}",
        groups=[(subject, _listed(holders, subject, rule)) for subject in SUBJECTS],
        counts={subject: sum(one.subject == subject for one in holders) for subject in SUBJECTS},
        titles={"collective": _("Collectives"), "household": _("Households"), "individual": _("Individuals")},
        amended=_amended(head, texts["decision_symbol"]) if head.amended else [],
        published_at=published_at,
        nameless=rule == NONE,
    )


def _amended(head, symbol: str) -> list[tuple[str, str, str]]:
    """(kind, number, day) of each further decision; what it changes names people, and stays with the ward."""
    return [
        (one.row.kind, number_words(one.row.number, symbol), plain_day(one.row.day) if one.row.day else "…")
        for one in amendments_of(head.id)
        if one.row.granted
    ]


def _listed(holders: list, subject: str, rule: str) -> list[tuple[str, str]]:
    """(name, unit) of each as the rule of names lets them be told. What stands beside a household is where it lives:
    that is for the papers, and for no page that everybody reads."""
    named = [(shown_name(one.name, rule, subject), one.unit) for one in holders if one.subject == subject]
    return [(name, unit if subject == "individual" else "") for name, unit in named if name is not None]
