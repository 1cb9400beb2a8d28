"""Cửa Nam's open round: what was proposed beside the ranking, a text somebody wrote, an award of somebody else."""

from datetime import timedelta

from app.awards.actions import Who, note_parallel, propose, propose_new, set_quota, write_achievement
from app.awards.queries import achievements_of, boards_of, round_in
from app.awards.rules import COLLECTIVE, HOUSEHOLD
from app.core import clock
from app.core.db import action

HOUSEHOLD_ID = Who(HOUSEHOLD, "Hộ ông Trịnh Đình Khang", "Tổ dân phố số 12")
ANOTHER_UNIT = Who(COLLECTIVE, "Đội kỹ thuật lưu động - Trung tâm Viễn thông khu vực", "Đơn vị phối hợp")
FAMILY_GROUNDS = (
    "Cho mượn tầng một của nhà ở làm điểm hỗ trợ lưu động trong suốt 45 ngày, lo điện, nước và chỗ ngồi chờ cho "
    "người cao tuổi; cùng tổ chuyển đổi số vận động các hộ trong ngõ cài đặt VNeID mức 2."
)
UNIT_GROUNDS = (
    "Kéo đường truyền và trực kỹ thuật tại các điểm hỗ trợ; khắc phục ngay trong đêm hai sự cố mất mạng, "
    "giữ cho điểm tiếp nhận hồ sơ không phải dừng phục vụ."
)
PERSON_GROUNDS = (
    "Nhận thêm các ca tối khi điểm thiếu người, kiên trì hướng dẫn từng người cao tuổi đến khi tự làm được."
)
MORE_WORDS = (
    "Được người dân tại điểm hỗ trợ gửi lời cảm ơn vì tận tình hướng dẫn người cao tuổi, đến tận nhà với người đi "
    "lại khó khăn."
)


@action
def tell(campaign, secretary, leader, clerk) -> None:
    """Two days after the round was opened; the list stays open."""
    at = campaign.id
    found = round_in(at)
    people, teams = (
        [one.candidate.subject_id for one in boards_of(found).tables[board].lines]
        for board in ("individuals", "collectives")
    )
    first, below = people[0], people[found.quota_individuals + 3]
    with clock.at(found.opened_at + timedelta(days=2)):
        set_quota(at, {"households": 1}, leader.id)
        propose_new(at, HOUSEHOLD_ID, "contribution", FAMILY_GROUNDS, secretary.id)
        propose_new(at, ANOTHER_UNIT, "field", UNIT_GROUNDS, secretary.id)
        propose(at, below, "movement", PERSON_GROUNDS, secretary.id)
        write_achievement(at, first, f"{achievements_of(found.id)[first]}\n{MORE_WORDS}", clerk.id)
        note_parallel(at, teams[0], "Ban Chấp hành Đoàn thành phố", campaign.ends_on + timedelta(days=6), clerk.id)
