"""The walk of a campaign, in a browser: on a volunteer's phone and on the laptops of those who decide."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.browser

LAN, LEADER, SECRETARY, WARD_LEADER, ADMIN = "0950001184", "0950000222", "0959000002", "0959000003", "0959000006"
FINISHED = "campaign=cua-nam-2025"


@pytest.fixture
def phone(page):
    page.set_viewport_size(PHONE)
    return page


@pytest.fixture
def laptop(page):
    page.set_viewport_size(LAPTOP)
    return page


def test_a_volunteer_takes_a_seat_is_told_why_not_another_and_leaves_again(phone, enter, site_url):
    page = enter(phone, LAN)
    expect(page.locator("h1")).to_contain_text("Lan")
    page.goto(site_url + "/shifts?day=2026-11-24")
    first = page.locator("button[formaction$='/sign-up']:enabled").first
    shift = re.search(r"/shifts/(\d+)/", first.get_attribute("formaction"))[1]
    first.click()
    expect(page.locator("#toasts .toast")).to_be_visible()
    page.goto(site_url + "/my/shifts")
    expect(page.locator(f"a[href='/shifts/{shift}']").first).to_be_visible()
    page.goto(site_url + "/shifts?day=2026-11-24")
    expect(page.locator("p.why").first).to_contain_text("Bạn đã có ca")
    page.goto(site_url + f"/shifts/{shift}")
    page.locator(f"a[href='/shifts/{shift}/leave']").click()
    page.locator(f"form[action='/shifts/{shift}/leave'] button").click()
    page.goto(site_url + "/my/shifts")
    expect(page.locator(f"a[href='/shifts/{shift}']")).to_have_count(0)


def test_a_full_shift_offers_a_place_in_line(phone, enter, site_url):
    page = enter(phone, LAN)
    page.goto(site_url + "/shifts?day=2026-11-23")
    page.locator("button[name=wait]").first.click()
    expect(page.locator("#toasts .toast")).to_be_visible()
    page.goto(site_url + "/my/shifts")
    expect(page.locator("main")).to_contain_text("3", use_inner_text=True)


def test_a_record_is_written_in_a_few_taps_and_the_secretary_approves_it(phone, browser, enter, site_url):
    page = enter(phone, LAN)
    page.goto(site_url + "/logs/new")
    # There are drafts: they are named first.
    page.locator("main a[href*='new=1']").click()
    page.locator("a.chip, a[href*='shift=']").first.click()
    minutes = page.locator("[name=minutes]")
    if not minutes.input_value():
        minutes.fill("180")
    page.locator("main form input[inputmode=numeric]:not([name=minutes])").first.fill("4")
    page.locator("main form button.primary").click()
    page.wait_for_url(re.compile(r"/logs(/\d+)?$"))
    expect(page.locator("main")).to_contain_text("Chờ duyệt")

    desk = browser.new_context(viewport=LAPTOP, locale="vi-VN").new_page()
    enter(desk, SECRETARY)
    desk.goto(site_url + "/approvals")
    waiting = desk.locator("table.bulk tbody tr")
    before = waiting.count()
    desk.locator("[data-all]").first.check()
    desk.locator("button[value=approved][data-counted]").click()
    # All of them are looked at first.
    desk.locator("main form:has([name=seen]) button").last.click()
    expect(desk.locator("#toasts .toast").first).to_contain_text("duyệt")
    desk.goto(site_url + "/approvals")
    assert waiting.count() < before
    page.goto(site_url + "/logs")
    expect(page.locator("main .badge.good").first).to_be_visible()


def test_the_secretarys_own_record_is_not_in_the_queue(laptop, enter, site_url):
    page = enter(laptop, SECRETARY)
    page.goto(site_url + "/approvals")
    expect(page.locator("table.bulk")).not_to_contain_text("Vũ Thị Hồng Hoa")
    page.goto(site_url + "/logs")
    expect(page.locator("main")).to_contain_text("Chờ duyệt")


def test_a_team_leader_files_what_the_team_did(phone, enter, site_url):
    page = enter(phone, LEADER)
    page.goto(site_url + "/logs/team/new")
    page.locator("[name=minutes]").fill("90")
    page.locator("main form input[inputmode=numeric]:not([name=minutes])").first.fill("12")
    page.locator("main form button.primary").click()
    page.wait_for_url(re.compile(r"/logs(/\d+)?$"))


def test_the_ranking_opens_into_every_addend(laptop, enter, site_url):
    page = enter(laptop, WARD_LEADER)
    page.goto(site_url + f"/ranking?{FINISHED}")
    row = page.locator(".ranks > li").first
    expect(row).to_contain_text("Nguyễn Tuấn Long")
    expect(row).to_contain_text("638,00")
    row.locator("summary").click()
    expect(row.locator("table").first).to_be_visible()


def test_the_ward_leader_chooses_and_a_departure_wants_a_reason(laptop, enter, site_url):
    page = enter(laptop, WARD_LEADER)
    page.goto(site_url + "/campaigns")
    card = page.locator("form[action$='/choose']")
    card.locator("button").first.click()
    page.goto(site_url + f"/awards?{FINISHED}")
    expect(page.locator("#quota")).to_contain_text("0/12")
    expect(page.locator("main")).to_contain_text("Ngưỡng chỉ tiêu: 12 cá nhân")
    page.locator("form[action*='/choice?'] button").first.click()
    page.goto(site_url + f"/awards?{FINISHED}")
    expect(page.locator("#quota")).to_contain_text("1/12")
    page.get_by_role("link", name="Nguyễn Thị Quỳnh", exact=True).click()
    page.locator("form[action*='/choice?'] button.primary").click()
    expect(page.locator(".error").first).to_be_visible()
    page.fill("form[action*='/choice?'] [name=reason]", "Trực thay sáu ca đêm bão, hội đồng thống nhất.")
    page.locator("form[action*='/choice?'] button.primary").click()
    page.goto(site_url + f"/awards?{FINISHED}")
    expect(page.locator("#quota")).to_contain_text("2/12")


def test_an_administrator_imports_a_roster_after_a_look(laptop, enter, site_url, tmp_path):
    from app.seeds import files

    sheet = tmp_path / "danh-sach.xlsx"
    sheet.write_bytes(files.sheet("cua-nam-tinh-nguyen-vien"))
    page = enter(laptop, ADMIN)
    page.goto(site_url + "/imports")
    page.check("[name=target][value=people]")
    page.set_input_files("input[type=file]", sheet)
    page.locator("form:has(input[type=file]) button").first.click()
    page.wait_for_url(re.compile(r"/imports/\d+"))
    expect(page.locator("main")).to_contain_text("186")


def test_everything_works_without_scripts(browser, enter, site_url):
    page = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="vi-VN").new_page()
    enter(page, LAN)
    page.goto(site_url + "/shifts?day=2026-11-25")
    button = page.locator("button[formaction$='/sign-up']:enabled").first
    shift = re.search(r"/shifts/(\d+)/", button.get_attribute("formaction"))[1]
    button.click()
    page.goto(site_url + "/my/shifts")
    expect(page.locator(f"a[href='/shifts/{shift}']").first).to_be_visible()
