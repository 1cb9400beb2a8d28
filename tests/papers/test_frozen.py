"""With its number a decision is fixed: nothing that the ward changes afterwards changes what it says."""

from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from app.campaigns.models import Campaign
from app.core import clock
from app.core.db import db, write_tx
from app.decisions.amended import FrozenDecision
from app.papers.actions.clerk import add_rate, set_numbers, set_texts
from app.papers.actions.freezing import freeze_earlier
from app.papers.actions.issue import issue_certificates
from app.papers.models import PaperDetails
from app.papers.queries.data import every_paper, values_to_freeze
from app.papers.queries.heads import head_of
from app.papers.rules.answers import PaperAnswer
from app.papers.rules.bonus import KNOWN, Rate
from app.papers.rules.frozen import document_of, read
from app.people.models import User
from app.places.models import Ward
from tests.cast import MORNING
from tests.papers import racers
from tests.papers.conftest import NOTHING
from tests.papers.test_actions import another_round, numbers, refused_with, rows
from tests.support.processes import at_once


def papers_now(cast) -> dict:
    return every_paper(head_of(cast.campaign.id))


def change_everything(cast) -> None:
    """All that the ward can change of what papers are written from."""
    set_texts(cast.campaign.id, {"signer_name": "Người Khác", "fund": "Quỹ khác", "about": "Khác"}, cast.tu.id, {})
    add_rate(cast.cua_nam.id, Rate(KNOWN[-1].starts_on, 9_000_000, 600, 300, 450), cast.tu.id)
    with write_tx():
        db.session.execute(update(Ward).where(Ward.id == cast.cua_nam.id).values(name="phường Khác"))
        db.session.execute(update(Campaign).where(Campaign.id == cast.campaign.id).values(name="Tên khác"))
        db.session.execute(update(User).where(User.id == cast.lan.id).values(birth_year=1950, gender="male"))
        db.session.execute(text("UPDATE grants SET title = 'Tổ trưởng' WHERE user_id = :lan"), {"lan": cast.lan.id})


def test_what_the_ward_changes_later_changes_no_paper(room, cast, decided_round):
    set_numbers(cast.campaign.id, numbers(), cast.tu.id)
    before = papers_now(cast)
    assert {"decision", "bonus", "summary", "submission", "reports"} <= set(before)
    change_everything(cast)
    assert papers_now(cast) == before
    issue_certificates(cast.campaign.id, cast.tu.id)
    assert all("Người Khác" not in row.sheet and "phường Khác" not in row.award for row in rows())


def test_without_a_number_all_of_it_counts(room, cast, decided_round):
    """The control."""
    before = papers_now(cast)
    change_everything(cast)
    after = papers_now(cast)
    assert all(before[key] != after[key] for key in before)
    assert after["bonus"].total != before["bonus"].total and after["decision"].texts["signer_name"] == "Người Khác"


def test_numbers_that_were_open_are_filled_in_once(room, cast, decided_round):
    set_numbers(cast.campaign.id, numbers(), cast.tu.id)
    day = numbers()["decision"][1]
    later = {**numbers(), "submission": (42, day)}
    set_numbers(cast.campaign.id, later, cast.tu.id)
    assert papers_now(cast)["decision"].submission.number == 42
    for wrong in (
        {**later, "submission": (43, day)},
        {**later, "submission": NOTHING},
        {**later, "decision": NOTHING},
    ):
        assert refused_with(set_numbers, cast.campaign.id, wrong, cast.tu.id) is PaperAnswer.NUMBERED
    for change in ({"decision_no": 9}, {"submission_no": 9}, {"decision_at": MORNING + timedelta(days=1)}):
        with pytest.raises(IntegrityError, match="stays as it is"):
            db.session.execute(update(PaperDetails).values(**change))
        db.session.rollback()
    for statement in (FrozenDecision.__table__.delete(), FrozenDecision.__table__.update().values(document="{}")):
        with pytest.raises(IntegrityError, match="only ever added"):
            db.session.execute(statement)
        db.session.rollback()


def test_what_is_fixed_is_read_as_it_was_written(room, cast, decided_round):
    values = values_to_freeze(head_of(cast.campaign.id))
    document = document_of(values)
    assert document_of(read(document)) == document
    assert read(document).granted.recipients == values.granted.recipients


def test_a_decision_that_had_its_number_before_is_fixed_in_the_next_minute(room, cast, decided_round):
    set_numbers(cast.campaign.id, {**numbers(NOTHING), "minutes": (3, numbers()["decision"][1])}, cast.tu.id)
    with write_tx():
        number, day = numbers()["decision"]
        values = {"decision_no": number, "decision_day": day, "decision_year": day.year, "decision_at": MORNING}
        db.session.execute(update(PaperDetails).values(**values))
    assert head_of(cast.campaign.id).frozen is None
    with clock.at(MORNING + timedelta(hours=1)):
        assert freeze_earlier() == 1 and freeze_earlier() == 0
    assert head_of(cast.campaign.id).frozen_at == MORNING


def test_the_next_free_number_stands_in_the_field(app, as_, cast, decided_round):
    with app.app_context():
        other = another_round(cast)
        set_numbers(other, numbers(), cast.tu.id)
        db.session.remove()
    number, day = numbers()["decision"]
    answer = as_(cast.tu).post(
        "/awards/papers/numbers?campaign=cua-nam-2025",
        data={"decision_no": f"{number}", "decision_day": day.isoformat()},
    )
    assert answer.status_code == 409
    assert f'value="{number + 1}"' in answer.text and f"{number + 1}." in answer.text


def raced(app, cast, database, tmp_path, task) -> list:
    """What both clerks were told, each with a round of the ward that waits for its number."""
    with app.app_context():
        campaigns = [cast.campaign.id, another_round(cast)]
        for campaign in campaigns:
            set_numbers(campaign, {**numbers(NOTHING), "minutes": (3, numbers()["decision"][1])}, cast.tu.id)
        db.session.remove()
        db.engine.dispose()
    return sorted(at_once(task, *((database[0], str(tmp_path), one, cast.tu.id) for one in campaigns)))


@pytest.mark.race
def test_of_two_clerks_at_one_instant_the_second_is_offered_the_next_number(
    app, cast, decided_round, database, tmp_path
):
    first, second = raced(app, cast, database, tmp_path, racers.numbering)
    assert first == (7, ["numbered"]) and second == (8, ["NUMBER_TAKEN", "numbered"])


@pytest.mark.race
def test_without_the_lock_the_second_breaks(app, cast, decided_round, database, tmp_path):
    """The control: both saw the number free, and only the database refuses the second."""
    told = raced(app, cast, database, tmp_path, racers.numbering_unguarded)
    assert told == [(7, [None, "crashed"]), (7, [None, "numbered"])]
