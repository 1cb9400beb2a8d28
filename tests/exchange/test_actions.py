"""The verbs: what they write, what they refuse, and that a refusal writes nothing."""

import importlib
from datetime import date

import pytest
from sqlalchemy import func, select

from app.audit.models import Entry
from app.audit.queries import broken_links
from app.contributions.models import Decision, Log
from app.contributions.rules import DecideAnswer
from app.core.db import db
from app.core.policy import Role
from app.core.reasons import Refused
from app.exchange import actions
from app.exchange.actions import ImportAnswer, RowsWrong
from app.exchange.rules import Code
from app.people.actions import add_person, end_role
from app.people.models import Grant, User
from app.places.actions import add_team
from app.places.models import Team

TEAM1 = "Tổ chuyển đổi số cộng đồng số 01"
AN = ("Nguyễn Văn An", "Nam", 1990, "0912345678", "an@example.vn", TEAM1, "Tổ phó")
LAN = ("Nguyễn Thị Thu Lan", "Nữ", 2001, "0950000001", "lan@example.vn", TEAM1)
DAY = date(2025, 8, 13)
WORK = (DAY, "Sáng", "Điểm lưu động số 1", "Nguyễn Thị Thu Lan", "0950000001", TEAM1, 210, 10, 5)


def test_a_new_person_comes_with_a_role_and_no_password(roster, cast):
    campaign, parsed = roster(cast.campaign, AN)
    result = actions.import_people(campaign, parsed, cast.hoa.id)
    assert result.counts == {"added": 1, "known": 0, "granted": 1, "filled": 0, "teams_added": 0}
    user = db.session.scalar(select(User).where(User.phone == "0912345678"))
    assert (user.name, user.gender, user.birth_year, user.email) == ("Nguyễn Văn An", "male", 1990, "an@example.vn")
    assert (user.sort_key[:2], user.search_key, user.password_hash, user.language) == (
        "a0",
        "nguyen van an",
        None,
        "vi",
    )
    grant = db.session.scalar(select(Grant).where(Grant.user_id == user.id))
    assert (grant.role, grant.team_id, grant.title) == (Role.VOLUNTEER.value, cast.team1.id, "Tổ phó")
    assert (grant.starts_on, grant.granted_by) == (campaign.starts_on, cast.hoa.id)


def test_a_second_run_changes_nothing(roster, cast, count_rows):
    campaign, parsed = roster(cast.campaign, AN, LAN)
    actions.import_people(campaign, parsed, cast.hoa.id)
    before = count_rows()
    result = actions.import_people(campaign, parsed, cast.hoa.id)
    assert (result.added, result.known, result.granted, result.filled) == (0, 2, 0, 0)
    assert count_rows() == before


def test_empty_details_of_a_known_volunteer_are_filled_in(roster, cast):
    campaign, parsed = roster(cast.campaign, LAN)
    assert actions.import_people(campaign, parsed, cast.hoa.id).filled == 1
    lan = db.session.get(User, cast.lan.id, populate_existing=True)
    assert (lan.gender, lan.birth_year, lan.email) == ("female", 2001, "lan@example.vn")


def test_a_secretary_gets_no_address_from_a_list(roster, cast):
    row = (cast.hoa.name, "Nữ", 1980, "0950000005", "somebody@example.vn", TEAM1)
    campaign, parsed = roster(cast.campaign, row)
    assert actions.import_people(campaign, parsed, cast.an.id).filled == 0
    assert db.session.get(User, cast.hoa.id).email is None


def test_everything_is_written_down_without_names(roster, cast):
    campaign, parsed = roster(cast.campaign, AN)
    actions.import_people(campaign, parsed, cast.hoa.id)
    entries = db.session.scalars(select(Entry).order_by(Entry.id.desc()).limit(3)).all()
    assert [entry.action for entry in entries] == ["import.applied", "grant.given", "person.added"]
    assert not any("Nguyễn" in entry.after or "09123" in entry.after for entry in entries)
    assert broken_links()[1] == []


