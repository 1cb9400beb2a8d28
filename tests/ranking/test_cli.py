"""`flask rank`, as scripts call it."""

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.ranking.makers import adopt, some_logs


@pytest.fixture
def run(app, cast):
    with app.app_context():
        adopt(cast)
        some_logs(cast)
    return lambda *args: app.test_cli_runner().invoke(args=["rank", *map(str, args)])


def test_json_has_the_promised_keys(run, cast):
    found = json.loads(run("cua-nam-2025", "--format", "json").output)
    assert list(found) == ["campaign", "scheme_version", "individuals", "collectives", "quota", "tied_at_line"]
    assert (found["campaign"], found["scheme_version"]) == ("cua-nam-2025", 1)
    assert found["individuals"][0] == {
        "rank": 1,
        "name": cast.lan.name,
        "phone": "0950000001",
        "team": cast.team1.name,
        "points": "12.00",
        "vulnerable_turns": 1,
        "active_days": 2,
        "eligible": True,
        "reason": None,
    }
    assert [one["rank"] for one in found["individuals"]] == [1, 2, 2, 4]
    assert list(found["collectives"][0]) == [
        "rank",
        "name",
        "score",
        "total",
        "per_head",
        "members",
        "vulnerable_turns",
        "eligible",
        "reason",
    ]
    assert found["collectives"][0]["total"] == "41.00"
    assert found["quota"] == {"collectives": 2, "individuals": 3}
    assert found["tied_at_line"] == {"collectives": [], "individuals": []}


def test_who_is_not_eligible_has_no_rank(app, cast):
    with app.app_context():
        adopt(cast, min_days=2)
        some_logs(cast)
    answer = app.test_cli_runner().invoke(args=["rank", "cua-nam-2025", "--format", "json"])
    last = json.loads(answer.output)["individuals"][-1]
    assert (last["rank"], last["eligible"], last["reason"]) == (None, False, "too_few_days")


def test_the_tie_across_the_line_is_named(run, app, cast):
    from app.campaigns.models import Campaign
    from app.core.db import action, db

    @action
    def narrow():
        db.session.get(Campaign, cast.campaign.id).quota_individuals = 2

    with app.app_context():
        narrow()
    tied = json.loads(run("cua-nam-2025", "--format", "json").output)["tied_at_line"]["individuals"]
    assert tied == [cast.binh.name, cast.minh.name]


def test_the_table_is_aligned_and_vietnamese(run, cast):
    lines = run("cua-nam-2025").output.splitlines()
    first = next(line for line in lines if cast.lan.name in line)
    assert "12,00" in first and cast.team1.name in first
    assert any(line.startswith("Hạng") for line in lines)


def test_the_book_goes_to_a_file(run, tmp_path, cast):
    target = tmp_path / "ranking.xlsx"
    assert run("cua-nam-2025", "--format", "xlsx", "--output", target).exit_code == 0
    book = load_workbook(BytesIO(target.read_bytes()))
    cells = [cell.value for row in book.worksheets[0] for cell in row]
    assert cast.lan.name in cells and 12 in cells
    assert "0950000001" not in cells


def test_the_book_goes_where_a_script_sends_it(run, cast):
    answer = run("cua-nam-2025", "--format", "xlsx")
    assert answer.exit_code == 0
    book = load_workbook(BytesIO(answer.stdout_bytes))
    assert cast.lan.name in [cell.value for row in book.worksheets[0] for cell in row]


def test_json_goes_to_a_file_too_and_a_bad_one_is_said(run, tmp_path):
    target = tmp_path / "ranking.json"
    run("cua-nam-2025", "--format", "json", "--output", target)
    assert json.loads(target.read_text())["campaign"] == "cua-nam-2025"
    answer = run("cua-nam-2025", "--format", "json", "--output", tmp_path / "none" / "x.json")
    assert answer.exit_code == 1


def test_an_unknown_campaign_and_one_without_a_scheme(app, cast):
    run = app.test_cli_runner().invoke
    assert run(args=["rank", "nowhere"]).exit_code == 1
    answer = run(args=["rank", "kien-hung-2025"])
    assert (answer.exit_code, "no scheme" in answer.output) == (1, True)
