"""A ward's first hour, in a browser: from an empty database to the first approved record, by links and buttons."""

import re
import threading

import pytest
from flask_migrate import upgrade
from playwright.sync_api import expect
from werkzeug.serving import make_server

from app import create_app
from app.core.db import db
from app.seeds import files
from tests.browser.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.browser

ADMIN, ADMIN_PASSWORD = "0912345678", "go-cua-tung-nha"
SECRETARY, TEAM = "Vũ Thị Hồng Hoa", "Tổ chuyển đổi số cộng đồng số 01"


@pytest.fixture
def new_site(tmp_path, _stopped_clock):
    """The address of a site in whose database there is nobody but its administrator."""
    app = create_app(
        {
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'gocua.sqlite'}",
            "HOME": tmp_path,
            "SECRET_KEY": "only-for-tests-" * 3,
            "TODAY": "2026-11-30T18:30",
        }
    )
    with app.app_context():
        upgrade()
        db.session.remove()
    command = ["create-admin", "--login", ADMIN, "--name", "Nguyễn Văn A"]
    made = app.test_cli_runner().invoke(args=command, env={"GOCUA_PASSWORD": ADMIN_PASSWORD})
    assert made.exit_code == 0, made.output
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(10)
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def visitor(browser):
    """``visitor(PHONE)``: a page of a browser of its own, with scripts or without."""

    def come(size, scripts=True):
        return browser.new_context(viewport=size, java_script_enabled=scripts, locale="vi-VN").new_page()

    return come


def press(page, words: str):
    """Press the main area's first button, or follow its first link, with these words."""
    named = re.compile(words)
    main = page.locator("main")
    main.get_by_role("button", name=named).or_(main.get_by_role("link", name=named)).first.click()


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


def enter_by_code(page, site: str, code: str, password: str):
    page.goto(site + "/sign-in")
    press(page, "phiếu")
    page.fill("[name=code]", code)
    press(page, "Tiếp tục")
    page.fill("[type=password]", password)
    press(page, "Lưu và vào trang")
    page.wait_for_url(site + "/")


def steps(page) -> list[str]:
    """What is said of each of the first steps."""
    return page.locator("section[aria-labelledby=first-steps] .badge").all_inner_texts()


def add_the_ward(page, site: str) -> str:
    """The administrator signs in and adds the ward; returns the code on the secretary's slip."""
    page.goto(site)
    page.fill("[name=login]", ADMIN)
    page.fill("[name=password]", ADMIN_PASSWORD)
    press(page, "^Đăng nhập$")
    press(page, "danh sách phường, xã")
    press(page, "Thêm phường, xã")
    for name, value in {"ward": "phường Cửa Nam", "province": "Hà Nội", "name": SECRETARY}.items():
        page.fill(f"[name={name}]", value)
    page.fill("[name=phone]", "0959000002")
    press(page, "Thêm phường, xã")
    return page.locator(".slip-code").inner_text()


def open_the_campaign(page):
    press(page, "Tạo chiến dịch")
    page.fill("[name=name]", "45 ngày đêm chuyển đổi số")
    page.fill("[name=starts_on]", "2026-11-28")
    page.fill("[name=ends_on]", "2026-12-05")
    page.fill("[name=points-0-name]", "Nhà văn hóa số 3")
    page.fill("[name=points-1-name]", "Chợ 19-12")
    fits(page)
    page.locator("main form button.primary").click()
    expect(page.locator("#toasts .toast")).to_contain_text("Dưới đây là các bước đầu tiên")
    assert steps(page) == ["đã xong", "tiếp theo", "chưa làm", "chưa làm", "chưa làm"]


def import_the_people(page, sheet):
    press(page, "Nhập danh sách tình nguyện viên")
    page.set_input_files("input[type=file]", sheet)
    press(page, "Xem trước")
    expect(page.locator("main")).to_contain_text("đã đọc 186 dòng")
    fits(page)
    page.check("[name=create_teams]")
    press(page, "Nhập 186 người")
    expect(page.locator("main")).to_contain_text("Đã nhập 186 người mới")


