"""Files as wards send them: names, numbers, times, days, phones, and who is who, on screen and by command."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from app.audit.models import Entry
from app.campaigns.models import Campaign
from app.contributions.models import Log, LogItem
from app.core.db import action, db
from app.core.policy import Role
from app.core.sheets import Sheet, read_sheets
from app.exchange.rules.recoding import recoded
from app.messages.models import Message
from app.people.actions import add_person, grant_role
from app.people.models import Grant, User
from app.places.actions import add_team, change_point
from app.places.models import Point, Team
from tests.exchange.conftest import JOURNAL, ROSTER, make_book
from tests.exchange.sending import send


@pytest.fixture
def engine_name():
    """What a sheet says is read before any database is asked."""
    return "sqlite"


CASES = Path(__file__).parent / "cases"
TEAM = "Tổ chuyển đổi số cộng đồng số 0{}".format
TDP = "Tổ dân phố 1"
LAM, GIANG = ("Vũ Công Lâm", "0950001036"), ("Hoàng Thị Ngọc Giang", "0950002738")
LAN, KIEN, LONG = (
    ("Trần Thị Thu Lan", "0950003663"),
    ("Đỗ Xuân Kiên", "0950004736"),
    ("Nguyễn Tuấn Long", "0950000222"),
)

TCVN3 = [
    ("Nguyễn Văn Đường", "0913000801", TEAM(1)),
    ("Trần Thị Hương", "0913000802", TEAM(1)),
    ("Lê Minh Tuấn", "0913000803", TEAM(1)),
]
VILLAGES = [
    ("Lò Văn Am", "0913001201", "Thôn Sơn"),
    ("Lò Văn Bun", "0913001202", "Thôn Sớn"),
    ("Lò Văn Cắm", "0913001203", "Thôn Mường"),
    ("Lò Văn Dọn", "0913001204", "Thôn Muống"),
]
BORN = {"0913001601": 1990, "0913001602": 1990, "0913001603": 1988, "0913001604": 1988}


@action
def _settle(cast) -> None:
    days = {"starts_on": date(2026, 11, 11), "ends_on": date(2026, 12, 25)}
    db.session.execute(update(Campaign).where(Campaign.id == cast.campaign.id).values(days))
    add_team(cast.cua_nam.id, TEAM(3), by=None)
    for name, phone in (LAM, GIANG, LAN, KIEN, LONG):
        user = add_person(name, by=None, phone=phone, birth_year=1998)
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


def _phones(rows):
    return [phone for _, phone, _ in rows]


def _file(file):
    return (CASES / file).read_bytes()


def _answer(client, where, **answers):
    """Answer questions by their keys; "team_x" is written "team:..." by the caller."""
    data = {}
    for number, (key, value) in enumerate(answers.items()):
        data |= {f"question-{number}": key, f"answer-{number}": value}
    response = client.post(f"{where}/answers", data=data)
    assert response.status_code == 303
    return client.get(where).text


def test_villages_that_differ_in_marks_are_four(site, hoa, command):
    where = send(hoa, _file("05-roster-villages-differ-in-marks.xlsx"))
    assert hoa.post(f"{where}/apply", data={"create_teams": "y"}).status_code == 303
    assert _people(site, _phones(VILLAGES)) == VILLAGES
    again = command("import-people", "05-roster-villages-differ-in-marks.xlsx", "--apply")
    assert "0 người mới" in again.stdout


def test_villages_that_differ_in_marks_by_command(site, command):
    assert (
        command("import-people", "05-roster-villages-differ-in-marks.xlsx", "--create-teams", "--apply").exit_code
        == 0
    )
    assert _people(site, _phones(VILLAGES)) == VILLAGES


def test_pairs_that_differ_in_marks_are_asked_about_once_one_is_known(site, hoa):
    rows = [
        ("Lò Văn Một", None, None, "0913001211", None, "Thôn Đông"),
        ("Lò Văn Hạ", None, None, "0913001212", None, "Thôn Hạ"),
    ]
    where = send(hoa, make_book(ROSTER, *rows))
    hoa.post(f"{where}/apply", data={"create_teams": "y"})
    rows = [
        ("Lò Văn Hai", None, None, "0913001213", None, "Thôn Đồng"),
        ("Lò Văn Hà", None, None, "0913001214", None, "Thôn Hà"),
    ]
    where = send(hoa, make_book(ROSTER, *rows))
    shown = hoa.get(where).text
    assert "“Thôn Đồng”" in shown
    assert shown.count('value="new"') == 2
    assert hoa.post(f"{where}/apply").status_code == 422
    shown = _answer(hoa, where, **{"team:Thôn Đồng": "new", "team:Thôn Hà": "new"})
    assert "Nhập 2 người" in shown
    assert hoa.post(f"{where}/apply").status_code == 303
    assert [team for *_, team in _people(site, [f"091300121{n}" for n in (1, 2, 3, 4)])] == [
        "Thôn Đông",
        "Thôn Hạ",
        "Thôn Đồng",
        "Thôn Hà",
    ]


def test_a_point_before_three_digits_is_a_thousand(site, hoa, command):
    where = send(hoa, _file("06-logs-thousands-point.xlsx"), "logs")
    shown = hoa.get(where).text
    assert "Có 1 chỗ cần sửa" in shown
    assert "2.000" in shown
    answer = command("import-logs", "06-logs-thousands-point.xlsx")
    [line] = answer.stderr.splitlines()
    assert line.startswith("dòng 3: Số lượt")
    assert command("import-logs", "journal-thousand.xlsx", "--apply").exit_code == 0
    assert _rows(site, select(LogItem.quantity)) == [(1000,)]


def test_garbled_names_are_refused_by_row(hoa, command):
    where = send(hoa, _file("12-roster-garbled-names.xlsx"))
    shown = hoa.get(where).text
    assert "Có 3 chỗ cần sửa" in shown
    assert "UTF-8" in shown
    assert hoa.post(f"{where}/apply").status_code == 422
    lines = command("import-people", "12-roster-garbled-names.xlsx").stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == ["dòng 2", "dòng 3", "dòng 4"]


def test_an_old_font_is_read_with_consent(site, hoa):
    where = send(hoa, _file("13-roster-tcvn3-names.xlsx"))
    shown = hoa.get(where).text
    assert "Nguyễn Văn Đường" in shown
    assert "TCVN3" in shown
    assert hoa.post(f"{where}/apply").status_code == 422
    assert _people(site, _phones(TCVN3)) == []
    refused = _answer(hoa, where, font="refuse")
    assert "Có 3 chỗ cần sửa" in refused
    assert "Nhập 3 người" in _answer(hoa, where, font="take")
    assert hoa.post(f"{where}/apply").status_code == 303
    assert _people(site, _phones(TCVN3)) == TCVN3


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("13-roster-tcvn3-names.xlsx", [name for name, *_ in TCVN3]),
        ("tcvn3-names.xlsx", ["Nguyễn Văn Hùng", "Trần Thị Hương", "Đỗ Thị Phượng", "Vũ Đình Trường"]),
        ("vni-names.xlsx", ["Nguyễn Văn Hùng", "Trần Thị Hương", "Đỗ Thị Phượng"]),
    ],
)
def test_old_fonts_by_command(site, command, file, names):
    before = {name for (name,) in _rows(site, select(User.name))}
    asked = command("import-people", file, "--create-teams", "--apply")
    assert asked.exit_code == 1
    assert "--answer font=take" in asked.stderr
    answer = command("import-people", file, "--create-teams", "--answer", "font=take", "--apply")
    assert answer.exit_code == 0, answer.output
    new = [name for (name,) in _rows(site, select(User.name).order_by(User.id)) if name not in before]
    assert sorted(new) == sorted(names)


@pytest.mark.parametrize("file", ["old-tcvn3-saved-as.xlsx", "old-tcvn3-biff5.xls"])
def test_every_letter_of_an_old_font_is_read(file):
    [sheet] = [sheet for sheet in read_sheets(_file(file), file) if sheet.rows]
    read, cells = recoded(sheet)
    assert len(cells) == 7
    assert [row[0] for row in read.rows] == [
        "Nguyễn Văn Hùng",
        "Trần Thị Hương",
        "Đỗ Thị Phượng",
        "Vũ Đình Trường",
        "Lê Thị Ánh Tuyết",
        "Ăn Ân Êm Ôn Ơn Ưng",
        "ổ ỗ ộ ờ",
    ]


def test_what_could_be_either_follows_the_others_of_its_column():
    def second(*others):
        rows = [("Họ và tên",), ("Lý Tó",), *((name,) for name in others)]
        return recoded(Sheet("S", rows))[0].rows[1][0]

    assert second("NguyÔn V¨n §\xadêng", "TrÇn ThÞ H\xad¬ng") == "Lý Tú"
    assert second("Nguyễn Văn Đường", "TrÇn ThÞ H\xad¬ng") == "Lý Tó"
    assert second("Nguyễn Văn Đường") == "Lý Tó"


def test_headings_of_an_old_font_are_known(command, tmp_path, site):
    rows = [("Lª ThÞ Hoµ", "0913009911", "Tæ d©n phè 1")]
    path = tmp_path / "ds.xlsx"
    path.write_bytes(make_book(("Hä vµ tªn", "Sè ®iÖn tho¹i", "Tæ"), *rows))
    answer = command("import-people", path, "--create-teams", "--answer", "font=take", "--apply")
    assert answer.exit_code == 0, answer.output
    assert _people(site, ["0913009911"]) == [("Lê Thị Hoà", "0913009911", TDP)]


def test_only_the_row_of_the_old_font_is_asked_about(site, command):
    asked = command("import-people", "mixed-tcvn3.xlsx", "--create-teams")
    [line] = [line for line in asked.stdout.splitlines() if line.startswith("? ")]
    assert "dòng 26" in line
    assert "Trần Thị Phương" in asked.stdout
    answer = command("import-people", "mixed-tcvn3.xlsx", "--create-teams", "--answer", "font=take", "--apply")
    assert "25 người mới" in answer.stdout


def test_teams_spelled_otherwise(site, hoa, command):
    file = "14-roster-team-spelled-otherwise.xlsx"
    where = send(hoa, _file(file))
    shown = hoa.get(where).text
    assert "Có 1 câu hỏi về tệp này" in shown or "1 câu hỏi về tệp này" in shown
    assert "Tổ CĐS cộng đồng số 01" in shown
    assert "create_teams" not in shown
    team = _rows(site, select(Team.id).where(Team.name == TEAM(1)))[0][0]
    assert "Nhập 3 người" in _answer(hoa, where, **{"team:Tổ CĐS cộng đồng số 01": str(team)})
    assert hoa.post(f"{where}/apply").status_code == 303
    assert {team for *_, team in _people(site, [f"091300203{n}" for n in (1, 2, 3)])} == {TEAM(1)}
    asked = command("import-people", file, "--create-teams", "--apply")
    assert asked.exit_code == 1
    assert f"--answer 'team:Tổ CĐS cộng đồng số 01={team}': {TEAM(1)}" in asked.stderr


def test_rows_of_a_team_can_be_left_out_or_made_new(site, command):
    file = "14-roster-team-spelled-otherwise.xlsx"
    left = command("import-people", file, "--answer", "team:Tổ CĐS cộng đồng số 01=leave")
    assert "2 người mới" in left.stdout
    assert "Bỏ qua theo lựa chọn của bạn: dòng 3." in left.stdout
    new = command("import-people", file, "--answer", "team:Tổ CĐS cộng đồng số 01=new")
    assert "1 tổ mới" in new.stdout
    assert command("import-people", file, "--answer", "nonsense").exit_code == 1


def test_points_spelled_otherwise(site, hoa, command, cast):
    file = "15-logs-point-spelled-otherwise.xlsx"
    where = send(hoa, _file(file), "logs")
    shown = hoa.get(where).text
    assert "“Điểm số 1”" in shown
    assert f'value="{cast.point1.id}"' in shown
    assert hoa.post(f"{where}/apply").status_code == 422
    assert command("import-logs", file, "--apply").exit_code == 1
    _answer(hoa, where, **{"point:Điểm số 1": str(cast.point1.id)})
    assert hoa.post(f"{where}/apply").status_code == 303
    assert _rows(site, select(Log.point_id)) == [(cast.point1.id,), (cast.point1.id,)]


def test_a_known_person_under_a_new_phone_is_asked_about(site, hoa, command):
    file = "16-roster-known-person-new-phone.xlsx"
    [(lam,)] = _rows(site, select(User.id).where(User.phone == LAM[1]))
    where = send(hoa, _file(file))
    shown = hoa.get(where).text
    assert "Vũ Công Lâm đã có trong phường với số điện thoại khác" in shown
    assert hoa.post(f"{where}/apply").status_code == 422
    other = _answer(hoa, where, **{"person:2": "other"})
    assert "Nhập 1 người" in other
    same = _answer(hoa, where, **{"person:2": f"same:{lam}"})
    assert "0913009901" in same
    assert hoa.post(f"{where}/apply").status_code == 303
    assert _rows(site, select(User.phone).where(User.name == LAM[0])) == [("0913009901",)]
    changed = select(Entry.action).where(Entry.action == "person.changed", Entry.subject_id == lam)
    assert _rows(site, changed) == [("person.changed",)]
    assert _rows(site, select(Message.kind).where(Message.user_id == lam)) == [("account.login",)]
    # The same file again finds the person.
    assert "0 người mới" in command("import-people", file, "--apply").stdout


def test_a_known_person_under_a_new_phone_by_command(site, command):
    file = "16-roster-known-person-new-phone.xlsx"
    assert command("import-people", file, "--apply").exit_code == 1
    assert command("import-people", file, "--answer", "person:2=leave", "--apply").exit_code == 0
    assert _rows(site, select(User.phone).where(User.name == LAM[0])) == [(LAM[1],)]
    assert command("import-people", file, "--answer", "person:2=other", "--apply").exit_code == 0
    assert len(_rows(site, select(User.id).where(User.name == LAM[0]))) == 2


def test_an_import_never_changes_the_login_of_whoever_may_do_more(site, hoa, cast):
    book = make_book(ROSTER, (cast.hoa.name, "Nữ", None, "0913009902", None, TEAM(2)))
    where = send(hoa, book)
    shown = hoa.get(where).text
    assert "với vai trò khác" in shown
    assert f"same:{cast.hoa.id}" not in shown
    _answer(hoa, where, **{"person:2": f"same:{cast.hoa.id}"})
    assert hoa.post(f"{where}/apply").status_code == 422
    assert _rows(site, select(User.phone).where(User.id == cast.hoa.id)) == [("0950000005",)]


def test_two_slots_in_a_cell_are_refused(hoa, command):
    where = send(hoa, _file("17-logs-two-slots-in-a-cell.xlsx"), "logs")
    shown = hoa.get(where).text
    assert "Có 2 chỗ cần sửa" in shown
    assert "gồm nhiều ca" in shown
    assert command("import-logs", "17-logs-two-slots-in-a-cell.xlsx").exit_code == 1


def test_the_preview_shows_what_will_be_written(hoa):
    row = (
        "Thứ Sáu, ngày 20/11/2026",
        "Ca sáng (8h-11h30)",
        "điểm lưu động số 01",
        *LAM,
        None,
        "3 tiếng rưỡi",
        1,
        None,
    )
    shown = hoa.get(send(hoa, make_book(JOURNAL, row), "logs")).text
    assert "20/11/2026 · Sáng · Điểm lưu động số 1 · " in shown
    assert "3 giờ 30 phút" in shown


def test_both_spellings_of_a_tone_are_one_name(site, hoa, command):
    assert command("import-people", "18a-roster-tone-old.xlsx", "--apply").exit_code == 0
    where = send(hoa, _file("18b-roster-tone-new.xlsx"))
    assert hoa.post(f"{where}/apply").status_code == 303
    query = select(User.name).where(User.phone.in_(["0913001301", "0913001302"])).order_by(User.phone)
    assert _rows(site, query) == [("Phan Thị Thuý",), ("Trần Phú Hoà",)]


def test_dates_of_birth(site, command):
    assert command("import-people", "20-roster-birth-dates.xlsx", "--apply").exit_code == 0
    found = _rows(site, select(User.phone, User.birth_year).where(User.phone.in_(BORN)))
    assert dict(found) == BORN


def test_names_with_titles(hoa, command):
    where = send(hoa, _file("21-roster-names-with-titles.xlsx"))
    shown = hoa.get(where).text
    assert "Có 2 chỗ cần sửa" in shown
    for text in (
        "tên của nhiều người",
        "là chức danh",
        "được đọc là họ tên Nguyễn Văn Kỳ",
        "Trần Thị Lan",
        "Nguyễn Văn Mão",
    ):
        assert text in shown
    lines = command("import-people", "21-roster-names-with-titles.xlsx").stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == ["dòng 5", "dòng 6"]


def test_hours_from_to(site, hoa, command):
    where = send(hoa, _file("22-logs-from-to-columns.xlsx"), "logs")
    assert "3 giờ 30 phút" in hoa.get(where).text
    assert hoa.post(f"{where}/apply").status_code == 303
    assert sorted(_rows(site, select(Log.minutes))) == [(210,), (240,)]
    assert "0 nhật ký mới" in command("import-logs", "22-logs-from-to-columns.xlsx").stdout


def test_two_phones_in_a_cell_are_shown(hoa, command):
    shown = hoa.get(send(hoa, _file("26-roster-two-phones-in-a-cell.xlsx"))).text
    assert "0913000601 / 0988000601" in shown
    assert "0913000604 / 0988000604" in shown
    assert command("import-people", "26-roster-two-phones-in-a-cell.xlsx").exit_code == 1


def test_old_phones_become_those_of_today(site, command):
    answer = command("import-people", "old-11-digits.xlsx", "--create-teams", "--apply")
    assert "1 người mới" in answer.stdout
    assert _people(site, ["0331234567"]) == [("Nguyễn Văn Chuyển", "0331234567", TDP)]


@pytest.mark.parametrize(
    ("file", "days"),
    [
        ("journal-longdate.xlsx", [date(2026, 11, 20), date(2026, 11, 21)]),
        ("journal-nfc.xlsx", [date(2026, 11, 20), date(2026, 11, 21)]),
        ("journal-tohop.xlsx", [date(2026, 11, 20), date(2026, 11, 21)]),
        ("1904-general.xlsx", [date(2026, 11, 20)]),
    ],
)
def test_days_and_hours_of_journals(site, hoa, command, file, days):
    answer = command("import-logs", file, "--apply")
    assert answer.exit_code == 0, answer.output
    assert sorted(_rows(site, select(Log.day, Log.minutes))) == [(day, 180) for day in days]
    assert "không còn gì để nhập" in hoa.get(send(hoa, _file(file), "logs")).text


def test_a_renamed_point_and_team_are_found_by_their_old_names(site, hoa, cast, command):
    @action
    def rename():
        point = db.session.get(Point, cast.point1.id)
        change_point(point, "Nhà văn hóa Cửa Nam", "", by=None)
        db.session.get(Team, cast.team1.id).name = "Tổ công nghệ số khu A"
        db.session.flush()

    with site.app_context():
        rename()
        db.session.remove()
    assert command("import-people", "20-roster-birth-dates.xlsx", "--apply").exit_code == 0
    assert _rows(site, select(Team.name).where(Team.name == TEAM(1))) == []
    assert {team for *_, team in _people(site, list(BORN))} == {"Tổ công nghệ số khu A"}
    row = ("20/11/2026", "Sáng", "Điểm lưu động số 1", *LONG, TEAM(1), 60, 1, None)
    shown = hoa.get(send(hoa, make_book(JOURNAL, row), "logs")).text
    assert "Nhà văn hóa Cửa Nam · Tổ công nghệ số khu A" in shown


@pytest.mark.parametrize(
    ("name", "told"),
    [("Nguyễn Văn \u0410n", "U+0410"), ("\u039dguyễn Văn An", "U+039D"), ("Nguyễn Văn A\u0336n", "U+0336")],
)
def test_letters_that_look_like_others_are_named(hoa, name, told):
    shown = hoa.get(send(hoa, make_book(ROSTER, (name, None, None, "0913009903", None, TEAM(1))))).text
    assert told in shown
    assert "Có 1 chỗ cần sửa" in shown


@pytest.mark.parametrize("typed", ["Vũ\u200d Công Lâm", "Vũ\u00a0Công Lâm", "Ｖũ Công Lâm", "Vũ\u3164Công Lâm\ufe0f"])
def test_a_known_person_with_unseen_letters_is_known(hoa, typed):
    where = send(hoa, make_book(ROSTER, (typed, None, None, LAM[1], None, TEAM(1))))
    assert "không còn gì để nhập" in hoa.get(where).text


def test_answers_are_checked(hoa, as_, cast):
    where = send(hoa, _file("13-roster-tcvn3-names.xlsx"))
    assert hoa.post(f"{where}/answers", data={"question-0": "font", "answer-0": "<b>"}).status_code == 400
    assert hoa.post(f"{where}/answers", data={"question-0": "x" * 400, "answer-0": "take"}).status_code == 400
    assert hoa.post(f"{where}/answers", data={}).status_code == 303
    assert as_(cast.phuc).post(f"{where}/answers", data={}).status_code == 404
    assert as_(cast.lan).post(f"{where}/answers", data={}).status_code == 403
