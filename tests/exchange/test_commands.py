"""The wards' own files through the commands: exact figures, and twice changes nothing."""

import io
import json
import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.campaigns.models import Campaign, Kind
from app.contributions.models import Log, LogItem
from app.core.db import db
from app.core.policy import Role
from app.people.actions import add_person, grant_role
from app.people.models import Grant, User
from app.places.models import Team
from tests.exchange.conftest import ROSTER, make_book

DATA = Path(__file__).resolve().parents[2] / "app" / "seeds" / "data"
TOTALS = {
    "support_turn": 1680,
    "vneid_level2": 1705,
    "local_app": 948,
    "etax_mobile": 2310,
    "online_dossier": 640,
    "payment_account": 310,
    "digital_signature": 95,
    "household_visit": 520,
}
CUA_NAM = ("cua-nam-tinh-nguyen-vien.xlsx", "--campaign", "cua-nam-2025")
KIEN_HUNG = ("kien-hung-to-cds.xlsx", "--campaign", "kien-hung-2025")
JOURNAL = ("cua-nam-nhat-ky.xlsx", "--campaign", "cua-nam-2025")


@pytest.fixture
def flask(bare, at):
    """``flask("import-people", file, ...)`` runs a command of a site without anybody, after the campaign."""

    def run(command, file, *args, status=0):
        path = file if isinstance(file, Path) else DATA / file
        with at("2025-10-20T08:00"):
            result = bare.test_cli_runner().invoke(args=[command, str(path), *args])
        assert result.exit_code == status, result.output
        return result

    return run


@pytest.fixture
def secretary(bare, flask):
    flask("load-campaign", "cua-nam-2025.json")
    with bare.app_context():
        ward_id = db.session.scalar(select(Campaign.ward_id))
        user = add_person("Vũ Thị Hoa", by=None, phone="0909000111")
        grant_role(user, Role.SECRETARY, by=None, ward_id=ward_id)
    return "0909000111"


def test_all_four_campaigns_load_once_and_the_same_file_again_says_so(bare, flask, count_rows):
    for path in sorted(DATA.glob("*.json")):
        assert f"Đã nạp {path.stem}" in flask("load-campaign", path).stdout
    with bare.app_context():
        before = count_rows()
        assert before["campaigns"] == 4
    for path in DATA.glob("*.json"):
        assert "không thay đổi gì" in flask("load-campaign", path).stdout
    with bare.app_context():
        assert count_rows() == before


def test_the_same_slug_with_other_content_is_refused(flask, tmp_path):
    flask("load-campaign", "vi-thang-2024.json")
    document = json.loads((DATA / "vi-thang-2024.json").read_text())
    document["award_round"]["individuals"] += 1
    other = tmp_path / "other.json"
    other.write_text(json.dumps(document))
    assert "đã có với nội dung khác" in flask("load-campaign", other, status=1).stderr
    document["award_round"]["individuals"] -= 1
    other.write_text(json.dumps(document, indent=7, sort_keys=True))
    assert "không thay đổi gì" in flask("load-campaign", other).stdout


def test_both_rosters_and_the_journal_come_in_whole_and_twice_changes_nothing(bare, flask, secretary, count_rows):
    flask("load-campaign", "kien-hung-2025.json")
    for args, people in ((CUA_NAM, 186), (KIEN_HUNG, 227)):
        assert f"{people} người mới" in flask("import-people", *args).stdout
        assert f"{people} người mới" in flask("import-people", *args, "--apply").stdout
    approved = (*JOURNAL, "--apply", "--approved-by", secretary)
    assert "610 nhật ký mới, 610 nhật ký được duyệt luôn" in flask("import-logs", *approved).stdout
    with bare.app_context():
        before = count_rows()
        teams = select(Team.ward_id, func.count(Grant.user_id.distinct()), func.count(Team.id.distinct()))
        counted = db.session.execute(teams.join(Grant, Grant.team_id == Team.id).group_by(Team.ward_id))
        assert sorted(row[1:] for row in counted) == [(186, 28), (227, 36)]
        totals = select(Kind.code, func.sum(LogItem.quantity)).join(LogItem, LogItem.kind_id == Kind.id)
        assert dict(db.session.execute(totals.group_by(Kind.code)).all()) == TOTALS
        assert db.session.scalar(select(func.count()).where(Log.state == "approved")) == 610
        leaders = select(func.count()).where(Grant.role == Role.TEAM_LEADER.value)
        assert db.session.scalar(leaders) == 28 + 36
        assert db.session.scalar(select(func.count()).where(User.password_hash.is_not(None))) == 0
    assert "0 người mới, 186 người đã có, 0 vai trò mới" in flask("import-people", *CUA_NAM, "--apply").stdout
    assert "0 người mới, 227 người đã có, 0 vai trò mới" in flask("import-people", *KIEN_HUNG, "--apply").stdout
    assert "0 nhật ký mới" in flask("import-logs", *approved).stdout
    assert "610 nhật ký đã có" in flask("import-logs", *approved).stdout
    with bare.app_context():
        assert count_rows() == before