def test_one_error_keeps_everybody_out(roster, cast, count_rows):
    other = ("Người Khác", "Nam", 1990, "0950000004", None, TEAM1)
    campaign, parsed = roster(cast.campaign, AN, other, ("X Y", "Nam", 1990, "0912345679", None, "Tổ lạ"))
    before = count_rows()
    with pytest.raises(RowsWrong) as caught:
        actions.import_people(campaign, parsed, cast.hoa.id)
    assert [(e.row_no, e.code) for e in caught.value.errors] == [(3, Code.OTHER_NAME_HIDDEN), (4, Code.TEAM_UNKNOWN)]
    assert "Dũng" not in str(caught.value.errors)
    assert count_rows() == before


def test_new_teams_are_made_when_they_are_allowed(roster, cast):
    campaign, parsed = roster(cast.campaign, (*AN[:5], "Tổ mới"))
    assert actions.import_people(campaign, parsed, cast.hoa.id, create_teams=True).teams_added == 1
    team = db.session.scalar(select(Team).where(Team.name == "Tổ mới"))
    assert (team.ward_id, team.search_key) == (cast.cua_nam.id, "to moi")


def test_another_wards_team_of_the_same_name_is_not_meant(roster, cast, room):
    add_team(cast.kien_hung.id, "Tổ chỉ có ở Kiến Hưng", by=None)
    campaign, parsed = roster(cast.campaign, (*AN[:5], "Tổ chỉ có ở Kiến Hưng"))
    with pytest.raises(RowsWrong):
        actions.import_people(campaign, parsed, cast.hoa.id)


def test_who_left_comes_back_from_that_day(roster, cast):
    grant = db.session.scalar(select(Grant).where(Grant.user_id == cast.lan.id))
    end_role(grant, cast.hoa.id)
    campaign, parsed = roster(cast.campaign, LAN)
    assert actions.import_people(campaign, parsed, cast.hoa.id).granted == 1
    days = select(Grant.starts_on, Grant.ends_on).where(Grant.user_id == cast.lan.id).order_by(Grant.id)
    assert [tuple(row) for row in db.session.execute(days)] == [
        (campaign.starts_on, date(2025, 8, 14)),
        (date(2025, 8, 14), None),
    ]


def test_somebody_added_meanwhile_is_a_refusal_not_a_crash(roster, cast, monkeypatch, count_rows):
    campaign, parsed = roster(cast.campaign, AN)
    add_person("Nguyễn Văn An", by=None, phone="0912345678")
    before = count_rows()
    verbs = importlib.import_module("app.exchange.actions.people")
    monkeypatch.setattr(verbs, "known_people", lambda *_: [])
    with pytest.raises(Refused) as caught:
        actions.import_people(campaign, parsed, cast.hoa.id)
    assert caught.value.reason is ImportAnswer.MEANWHILE
    assert count_rows() == before


def test_the_number_of_statements_does_not_grow_with_the_rows(roster, cast, count_sql):
    """Where the trail gets hundreds of entries, its heads are read first, once."""
    counts = []
    for size in (3, 400, 700):
        rows = [
            (f"Người {chr(65 + size % 26)} {chr(65 + n % 26)}", None, None, f"09{size:03}{n:05}", None, TEAM1)
            for n in range(size)
        ]
        campaign, parsed = roster(cast.campaign, *rows)
        with count_sql() as statements:
            actions.import_people(campaign, parsed, cast.hoa.id)
        counts.append(len(statements))
    assert counts[0] + 1 == counts[1] == counts[2] <= 9


def test_records_wait_unless_somebody_vouches(journal, cast):
    campaign, parsed = journal(cast.campaign, WORK)
    result = actions.import_logs(campaign, parsed, cast.hoa.id)
    assert result.counts == {"added": 1, "known": 0, "approved": 0}
    log = db.session.scalar(select(Log))
    assert (log.state, log.user_id, log.team_id, log.filed_by) == ("sent", cast.lan.id, cast.team1.id, cast.hoa.id)
    assert (log.slot, log.point_id, log.minutes) == ("Sáng", cast.point1.id, 210)


