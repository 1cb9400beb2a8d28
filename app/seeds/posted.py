"""Kiến Hưng's list before it is final: posted, an objection answered by two, names checked by those on it."""

from datetime import timedelta

from app.commended.actions import ask_all, reply, settle
from app.commended.queries import leaders_of
from app.core import clock
from app.posting.actions import answer, confirm, make_objection, post_list, set_rule
from app.posting.queries import lines_of
from app.seeds.story import EVERYWHERE

DAYS = 5
OBJECTION = "Tối 12/8 tôi đến điểm trực ở ngõ 5 không thấy ai. Đề nghị kiểm tra lại số ngày tham gia."
ANSWER = (
    "Đã đối chiếu sổ điểm danh và người trực cùng ca: điểm trực ngõ 5 tối 12/8 được chuyển sang nhà văn hóa vì mất "
    "điện, có ghi trong nhật ký ca. Số ngày tham gia được tính đúng."
)


def rule(ward_id: int, staff) -> None:
    """Before the list is locked."""
    set_rule(ward_id, "public", DAYS, staff["leader"].id)


def tell(campaign, staff) -> None:
    """From the afternoon of the locking on: five days, and each answer on its own day."""
    clerk, leader, begins = staff["clerk"].id, staff["leader"].id, clock.now()
    posting = post_list(campaign.id, "public", DAYS, "", clerk)
    ask_all(campaign.id, clerk)
    people = [line for line in lines_of(posting.id) if line.board == "individuals"]
    with clock.at(begins + timedelta(days=2)):
        objection, _code = make_objection(posting.id, people[1].nomination_id, OBJECTION, None)
    with clock.at(begins + timedelta(days=3)):
        _answers(people, clerk)
        answer(objection.id, "unfounded", ANSWER, clerk, EVERYWHERE)
    with clock.at(begins + timedelta(days=4)):
        confirm(objection.id, leader, EVERYWHERE)


def _answers(people, clerk: int) -> None:
    """Three of them: two bring somebody, one says that the post is missing, and it was looked at."""
    whose = leaders_of([line.nomination_id for line in people[:3]])
    for line, guests in zip(people[:2], (1, 2), strict=True):
        reply(line.nomination_id, "right", whose[line.nomination_id][0], comes=1 + guests)
    third = people[2].nomination_id
    reply(third, "wrong", whose[third][0], what="Chức vụ: tổ phó, không phải tổ viên.", comes=1)
    settle(third, "Đã đối chiếu quyết định thành lập tổ và sửa chức vụ.", clerk, EVERYWHERE)
