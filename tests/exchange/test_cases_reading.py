"""Files as wards send them, on screen and by command: what is read of them, what is not, and who is told."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from app.campaigns.models import Campaign
from app.contributions.models import Log
from app.core.db import action, db
from app.core.policy import Role
from app.people.actions import add_person, grant_role
from app.people.models import Grant, User
from app.places.actions import add_team
from app.places.models import Team
from tests.conftest import on_sqlite
from tests.exchange.sending import send

CASES = Path(__file__).parent / "cases"
TEAM = "Tổ chuyển đổi số cộng đồng số 0{}".format
TDP = "Tổ dân phố 1"
LONG, LAM, GIANG, LAN = "Nguyễn Tuấn Long", "Vũ Công Lâm", "Hoàng Thị Ngọc Giang", "Trần Thị Thu Lan"
KNOWN = {LONG: "0950000222", LAM: "0950000223", GIANG: "0950000224", LAN: "0950003663"}

# What stands in the database afterwards: (name, phone, team).
ROSTERS = {
    "02-roster-sheet-per-team.xlsx": [
        ("Cao Văn An", "0913001001", TEAM(1)),
        ("Cao Văn Bình", "0913001002", TEAM(1)),
        ("Cao Văn Chi", "0913001003", TEAM(2)),
        ("Cao Văn Dần", "0913001004", TEAM(3)),
        ("Cao Văn Em", "0913001005", TEAM(3)),
    ],
    "03-roster-cong-tac-vien-rows.xlsx": [
        ("Kiều Văn Đào", "0913001111", TEAM(1)),
        ("Kiều Văn Gấm", "0913001112", TEAM(1)),
        ("Kiều Văn Hải", "0913001113", TEAM(1)),
    ],
    "04-roster-two-signed-blocks.xlsx": [
        ("Nông Văn An", "0913002101", TEAM(1)),
        ("Nông Văn Bình", "0913002102", TEAM(1)),
        ("Nông Văn Chính", "0913002103", TEAM(2)),
        ("Nông Thị Duyên", "0913002104", TEAM(2)),
    ],
    "10-roster-filtered-row.xlsx": [
        ("Vũ Thị Hạnh", "0913000201", TEAM(1)),
        ("Bùi Thị Kim", "0913000203", TEAM(2)),
    ],
    "11-roster-team-merged-down.xlsx": [
        ("Trịnh Văn Oanh", "0913000401", TEAM(1)),
        ("Trịnh Văn Phú", "0913000402", TEAM(1)),
        ("Trịnh Thị Sen", "0913000403", TEAM(2)),
        ("Trịnh Thị Thu", "0913000404", TEAM(2)),
    ],
    "24-roster-semicolon-bom.csv": [
        ("Nguyễn Văn Đường", "0912000801", TEAM(1)),
        ("Trần Thị Hương", "0912000802", TEAM(2)),
    ],
    "24b-roster-excel-unicode-text.txt": [
        ("Nguyễn Văn Đường", "0912000801", TEAM(1)),
        ("Trần Thị Hương", "0912000802", TEAM(2)),
    ],
    "merged-team.xlsx": [
        ("Nguyễn Văn An", "0978002101", TDP),
        ("Trần Thị Bình", "0978002102", TDP),
        ("Lê Văn Cường", "0978002103", TDP),
    ],
    "hidden-under-merge.xlsx": [
        ("Nguyễn Văn An", "0978006101", TDP),
        ("Trần Thị Bình", "0978006102", TDP),
        ("Lê Văn Cường", "0978006103", TDP),
    ],
    "band-nfc.xlsx": [("Nguyễn Văn An", "0978007101", TDP), ("Trần Thị Bình", "0978007102", TDP)],
    "band-tohop.xlsx": [("Nguyễn Văn An", "0978007101", TDP), ("Trần Thị Bình", "0978007102", TDP)],
    "tohop-people.xlsx": [("Nguyễn Thị Hường", "0978004101", TDP), ("Đỗ Đức Tuấn", "0978004102", TDP)],
    "roster-two-sheets.xls": [
        ("Cao Văn An", "0913003001", TEAM(1)),
        ("Cao Văn Chi", "0913003003", TEAM(1)),
        ("Cao Văn Dần", "0913003004", TEAM(2)),
    ],
}
# What stands in words beside the button, and in the command's answer.
TOLD = {
    "02-roster-sheet-per-team.xlsx": ["Tổ 1", "Tổ 2", "Tổ 3", "đã đọc 2 dòng", "đã đọc 1 dòng"],
    "04-roster-two-signed-blocks.xlsx": ["dòng 5: Người lập: Nông Văn An", "dòng 9: Người lập: Nông Văn Chính"],
    "10-roster-filtered-row.xlsx": ["Không đọc vì bị ẩn trong tệp: 1 dòng", "dòng 3: 2 · Ngô Văn Ích", "Trạng thái"],
    "hidden-under-merge.xlsx": ["Dòng 3: phần bị che dưới ô gộp không được đọc."],
    "tohop-people.xlsx": ["được coi là dòng tổng cộng: 1 dòng", "dòng 4: 3 · Tổng cộng: 2 người"],
    "roster-two-sheets.xls": ["Cao Thị Bình", "không đọc: trang tính bị ẩn trong tệp", "Năm sinh"],
}
# What is to be corrected: (row, column, a piece of the sentence).
WRONG = {
    "error-names.xlsx": [(2, "Họ và tên", "#N/A"), (3, "Tổ", "#REF!")],
    "error-names-old.xls": [(2, "Họ và tên", "#N/A"), (3, "Tổ", "#REF!")],
    "error-value.xlsx": [(2, "Ghi chú", "#GETTING_DATA")],
}
JOURNALS = {
    "merged-day.xlsx": [(LONG, date(2026, 11, 20), minutes) for minutes in (60, 120, 180)],
    "1904-dated.xlsx": [(LONG, date(2026, 11, 20), 180)],
}
MARKED = [
    (name, date(2026, 11, day), minutes)
    for name in (LAM, GIANG, LAN)
    for day, minutes in ((12, 180), (13, 180), (20, 180), (21, 90))
]


@action
def _settle(cast) -> None:
    """The campaign runs in November 2026, and the people of the journals stand in its first team."""
    days = {"starts_on": date(2026, 11, 11), "ends_on": date(2026, 12, 25)}
    db.session.execute(update(Campaign).where(Campaign.id == cast.campaign.id).values(days))
    add_team(cast.cua_nam.id, TEAM(3), by=None)
    for name, phone in KNOWN.items():
        user = add_person(name, by=None, phone=phone)
        grant_role(user, Role.VOLUNTEER, by=None, ward_id=cast.cua_nam.id, team_id=cast.team1.id)


@pytest.fixture
def site(app, at, cast):
    with at("2026-11-30T18:30"):
        with app.app_context():
            _settle(cast)
            db.session.remove()
        yield app


@pytest.fixture
def hoa(site, as_, cast):
    return as_(cast.hoa)


@pytest.fixture
def command(site, cast):
    """``command("import-people", file, ...)``: the answer of a command."""

    def run(name, file, *args):
        return site.test_cli_runner().invoke(args=[name, str(CASES / file), "--campaign", cast.campaign.name, *args])

    return run


def _rows(site, query) -> list[tuple]:
    with site.app_context():
        found = [tuple(row) for row in db.session.execute(query)]
        db.session.remove()
    return found


def _people(site, phones) -> list[tuple]:
    query = select(User.name, User.phone, Team.name).join(Grant, Grant.user_id == User.id)
    return _rows(site, query.join(Team).where(User.phone.in_(phones)).order_by(User.phone))


def _logs(site) -> list[tuple]:
    query = select(User.name, Log.day, Log.minutes).join(User, User.id == Log.user_id)
    return sorted(_rows(site, query))


@pytest.mark.parametrize("file", ROSTERS)
@on_sqlite
def test_a_roster_on_screen(site, hoa, file):
    where = send(hoa, (CASES / file).read_bytes(), name=file)
    shown = hoa.get(where).text
    assert f"Nhập {len(ROSTERS[file])} người" in shown
    for text in TOLD.get(file, ()):
        assert text in shown
    assert hoa.post(f"{where}/apply", data={"create_teams": "y"}).status_code == 303
    assert _people(site, [row[1] for row in ROSTERS[file]]) == ROSTERS[file]


@pytest.mark.parametrize("file", ROSTERS)
@on_sqlite
def test_a_roster_by_command(site, command, file):
    answer = command("import-people", file, "--create-teams", "--apply")
    assert answer.exit_code == 0, answer.output
    assert f"{len(ROSTERS[file])} người mới" in answer.stdout
    for text in TOLD.get(file, ()):
        assert text in answer.stdout
    assert _people(site, [row[1] for row in ROSTERS[file]]) == ROSTERS[file]


@pytest.mark.parametrize("file", WRONG)
def test_wrong_cells_are_named_on_screen_and_by_command(site, hoa, command, file):
    where = send(hoa, (CASES / file).read_bytes(), name=file)
    shown = hoa.get(where).text
    answer = command("import-people", file, "--create-teams", "--apply")
    assert answer.exit_code == 1
    for row, column, text in WRONG[file]:
        assert f'<td class="num" data-label="Dòng">{row}</td>' in shown
        assert text in shown
        assert any(f"dòng {row}: {column}: " in line and text in line for line in answer.stderr.splitlines())
    # Among the examples of its column too, a cell shows what the sheet shows.
    assert "CellError" not in shown
    assert hoa.post(f"{where}/apply", data={"create_teams": "y"}).status_code == 422
    assert _people(site, ["0978005201", "0978005202", "0978005101", "0913003101", "0913003102"]) == []


@pytest.mark.parametrize("file", JOURNALS)
def test_a_journal_on_screen(site, hoa, file):
    where = send(hoa, (CASES / file).read_bytes(), "logs", name=file)
    assert hoa.post(f"{where}/apply").status_code == 303
    assert _logs(site) == JOURNALS[file]


@pytest.mark.parametrize("file", JOURNALS)
def test_a_journal_by_command(site, command, file):
    answer = command("import-logs", file, "--apply")
    assert answer.exit_code == 0, answer.output
    assert _logs(site) == JOURNALS[file]


def test_an_attendance_sheet_is_read_once_somebody_says_what_a_mark_is(site, hoa):
    where = send(hoa, (CASES / "23-attendance-matrix.xlsx").read_bytes(), "logs")
    asked = hoa.get(where).text
    assert "Có 1 chỗ cần sửa" in asked
    assert "một dấu x tính bao nhiêu phút" in asked
    assert "Không nhận ra cột" not in asked
    assert "mỗi ngày một cột, từ 1/11/2026 đến 30/11/2026" in asked
    for wrong in ("0", "1441", "ba tiếng"):
        refused = hoa.post(f"{where}/reading", data={"read": "0", "mark_minutes": wrong})
        assert refused.status_code == 422
        assert "số phút là số nguyên từ 1 đến 1.440" in refused.text
    assert hoa.post(f"{where}/apply").status_code == 422
    hoa.post(f"{where}/reading", data={"read": "0", "mark_minutes": "180", "mark_slot": "Chiều"})
    assert "Nhập 12 nhật ký" in hoa.get(where).text
    assert hoa.post(f"{where}/apply").status_code == 303
    assert _logs(site) == sorted(MARKED)
    assert {slot for (slot,) in _rows(site, select(Log.slot))} == {"Chiều"}


def test_an_attendance_sheet_by_command(site, command):
    asked = command("import-logs", "23-attendance-matrix.xlsx", "--apply")
    assert asked.exit_code == 1
    [line] = asked.stderr.splitlines()
    assert "một dấu x tính bao nhiêu phút" in line
    assert "--minutes-per-mark 180" in asked.stdout
    answer = command("import-logs", "23-attendance-matrix.xlsx", "--minutes-per-mark", "180", "--apply")
    assert answer.exit_code == 0, answer.output
    assert _logs(site) == sorted(MARKED)


def test_hidden_rows_are_read_where_somebody_wants_them(site, hoa, command):
    file = "10-roster-filtered-row.xlsx"
    where = send(hoa, (CASES / file).read_bytes())
    assert "1 dòng bị bộ lọc trong tệp ẩn đi" in hoa.get(where).text
    hoa.post(f"{where}/reading", data={"read": "0", "hidden_rows": "read"})
    shown = hoa.get(where).text
    assert "Nhập 3 người" in shown
    assert "Dòng 3 bị ẩn trong tệp nhưng vẫn được đọc." in shown
    assert "Muốn đọc cả dòng bị ẩn" in command("import-people", file).stdout
    answer = command("import-people", file, "--hidden-rows", "read", "--apply")
    assert "3 người mới" in answer.stdout


def test_sheets_can_be_left_out_and_hidden_ones_taken_in(site, hoa, command):
    file = "02-roster-sheet-per-team.xlsx"
    where = send(hoa, (CASES / file).read_bytes())
    hoa.post(f"{where}/reading", data={"read": ["0", "2"]})
    shown = hoa.get(where).text
    assert "Nhập 4 người" in shown
    assert "bỏ qua theo lựa chọn của bạn" in shown
    hoa.post(f"{where}/reading", data={})
    assert "Chưa chọn trang tính nào để đọc." in hoa.get(where).text
    assert hoa.post(f"{where}/reading", data={"read": "3"}).status_code == 400
    assert hoa.post(f"{where}/reading", data={"read": "x"}).status_code == 400
    answer = command("import-people", file, "--sheet", "Tổ 2", "--sheet", "Tổ 3")
    assert "3 người mới" in answer.stdout
    missing = command("import-people", file, "--sheet", "Tổ 9")
    assert missing.exit_code == 1
    assert "Tổ 1, Tổ 2, Tổ 3" in missing.stderr