def test_records_that_a_secretary_vouches_for_count_at_once_and_once(journal, cast, count_rows):
    campaign, parsed = journal(cast.campaign, WORK)
    assert actions.import_logs(campaign, parsed, cast.an.id, cast.hoa.id).approved == 1
    assert db.session.scalar(select(Decision.by).where(Decision.verdict == "approved")) == cast.hoa.id
    before = count_rows()
    again = actions.import_logs(campaign, parsed, cast.an.id, cast.hoa.id)
    assert again.counts == {"added": 0, "known": 1, "approved": 0}
    assert count_rows() == before


def test_who_vouches_is_not_who_brings_them_in(journal, cast, count_rows):
    campaign, parsed = journal(cast.campaign, WORK)
    before = count_rows()
    with pytest.raises(Refused) as caught:
        actions.import_logs(campaign, parsed, cast.hoa.id, cast.hoa.id)
    assert caught.value.reason is ImportAnswer.SECOND
    assert count_rows() == before


def test_nobody_vouches_for_a_record_of_their_own(journal, cast):
    own = (DAY, "Sáng", None, cast.hoa.name, "0950000005", None, 60)
    campaign, parsed = journal(cast.campaign, WORK, own)
    with pytest.raises(RowsWrong) as caught:
        actions.import_logs(campaign, parsed, cast.an.id, cast.hoa.id)
    assert [(e.row_no, e.code) for e in caught.value.errors] == [(3, DecideAnswer.OWN)]
    assert db.session.scalar(select(func.count()).select_from(Log)) == 0


@pytest.mark.parametrize("who", ["lan", "an", "phuc", "quan"])
def test_only_who_may_approve_in_this_ward_vouches(journal, cast, who):
    campaign, parsed = journal(cast.campaign, WORK)
    with pytest.raises(Refused) as caught:
        actions.import_logs(campaign, parsed, None, getattr(cast, who).id)
    assert caught.value.reason is ImportAnswer.NO_APPROVER


def test_a_changed_figure_is_an_error_and_nothing_is_written(journal, cast, count_rows):
    actions.import_logs(*journal(cast.campaign, WORK), cast.hoa.id)
    before = count_rows()
    changed = (*WORK[:6], 200, *WORK[7:])
    campaign, parsed = journal(cast.campaign, changed, (DAY, "Chiều", *WORK[2:]))
    with pytest.raises(RowsWrong) as caught:
        actions.import_logs(campaign, parsed, cast.hoa.id)
    assert [(e.row_no, e.code) for e in caught.value.errors] == [(2, Code.LOG_DIFFERS)]
    assert count_rows() == before


def test_what_the_ledger_refuses_is_told_with_its_row(journal, cast):
    long = [(DAY, slot, None, *WORK[3:6], 1000) for slot in ("Sáng", "Chiều")]
    campaign, parsed = journal(cast.campaign, *long)
    with pytest.raises(RowsWrong) as caught:
        actions.import_logs(campaign, parsed, cast.hoa.id)
    assert [(e.row_no, e.code, e.column_label) for e in caught.value.errors] == [(3, Code.DAY_FULL, "Số phút")]


def test_people_of_another_ward_are_unknown(journal, cast):
    dung = (DAY, "Sáng", None, cast.dung.name, "0950000004", None, 60)
    campaign, parsed = journal(cast.campaign, dung)
    with pytest.raises(RowsWrong) as caught:
        actions.import_logs(campaign, parsed, cast.hoa.id)
    assert [e.code for e in caught.value.errors] == [Code.WHO_UNKNOWN]


def test_a_campaign_whose_slug_is_taken_otherwise_is_refused(room, cast, count_rows):
    from app.seeds.files import document

    before = count_rows()
    with pytest.raises(Refused) as caught:
        actions.load_campaign(document("cua-nam-2025"), cast.quan.id)
    assert caught.value.reason is ImportAnswer.OTHER_CONTENT
    assert count_rows() == before


def test_a_loaded_campaign_joins_the_ward_that_is_there(room, cast):
    from app.seeds.files import document

    second = document("cua-nam-2025") | {"slug": "cua-nam-2026"}
    campaign = actions.load_campaign(second, cast.an.id)
    assert campaign.ward_id == cast.cua_nam.id
    teams = select(func.count()).select_from(Team).where(Team.ward_id == cast.cua_nam.id)
    assert db.session.scalar(teams) == 28
    assert actions.load_campaign(second, cast.an.id) is campaign