def print_a_teams_slips(page) -> dict[str, str]:
    """Whose slip has which code."""
    press(page, "Làm phiếu đăng nhập")
    expect(page.locator("[name=person]").first).not_to_be_visible()
    page.select_option("select[name=team]", label=TEAM)
    press(page, "^Xem$")
    expect(page.locator("[name=person]").first).to_be_visible()
    fits(page)
    press(page, "Làm phiếu cho tất cả 9 người")
    page.emulate_media(media="print")
    slips = page.locator(".cut-cards li")
    expect(slips).to_have_count(9)
    for slip in slips.all():
        expect(slip).to_contain_text(TEAM)
        expect(slip.locator("svg")).to_be_visible()
    # The right-hand line to cut along lies on the paper.
    page.set_viewport_size({"width": 680, "height": 960})
    edges = "[...document.querySelectorAll('.cut-cards li')].map(one => one.getBoundingClientRect().right)"
    inner = page.locator(".paper").evaluate("one => one.getBoundingClientRect().right")
    assert max(page.evaluate(edges)) <= inner
    page.emulate_media(media="screen")
    page.set_viewport_size(PHONE)
    return {slip.locator("h2").inner_text(): slip.locator(".slip-code").inner_text() for slip in slips.all()}


def plan_the_shifts(page, site: str):
    page.goto(site)
    page.locator("section[aria-labelledby=first-steps]").get_by_role("link", name="Xếp ca").click()
    fits(page)
    press(page, "Áp dụng kế hoạch")
    expect(page.locator(".toast").first).to_be_visible()
    page.goto(site)
    assert steps(page) == ["đã xong", "đã xong", "tiếp theo", "đã xong", "chưa làm"]


def take_a_shift_and_file_a_record(page):
    expect(page.locator("main")).to_contain_text("Bạn chưa nhận ca nào")
    fits(page)
    press(page, "^Nhận ca")
    expect(page.locator("main")).to_contain_text("ca của bạn")
    page.locator("nav a[href='/']").first.click()
    press(page, "Ghi nhật ký")
    page.fill("[name=minutes]", "120")
    page.fill("[name=count-1]", "12")
    fits(page)
    press(page, "Gửi duyệt")
    expect(page.locator("main")).to_contain_text("Chờ duyệt")


def approve_it(page, site: str, name: str):
    page.goto(site)
    press(page, "Xem và duyệt")
    press(page, name)
    expect(page.locator("h1")).to_contain_text(name)
    fits(page)
    page.locator("main button[value=approved]").click()
    expect(page.locator(".toast").first).to_contain_text("duyệt")


def test_a_secretary_alone_has_a_ward_running(visitor, new_site, tmp_path):
    """The secretary's browser runs scripts; those of the administrator and the volunteer run none."""
    sheet = tmp_path / "danh-sach.xlsx"
    sheet.write_bytes(files.sheet("cua-nam-tinh-nguyen-vien"))
    code = add_the_ward(visitor(LAPTOP, scripts=False), new_site)
    desk = visitor(PHONE)
    # As somebody types it on a phone: no hyphens, small letters.
    enter_by_code(desk, new_site, code.replace("-", " ").lower(), "hoa-cua-nam-2026")
    open_the_campaign(desk)
    import_the_people(desk, sheet)
    slips = print_a_teams_slips(desk)
    plan_the_shifts(desk, new_site)
    name = "Nguyễn Thị Ngọc Lan"
    phone = visitor(PHONE, scripts=False)
    enter_by_code(phone, new_site, slips[name], "lan-di-tung-nha")
    take_a_shift_and_file_a_record(phone)
    approve_it(desk, new_site, name)
    desk.goto(new_site)
    # A ward with an approved record and people who can sign in is running: no first steps any more.
    assert steps(desk) == []
    phone.goto(new_site + "/logs")
    expect(phone.locator("main .badge.good").first).to_contain_text("duyệt")
