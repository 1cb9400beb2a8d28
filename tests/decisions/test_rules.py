"""Who may be granted what: the council's proposal is a ceiling, never a beginning."""

import pytest

from app.decisions.rules import DecisionAnswer, Proposed, against, mark_of, may_revoke

QUOTAS = {"collectives": 1, "individuals": 2, "households": 0}
TEAM = Proposed(1, "collectives", "Tổ 1")
LAN, MINH = Proposed(2, "individuals", "Lan"), Proposed(3, "individuals", "Minh")
ALL = [TEAM, LAN, MINH]


def answers(proposed, declined=None, quotas=QUOTAS):
    return [reason for reason, _ in against(proposed, declined or {}, quotas)]


def test_the_proposal_may_be_granted_as_it_is_or_with_single_ones_declined():
    assert answers(ALL) == []
    assert answers(ALL, {2: "Xin rút"}) == []
    assert answers(ALL, dict.fromkeys((1, 2, 3), "Chưa đủ căn cứ")) == [], "empty places are legal"
    assert answers([]) == []


def test_nobody_is_added_who_was_not_proposed():
    assert answers([TEAM], {3: "x"}) == [DecisionAnswer.NOT_PROPOSED]


@pytest.mark.parametrize("reason", ["", "   "])
def test_whoever_is_declined_is_told_why(reason):
    assert against(ALL, {2: reason}, QUOTAS) == [(DecisionAnswer.NO_REASON, {"name": "Lan"})]


def test_an_open_complaint_stands_in_the_way_until_it_is_declined_or_cleared():
    held = Proposed(2, "individuals", "Lan", on_hold=True)
    assert answers([held]) == [DecisionAnswer.ON_HOLD]
    assert answers([held], {2: "Đang xem xét đơn"}) == []


def test_a_unit_dissolved_meanwhile_is_not_commended():
    gone = Proposed(1, "collectives", "Tổ 1", dissolved=True)
    assert answers([gone]) == [DecisionAnswer.DISSOLVED] and answers([gone], {1: "Đã giải thể"}) == []


def test_nobody_decides_on_an_award_of_their_own():
    own = Proposed(9, "individuals", "Sơn", own=True)
    assert answers([own]) == [DecisionAnswer.OWN] and answers([own], {9: "Không tự xét"}) == []


def test_places_are_a_ceiling_for_each_list():
    more = [*ALL, Proposed(4, "individuals", "Bình")]
    assert against(more, {}, QUOTAS) == [(DecisionAnswer.OVER, {"count": 3, "quota": 2, "board": "individuals"})]
    assert answers(more, {4: "Quá số lượng"}) == []


def test_everything_that_is_wrong_is_said_at_once():
    found = answers([Proposed(1, "collectives", "Tổ 1", on_hold=True), TEAM, LAN], {2: ""}, QUOTAS)
    assert found == [DecisionAnswer.ON_HOLD, DecisionAnswer.NO_REASON, DecisionAnswer.OVER]


@pytest.mark.parametrize(
    ("granted", "revoked", "reason", "answer"),
    [
        (True, False, "Khai sai", DecisionAnswer.YES),
        (True, False, " ", DecisionAnswer.WHY),
        (True, True, "Khai sai", DecisionAnswer.REVOKED),
        (False, False, "Khai sai", DecisionAnswer.NOT_GRANTED),
    ],
)
def test_an_award_is_revoked_once_and_with_a_reason(granted, revoked, reason, answer):
    assert may_revoke(granted, revoked, reason) is answer


def test_another_proposal_has_another_mark():
    assert mark_of([1, 2]) == mark_of((1, 2)) != mark_of([2, 1]) and len(mark_of([])) == 16
