"""Entering awards of earlier years, and taking one off."""

from app.core.clock import now, today
from app.core.db import action, db, locked, take
from app.core.events import announce_all
from app.core.reasons import Refused
from app.earlier.events import EarlierNoted, EarlierRemoved
from app.earlier.models import EarlierAward
from app.earlier.queries import known_in
from app.earlier.rules import EarlierAnswer, names_of, read_lines
from app.places.models import Ward


class Wrong(Refused):
    """Nothing was kept: ``found`` holds every (reason, facts)."""

    def __init__(self, found):
        super().__init__(found[0][0], **found[0][1])
        self.found = found


@action
def note_earlier(ward_id: int, text: str, by: int) -> int:
    """Keep every line, or none where one can't be (Wrong); what stands already is kept once. Returns how many."""
    locked(Ward, Ward.id == ward_id)
    lines, wrong = read_lines(text, names_of(known_in(ward_id)), today().year)
    if wrong:
        raise Wrong(wrong)
    there = {
        (row.user_id, row.team_id, row.year, row.form, row.issuer)
        for row in db.session.query(EarlierAward).filter_by(ward_id=ward_id, removed_at=None)
    }
    rows = []
    for line in lines:
        kind, number = line.whose
        user_id, team_id = (number, None) if kind == "user" else (None, number)
        key = (user_id, team_id, line.year, line.form, line.issuer)
        if key in there:
            continue
        there.add(key)
        rows.append(
            EarlierAward(
                ward_id=ward_id,
                user_id=user_id,
                team_id=team_id,
                year=line.year,
                form=line.form,
                issuer=line.issuer,
                by=by,
                at=now(),
            )
        )
    db.session.add_all(rows)
    db.session.flush()
    if rows:
        announce_all(
            [
                EarlierNoted(
                    ward_id=ward_id,
                    subject_id=row.id,
                    by=by,
                    after={"year": row.year} | ({"user": row.user_id} if row.user_id else {"team": row.team_id}),
                )
                for row in rows
            ]
        )
    return len(rows)


@action
def remove_earlier(award_id: int, by: int, reach) -> None:
    """Take one off. LookupError where it is not within this reach."""
    row = take(EarlierAward, award_id)
    if row is None or not reach.covers(row.ward_id):
        raise LookupError(award_id)
    if row.removed_at is not None:
        raise Refused(EarlierAnswer.GONE)
    row.removed_by, row.removed_at = by, now()
    db.session.flush()
    announce_all([EarlierRemoved(ward_id=row.ward_id, subject_id=row.id, by=by)])