def test_the_36_teams_of_a_roster_are_created_when_that_is_allowed(bare, flask, tmp_path):
    document = json.loads((DATA / "kien-hung-2025.json").read_text())
    document["teams"] = []
    path = tmp_path / "no-teams.json"
    path.write_text(json.dumps(document))
    flask("load-campaign", path)
    errors = flask("import-people", *KIEN_HUNG, status=1).stderr.splitlines()
    assert len(errors) == 227
    assert errors[0].startswith("dòng 7: ")
    assert "36 tổ mới" in flask("import-people", *KIEN_HUNG, "--create-teams", "--apply").stdout
    with bare.app_context():
        assert db.session.scalar(select(func.count()).select_from(Team)) == 36


def test_without_apply_nothing_is_written(bare, flask, secretary, count_rows):
    with bare.app_context():
        before = count_rows()
    assert "Thêm --apply" in flask("import-people", *CUA_NAM).stdout
    with bare.app_context():
        assert count_rows() == before


def test_errors_go_one_a_line_with_row_and_column_in_either_language(bare, flask, secretary, tmp_path, count_rows):
    path = tmp_path / "bad.xlsx"
    path.write_bytes(
        make_book(
            ROSTER,
            ("Nguyễn Văn An", "Nam", 1990, "0912345678", None, "Tổ chuyển đổi số cộng đồng số 01"),
            ("Trần Thị Bé", "Nữ", 1890, "12", None, "Tổ nào đó"),
        )
    )
    with bare.app_context():
        before = count_rows()
    lines = flask("import-people", path, "--campaign", "cua-nam-2025", "--apply", status=1).stderr.splitlines()
    assert lines[0] == "dòng 3: Năm sinh: Năm sinh 1890 không nằm trong khoảng từ 1900 đến 2025."
    assert all(re.match(r"dòng 3: [^:]+: .+", line) for line in lines)
    english = flask("import-people", path, "--campaign", "cua-nam-2025", "--language", "en", status=1).stderr
    assert "row 3: Số điện thoại: “12” is not a Vietnamese phone number." in english
    with bare.app_context():
        assert count_rows() == before


@pytest.mark.parametrize(
    "args",
    [
        ("import-people", "cua-nam-2025.json", "--campaign", "cua-nam-2025"),
        ("import-people", "cua-nam-tinh-nguyen-vien.xlsx", "--campaign", "nowhere"),
        ("import-logs", "cua-nam-tinh-nguyen-vien.xlsx", "--campaign", "cua-nam-2025"),
        ("import-logs", "cua-nam-nhat-ky.xlsx", "--campaign", "cua-nam-2025", "--approved-by", "0999"),
        ("load-campaign", "cua-nam-nhat-ky.xlsx"),
    ],
)
def test_a_wrong_file_or_name_ends_with_a_sentence_and_status_1(flask, secretary, args):
    told = flask(*args, status=1).stderr
    assert told.strip()
    assert "Traceback" not in told


def test_rows_that_wait_already_are_not_approved_by_a_second_run_and_it_says_where_to_approve(bare, flask, secretary):
    flask("import-people", *CUA_NAM, "--apply")
    first = flask("import-logs", *JOURNAL, "--apply").stdout
    assert "610 nhật ký mới chờ duyệt ở mục Duyệt (/approvals)" in first
    again = flask("import-logs", *JOURNAL, "--apply", "--approved-by", secretary).stdout
    assert "0 nhật ký mới, 0 nhật ký được duyệt luôn" in again
    assert "610 nhật ký đã có vẫn đang chờ duyệt" in again and "/approvals" in again
    with bare.app_context():
        assert db.session.scalar(select(func.count()).where(Log.state == "sent")) == 610
    told = bare.test_cli_runner().invoke(args=["import-logs", "--help"]).stdout
    assert told.count("/approvals") == 2


def test_whoever_vouches_must_be_allowed_to_approve(bare, flask, secretary):
    flask("import-people", *CUA_NAM, "--apply")
    told = flask("import-logs", *JOURNAL, "--apply", "--approved-by", "0950000000", status=1).stderr
    assert "không có quyền duyệt" in told
    with bare.app_context():
        assert db.session.scalar(select(func.count()).select_from(Log)) == 0


def _upload(client, target, name):
    data = {"target": target, "file": (io.BytesIO((DATA / name).read_bytes()), name)}
    response = client.post("/imports", data=data)
    assert response.status_code == 303, response.text
    return response.location


def test_the_same_files_through_the_browser(bare, flask, secretary, count_rows, at):
    from app.core import clock
    from app.people.queries import held_by, user_by_login
    from app.people.sign_in import start_session

    with at("2025-10-20T08:00"):
        with bare.app_context():
            user = user_by_login(secretary)
            token = start_session(user, held_by(user.id, clock.today()))
            db.session.remove()
        client = bare.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True
        before = None
        for turn in range(2):
            for target, name, more in (("people", CUA_NAM[0], {}), ("logs", JOURNAL[0], {"vouch": "y"})):
                where = _upload(client, target, name)
                shown = client.get(where).text
                assert ("không còn gì để nhập" in shown) is bool(turn)
                assert client.post(f"{where}/apply", data=more).status_code == 303
            with bare.app_context():
                counted = count_rows()
                counted.pop("import_runs")
                assert before in (None, counted)
                before = counted
                totals = select(Kind.code, func.sum(LogItem.quantity)).join(LogItem, LogItem.kind_id == Kind.id)
                assert dict(db.session.execute(totals.group_by(Kind.code)).all()) == TOTALS
                db.session.remove()
    assert list((Path(bare.config["HOME"]) / "uploads").iterdir()) == []
