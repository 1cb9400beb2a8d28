"""The chosen list as a workbook: one sheet a board, the records behind each score, and what it all rests on."""

import json
from collections import Counter
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO

from flask_babel import gettext as _

from app.awards.proposal_sheets import households, proposed
from app.core.clock import LOCAL
from app.core.sheets import Column, Table, write_book
from app.core.text import N_
from app.core.words import moment, number
from app.ranking.rules import Scheme
from app.ranking.words import collective_rules, individual_rules, kind_name, per_unit

NOTHING = {"addends": [], "approved": {}, "names": {}, "kinds": {}}
TWO = "#,##0.00"
FACTOR = "0.0000"


def award_book(found, rows: list, head: tuple[str, ...], told: dict[int, str], proposals: list) -> BytesIO:
    """The workbook of a round; `rows` are its chosen with their addends, `told` their achievements in words. Until
    it is locked it says DRAFT."""
    scheme = Scheme.from_json(json.loads(found.scheme))
    chosen = [_Chosen(row) for row in rows]
    kinds = {code: kind for one in chosen for code, kind in one.kinds.items()}
    title = (*head, _state(found))
    teams = [one for one in chosen if one.row.board == "collectives"]
    people = [one for one in chosen if one.row.board == "individuals"]
    homes = [one for one in chosen if one.row.board == "households"]
    target = BytesIO()
    write_book(
        target,
        [
            _list(_("Collectives"), title, teams, _TEAM, kinds, told),
            _list(_("Individuals"), title, people, _PERSON, kinds, told),
            households(title, [one.row for one in homes], told),
            proposed(title, proposals),
            _records(_("Records of collectives"), title, teams, kinds),
            _records(_("Records of individuals"), title, people, kinds),
            _grounds(found, title, scheme, kinds),
        ],
    )
    target.seek(0)
    return target


def _state(found) -> str:
    if found.locked_at is None:
        return _("DRAFT: this list is not locked yet")
    return _("List locked by %(name)s, %(at)s", name=found.locker or "–", at=moment(found.locked_at))


class _Chosen:
    """A chosen row with its stored texts read once; who stands in no ranking has none."""

    def __init__(self, row):
        self.row = row
        self.figures = json.loads(row.figures) if row.figures else {}
        stored = json.loads(row.addends) if row.addends else NOTHING
        self.addends, self.approved = stored["addends"], stored["approved"]
        self.names, self.kinds = stored["names"], stored["kinds"]

    def exact(self, figure: str) -> Fraction | None:
        return Fraction(self.figures[figure]) if self.figures else None

    def sum(self, part: str) -> Fraction:
        return sum((Fraction(addend[part]) for addend in self.addends), Fraction(0))

    def quantities(self) -> Counter:
        found = Counter()
        for addend in self.addends:
            for line in addend["lines"]:
                found[line["code"]] += line["quantity"]
        return found


# What stands before the kinds and after them on each board's sheet: (heading, format, value of a chosen one).
_PERSON = (
    (
        (N_("Rank"), None, lambda one: one.row.place),
        (N_("Name"), None, lambda one: one.row.name),
        (N_("Team"), None, lambda one: one.row.unit),
        (N_("Points"), TWO, lambda one: one.exact("points")),
        (N_("Active days"), None, lambda one: one.figures.get("active_days")),
        (N_("Vulnerable people helped"), None, lambda one: one.figures.get("vulnerable_turns")),
        (N_("Records"), None, lambda one: len(one.addends)),
    ),
    "points",
)
_TEAM = (
    (
        (N_("Rank"), None, lambda one: one.row.place),
        (N_("Team"), None, lambda one: one.row.name),
        (N_("Score"), TWO, lambda one: one.exact("score")),
        (N_("Total points"), TWO, lambda one: one.exact("total")),
        (N_("Members"), None, lambda one: one.figures.get("members")),
        (N_("Points per member"), TWO, lambda one: one.exact("per_head")),
        (N_("Highest total of a team"), TWO, lambda one: one.exact("max_total")),
        (N_("Highest points per member"), TWO, lambda one: one.exact("max_per_head")),
        (N_("Vulnerable people helped"), None, lambda one: one.figures.get("vulnerable_turns")),
        (N_("Records"), None, lambda one: len(one.addends)),
    ),
    "total",
)


