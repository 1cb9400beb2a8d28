"""What stands before and after an entry is said in words, whatever the event."""

from app.audit.fields import CODES, NAMES, changes
from app.campaigns.models import Campaign
from app.core.db import action, db
from app.core.events import announce
from app.core.i18n import speaking
from app.people.events import PersonChanged
from app.ranking.actions import adopt_scheme
from tests.audit.test_views import main
from tests.ranking.makers import scheme_document


@action
def _say(**after):
    announce(PersonChanged(ward_id=None, subject_id=1, by=None, after=after))


def test_a_field_without_a_name_is_heard_in_any_test(room, nameless):
    _say(groups={"elderly": 2}, fields=["phone", "no_such_detail"], no_such_field={"nor_this": 1})
    assert nameless == {"no_such_detail", "no_such_field", "nor_this"}
    nameless.clear()


def test_every_name_and_code_is_said_in_vietnamese(app):
    with app.test_request_context(), speaking("vi"):
        for field in NAMES:
            ((said, _old, _new),) = changes({}, {field: "x"})
            assert said != field and said != NAMES[field], field
        for code in CODES:
            ((_said, old, new),) = changes({"state": code}, {"state": code})
            assert old == new != code, code


def test_values_are_plain_words(app):
    with app.test_request_context(), speaking("vi"):
        before = {"fields": ["name", "phone"], "groups": {"elderly": 3}, "planned": False, "team": None}
        after = {"scheme": scheme_document(), "points": [3, 1], "user": 1680}
        shown = {name: (old, new) for name, old, new in changes(before, after)}
    assert shown["thông tin đã sửa"] == ("tên, số điện thoại", "")
    assert shown["nhóm yếu thế"] == ("người cao tuổi: 3", "")
    assert shown["có trong kế hoạch"] == ("không", "") and shown["tổ số"] == ("–", "")
    assert shown["thứ tự các điểm"] == ("", "3, 1") and shown["người số"] == ("", "1680")
    assert "{" not in shown["cách tính điểm"][1]


def test_the_page_shows_no_code(app, as_, cast):
    with app.app_context():
        adopt_scheme(db.session.get(Campaign, cast.campaign.id), scheme_document(), cast.hoa.id)
        db.session.remove()
    shown = main(as_(cast.hoa).get("/audit"))
    assert '<th scope="row">cách tính điểm</th>' in shown
    assert "points_per_unit" not in shown and "starts_on" not in shown
