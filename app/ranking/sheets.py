"""The live ranking as a workbook."""

from datetime import datetime
from io import BytesIO

from flask_babel import gettext as _

from app.core.sheets import Column, Table, write_book
from app.core.words import moment
from app.ranking.queries import Live
from app.ranking.words import why_no_place

TWO = "0.00"


def live_book(live: Live, head: tuple[str, ...], at: datetime) -> BytesIO:
    """Both boards, one sheet each, under the lines of `head`. No phones and no reasons of holds: files travel."""
    title = (
        ", ".join(head),
        _(
            "Ranking as of %(at)s, version %(version)s of the scheme",
            at=moment(at),
            version=live.inputs.scheme.version,
        ),
    )
    target = BytesIO()
    write_book(target, [_individuals(live, title), _collectives(live, title)])
    target.seek(0)
    return target


def _individuals(live: Live, title) -> Table:
    scheme = live.inputs.scheme
    return Table(
        _("Individuals"),
        [
            Column(_("Rank"), 7),
            Column(_("Name")),
            Column(_("Team")),
            Column(_("Points"), 11, TWO),
            Column(_("Vulnerable people helped"), 12),
            Column(_("Active days"), 10),
            Column(_("Without a place because"), 26),
        ],
        [
            (
                one.rank,
                one.person.name,
                one.person.team,
                one.points,
                one.vulnerable_turns,
                one.active_days,
                why_no_place(one.reason, one.active_days, scheme, False) if one.reason else "",
            )
            for one in live.outcome.individuals
        ],
        title,
    )


def _collectives(live: Live, title) -> Table:
    scheme = live.inputs.scheme
    return Table(
        _("Collectives"),
        [
            Column(_("Rank"), 7),
            Column(_("Team")),
            Column(_("Score"), 11, TWO),
            Column(_("Total points"), 11, TWO),
            Column(_("Points per member"), 11, TWO),
            Column(_("Members"), 10),
            Column(_("Vulnerable people helped"), 12),
            Column(_("Without a place because"), 26),
        ],
        [
            (
                one.rank,
                one.squad.name,
                one.score,
                one.total,
                one.per_head,
                one.members,
                one.vulnerable_turns,
                why_no_place(one.reason, one.members, scheme, False) if one.reason else "",
            )
            for one in live.outcome.collectives
        ],
        title,
    )