def _list(name: str, title, chosen: list[_Chosen], shape, kinds: dict, told: dict) -> Table:
    """One row a chosen one: places and sums, then how much of each kind, hours, extras and what the cap took."""
    front, figure = shape
    codes = sorted(kinds)
    columns = [Column(_("No."), 5), *(Column(_(label), None, look) for label, look, value in front)]
    columns += [Column(kind_name(kinds[code], code), 11) for code in codes]
    columns += [
        Column(_("Minutes"), 9),
        Column(_("Points for work"), 10, TWO),
        Column(_("Points for hours"), 10, TWO),
        Column(_("Points for vulnerable people"), 10, TWO),
        Column(_("Cut by the daily cap"), 10, TWO),
        Column(_("Chosen out of order because"), 40),
        Column(_("Achievement"), 80),
    ]
    rows = []
    for no, one in enumerate(chosen, start=1):
        quantities = one.quantities()
        hours, extra, raw = one.sum("hour_points"), one.sum("vulnerable_points"), one.sum("raw")
        rows.append(
            [
                no,
                *(value(one) for label, look, value in front),
                *(quantities[code] for code in codes),
                sum(addend["minutes"] for addend in one.addends),
                raw - hours - extra,
                hours,
                extra,
                raw - one.exact(figure) if one.figures else None,
                one.row.why,
                told[one.row.id],
            ]
        )
    return Table(name, columns, rows, title)


def _records(name: str, title, chosen: list[_Chosen], kinds: dict) -> Table:
    """One row a record: all that made its points, and who approved it."""
    codes = sorted(kinds)
    columns = [
        Column(_("Rank"), 7),
        Column(_("Name")),
        Column(_("Record"), 9),
        Column(_("Day"), 11),
        Column(_("Who")),
        *(Column(kind_name(kinds[code], code), 11) for code in codes),
        Column(_("Minutes"), 9),
        Column(_("Vulnerable people helped"), 11),
        Column(_("Before the cap"), 10, TWO),
        Column(_("Factor of the cap"), 9, FACTOR),
        Column(_("Points"), 10, TWO),
        Column(_("Approved by")),
        Column(_("Approved at"), 17),
    ]
    rows = []
    for one in chosen:
        for addend in one.addends:
            quantities = {line["code"]: line["quantity"] for line in addend["lines"]}
            approved = one.approved[str(addend["log_id"])]
            rows.append(
                [
                    one.row.place,
                    one.row.name,
                    addend["log_id"],
                    date.fromisoformat(addend["day"]),
                    one.names.get(str(addend["user_id"])) or _("the team together"),
                    *(quantities.get(code) for code in codes),
                    addend["minutes"],
                    addend["vulnerable"],
                    Fraction(addend["raw"]),
                    Fraction(addend["factor"]),
                    Fraction(addend["points"]),
                    approved["name"],
                    datetime.fromisoformat(approved["at"]).astimezone(LOCAL).replace(tzinfo=None),
                ]
            )
    return Table(name, columns, rows, title)


def _grounds(found, title, scheme: Scheme, kinds: dict) -> Table:
    """What the list rests on: the frozen ranking, who did what when, and the scheme in words."""
    rows = [
        (_("Ranking"), f"{found.ranking_id}"),
        (_("Ranking published"), f"{moment(found.published_at)}, {found.publisher or '–'}"),
        (_("Checksum (SHA-256)"), found.checksum),
        (_("Round opened"), f"{moment(found.opened_at)}, {found.opener or '–'}"),
        (_("State of the list"), _state(found)),
        (_("Places for collectives"), number(found.quota_collectives)),
        (_("Places for individuals"), number(found.quota_individuals)),
        (_("Places for households"), number(found.quota_households)),
        (_("Scheme of points"), f"{scheme.name}, {_('version %(n)s', n=scheme.version)}"),
        *((_("Points each: %(what)s", what=what), each) for what, each in per_unit(scheme, kinds)),
        *((_("Individuals"), rule) for rule in individual_rules(scheme)),
        *((_("Collectives"), rule) for rule in collective_rules(scheme)),
    ]
    return Table(_("Grounds"), [Column(_("What it is based on"), 34), Column(_("In detail"), 90)], rows, title)
