"""Through the posting of a list, of Kiến Hưng: its rule, a posting, objections with and without an account."""

from dataclasses import replace

from app.awards.actions import Who, choose, choose_all_above, lock_list, open_round, propose_new
from app.awards.models import Nomination, Round
from app.awards.rules import HOUSEHOLD
from app.campaigns.models import Campaign
from app.core.db import db
from app.core.policy import Role
from app.earlier.models import EarlierAward
from app.people.actions import grant_role
from app.people.models import User
from app.posting.models import Objection
from app.ranking.actions import adopt_scheme
from tests.cast import STARTS
from tests.house.walk.work import ids_of
from tests.ranking.makers import approved, scheme_document

HOME = Who(HOUSEHOLD, "Hộ bà Đặng Thị Mận", "Tổ dân phố 7")
OBJECTION = {"text": "Ngày 9/8 tổ không có mặt."}


def lock_the_other_list(walk, cast):
    """Dũng is on Kiến Hưng's locked list; Phúc leads that ward as well, and somebody else is its clerk."""
    with walk.app.app_context():
        campaign = db.session.get(Campaign, cast.other_campaign.id)
        adopt_scheme(campaign, scheme_document(), by=cast.quan.id)
        there = replace(cast, campaign=cast.other_campaign, cua_nam=cast.kien_hung, hoa=cast.phuc)
        approved(there, cast.dung, cast.other_team, support_turn=4)
        for person, role in ((cast.phuc, Role.WARD_LEADER), (cast.quan, Role.CLERK)):
            grant_role(db.session.get(User, person.id), role, by=None, ward_id=cast.kien_hung.id, starts_on=STARTS)
        places = {"individuals": 1, "collectives": 0, "households": 1}
        open_round(campaign, None, places, by=cast.phuc.id)
        home = propose_new(campaign.id, HOME, "contribution", "Cho mượn sân.", cast.phuc.id)
        choose(campaign.id, home.id, cast.phuc.id)
        choose_all_above(campaign.id, "individuals", cast.phuc.id)
        lock_list(campaign.id, cast.phuc.id)
        db.session.remove()


def through_the_posting(walk, cast):
    through_earlier_awards(walk, cast)
    lock_the_other_list(walk, cast)
    phuc, quan, dung = cast.phuc, cast.quan, cast.dung
    slug = {"slug": cast.other_campaign.name}
    there = {"campaign": cast.other_campaign.name}
    for person in (phuc, quan):
        walk.forget(person)
        walk.get(person, "posting.office", query=there)
    through_the_answers(walk, cast, there)
    walk.post(phuc, "posting.rule", {"scope": "public", "days": "0"}, query=there, status=422)
    walk.post(phuc, "posting.rule", {"scope": "public", "days": "5"}, query=there)
    walk.post(phuc, "posting.post", {"scope": "public", "days": "x"}, query=there, status=422)
    walk.post(phuc, "posting.post", {"scope": "public", "days": "5"}, query=there)
    walk.post(phuc, "posting.post", {"scope": "public", "days": "5"}, query=there, status=409)
    walk.post(phuc, "posting.post", {"scope": "public", "days": "6", "reason": "Sửa tên"}, query=there)
    nomination = ids_of(walk, lambda: db.session.query(Nomination.id).filter_by(user_id=dung.id))[0]
    walk.get(None, "posting.posted", **slug)
    walk.get(dung, "posting.posted", **slug)
    walk.post(None, "posting.object_to", {"text": ""}, status=422, **slug)
    walk.post(None, "posting.object_to", OBJECTION | {"nomination": nomination}, **slug)
    sent = walk.post(dung, "posting.object_to", OBJECTION | {"nomination": ""}, **slug)
    code = {"code": sent.location.rpartition("/")[2]}
    walk.get(None, "posting.answered", **slug, **code)
    one, own = ids_of(walk, lambda: db.session.query(Objection.id).order_by(Objection.id))
    walk.get(dung, "posting.mine", objection_id=own)
    place = {"objection_id": one}
    walk.get(quan, "posting.objection", **place)
    walk.post(phuc, "posting.owner", {"owner": quan.id}, **place)
    walk.post(phuc, "posting.owner", {"mine": "1"}, **place)
    walk.post(phuc, "posting.answer", {"verdict": "unfounded", "answer": ""}, status=422, **place)
    walk.post(quan, "posting.answer", {"verdict": "unfounded", "answer": "Có mặt."}, status=409, **place)
    walk.post(phuc, "posting.answer", {"verdict": "unfounded", "answer": "Sổ điểm danh có ký."}, **place)
    seen = {"seen": _answered(walk, one)}
    walk.get(quan, "posting.objection", **place)
    walk.post(phuc, "posting.confirm", seen, status=409, **place)
    walk.post(quan, "posting.confirm", seen, **place)
    walk.get(quan, "posting.objection", **place)
    walk.get(phuc, "posting.office", query=there)
    for kind in ("pdf", "docx"):
        walk.get(phuc, "papers.posting_notice", kind=kind)


def through_the_answers(walk, cast, there):
    """Of Dũng, who finds something wrong, and of a household without an account."""
    phuc, dung = cast.phuc, cast.dung
    walk.post(phuc, "commended.ask", query=there)
    walk.post(phuc, "commended.ask", query=there, status=409)
    own = ids_of(walk, lambda: db.session.query(Nomination.id).filter_by(user_id=dung.id))[0]
    home = ids_of(walk, lambda: db.session.query(Nomination.id).filter_by(subject="household", round_id=_last()))[0]
    walk.get(dung, "commended.mine")
    walk.get(dung, "commended.one", nomination_id=own)
    answer = {"answer": "wrong", "what": "Chức vụ chưa đúng", "right_name": "Phạm Tiến Dụng", "coming": "yes"}
    walk.post(dung, "commended.answer", answer | {"guests": "99"}, status=422, nomination_id=own)
    walk.post(dung, "commended.answer", answer | {"what": "", "right_name": ""}, status=409, nomination_id=own)
    walk.post(dung, "commended.answer", answer, nomination_id=own)
    walk.get(phuc, "commended.office", query=there)
    walk.post(phuc, "commended.settle", {"done": ""}, query=there, status=422, nomination_id=own)
    walk.post(phuc, "commended.settle", {"done": "Đã sửa"}, query=there, nomination_id=own)
    walk.post(phuc, "commended.note", {"coming": "yes", "guests": "99"}, query=there, status=422, nomination_id=home)
    walk.post(phuc, "commended.note", {"coming": "yes", "guests": "1"}, query=there, nomination_id=home)


def through_earlier_awards(walk, cast):
    """Of somebody as they are called by now, entered by the clerk of the ward; another line is not understood."""
    tu = cast.tu
    with walk.app.app_context():
        name = db.session.get(User, cast.mai.id).name
        db.session.remove()
    line = f"{name}; 2023; Giấy khen; UBND phường"
    walk.get(tu, "earlier.office")
    walk.post(tu, "earlier.note", {"lines": "Người Lạ; 2023; Giấy khen"}, status=422)
    walk.post(tu, "earlier.note", {"lines": line})
    found = ids_of(walk, lambda: db.session.query(EarlierAward.id))
    walk.post(tu, "earlier.remove", award_id=found[0])


def _last():
    return db.session.query(Round.id).order_by(Round.id.desc()).limit(1).scalar_subquery()


def _answered(walk, objection_id: int) -> str:
    with walk.app.app_context():
        at = db.session.get(Objection, objection_id).answered_at.isoformat()
        db.session.remove()
    return at
