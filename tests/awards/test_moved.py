"""What was said and issued before there were nominations is taken over, and back."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from app.core.db import db
from app.decisions.queries import awards_of
from app.papers.actions.clerk import set_numbers
from app.papers.actions.issue import issue_certificates, reprint
from app.papers.models import Certificate
from tests.papers.conftest import DECISION, NOTHING, cancel, decide_a_round

BEFORE = "20261129_23_proof"
SAID = (
    "SELECT choices.id, verdict, choices.reason, board, standings.name FROM choices JOIN {join} ORDER BY choices.id",
    "SELECT certificates.id, code, board, standings.name FROM certificates JOIN {join} ORDER BY certificates.id",
)
REST = ("SELECT * FROM kept_files ORDER BY id", "SELECT * FROM revocations ORDER BY certificate_id")
NOW = "nominations ON nominations.id = {0}.nomination_id JOIN standings ON standings.id = nominations.standing_id"
THEN = "standings ON standings.id = {0}.standing_id"


def read(join: str):
    with db.engine.connect() as connection:
        said = [SAID[0].format(join=join.format("choices")), SAID[1].format(join=join.format("certificates"))]
        return [[tuple(row) for row in connection.execute(text(query))] for query in (*said, *REST)]


@pytest.mark.usefixtures("room")
def test_choices_and_certificates_keep_whom_they_are_about(cast):
    decide_a_round(cast)
    set_numbers(cast.campaign.id, {"decision": DECISION, "submission": NOTHING, "minutes": NOTHING}, cast.tu.id)
    issue_certificates(cast.campaign.id, cast.tu.id)
    first = db.session.query(Certificate).order_by(Certificate.id).first()
    reprint(first, "Bị ướt", cast.tu.id, lambda mark: b"%PDF")
    cancel(cast, first.nomination_id, "Khai sai")
    db.session.remove()
    before = read(NOW)
    assert [len(rows) for rows in before] == [2, 2, 1, 0]
    downgrade(revision=BEFORE)
    then = read(THEN)
    assert then[:3] == before[:3] and len(then[3]) == 1, "the end of an award is that of its certificate again"
    upgrade()
    assert read(NOW) == before
    assert {one.why for one in awards_of(first.round_id)} == {None, "Khai sai"}
    with db.engine.connect() as connection, pytest.raises(Exception, match="only ever added"):
        connection.execute(text("DELETE FROM certificates"))
