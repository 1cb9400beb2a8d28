"""Who says that somebody is there, and who answers for whom."""

from app.council.rules.answers import CouncilAnswer
from app.council.rules.meeting import CALLED, HERE, IN_SESSION, Meeting, Seat


def may_take_attendance(meeting: Meeting, by: int, member_id: int) -> CouncilAnswer:
    """The chair and the secretary of everybody, a member of themselves."""
    if meeting.state not in (CALLED, IN_SESSION):
        return CouncilAnswer.ENDED
    seat = meeting.seat_of(by)
    if seat is None:
        return CouncilAnswer.NOT_MEMBER
    own = seat.member_id == member_id
    return CouncilAnswer.YES if own or meeting.staffed_by(by) else CouncilAnswer.NOT_STAFF


def may_confirm(meeting: Meeting, by: int, seat: Seat) -> CouncilAnswer:
    """Whether somebody confirms that this member is present: the member, or of chair and secretary the one who did
    not note it."""
    if meeting.state not in (CALLED, IN_SESSION):
        return CouncilAnswer.ENDED
    if seat.user_id != by and not meeting.staffed_by(by):
        return CouncilAnswer.NOT_STAFF
    if seat.word != HERE:
        return CouncilAnswer.NOT_NOTED
    return CouncilAnswer.SECOND_PERSON if seat.waits and seat.noted_by == by else CouncilAnswer.YES


def may_answer(meeting: Meeting, by: int, seat: Seat) -> CouncilAnswer:
    """Whether somebody answers a question about a conflict of this member's: the member, or for an absent one the
    chair."""
    if seat.user_id == by:
        return CouncilAnswer.YES
    if not meeting.chaired_by(by):
        return CouncilAnswer.NOT_CHAIR
    return CouncilAnswer.ANSWERS_THEMSELVES if seat.word == HERE else CouncilAnswer.YES
