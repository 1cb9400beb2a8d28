"""What the pages say of attendance that waits, of opinions on paper, of rules that were changed."""

from app.core.db import db
from tests.council.conftest import DAY, Council


def test_the_phone_shows_one_button_to_confirm_and_what_was_entered(app, as_, cast):
    """The pages: who waits and why, one tap for the member, the secretary's form, the objection."""
    with app.app_context():
        held = Council(cast, individuals=1)
        member = {person.id: held.member(person) for person in held.people}
        away = held.others[1]
        held.do("take_attendance", dict.fromkeys(member.values(), "present"))
        held.do("take_attendance", {member[away.id]: "absent"})
        db.session.remove()
    at = f"/council/{held.id}"
    son, tu, mai, gone = (as_(one) for one in (cast.son, cast.tu, cast.mai, away))
    page = mai.get(at).text
    assert "Người khác đã ghi bạn có mặt" in page and "chờ xác nhận" in page
    desk = son.get(f"{at}/chair").text
    assert "3 thành viên được ghi có mặt nhưng chưa xác nhận" in desk
    assert "/confirmations" not in desk
    assert son.post(f"{at}/opening").status_code == 409
    assert son.post(f"{at}/confirmations", data={"member": member[cast.mai.id]}).status_code == 409
    assert tu.get(f"{at}/chair").text.count("/confirmations") == 3
    assert tu.post(f"{at}/confirmations", data={"member": member[cast.mai.id]}).status_code == 303
    for client in (tu, as_(held.others[0])):
        assert client.post(f"{at}/attendance", data={"word": "present"}).status_code == 303
    assert son.post(f"{at}/opening").status_code == 303
    son.post(f"{at}/ballots")
    with app.app_context():
        line = held.line(cast.lan.name)
        db.session.remove()
    paper = {"member": member[away.id], f"line-{line}": "for", "reference": "CV 12"}
    assert tu.post(f"{at}/opinions", data=paper).status_code == 422
    late = tu.post(f"{at}/opinions", data=paper | {"dated": "2025-08-15"})
    assert late.status_code == 409 and "từ ngày triệu tập" in late.text
    assert tu.post(f"{at}/opinions", data=paper | {"dated": DAY.isoformat()}).status_code == 303
    inbox = gone.get("/inbox").text
    assert "ý kiến của bạn theo văn bản ngày" in inbox
    page = gone.get(at).text
    assert "CV 12" in page and "Tôi phản đối" in page
    assert gone.post(f"{at}/objections").status_code == 303
    assert "phản đối: ý kiến nhập thay không được tính" in son.get(f"{at}/chair").text
    assert gone.post(f"{at}/objections").status_code == 409


def test_the_page_of_the_rules_refuses_in_words_and_shows_what_was_changed(app, as_, cast):
    with app.app_context():
        Council(cast)
        db.session.remove()
    tu, rules = as_(cast.tu), {"procedure": "full", "denominator": "all_members", "ballot": "open", "vote_by": "list"}
    rules |= {"quorum_percent": "67", "pass_percent": "60"}
    low = tu.post("/council/settings", data=rules | {"quorum_percent": "1", "reason": "x"})
    assert low.status_code == 422 and "50" in low.text
    assert tu.post("/council/settings", data=rules | {"pass_percent": "50", "reason": "x"}).status_code == 422
    unsaid = tu.post("/council/settings", data=rules)
    assert unsaid.status_code == 409 and "Hãy ghi lý do thay đổi" in unsaid.text
    groundless = tu.post("/council/settings", data=rules | {"procedure": "simple", "reason": "x"})
    assert groundless.status_code == 409 and "căn cứ" in groundless.text
    assert tu.post("/council/settings", data=rules | {"reason": "Tỉnh hướng dẫn"}).status_code == 303
    page = as_(cast.mai).get("/council").text
    assert "Tỉnh hướng dẫn" in page and cast.tu.name in page and "cả danh sách" in page
