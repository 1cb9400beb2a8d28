"""A whole session of the council on a locked round, told with its own verbs: called, attended, voted, closed."""

from datetime import datetime, timedelta

from app.core import clock
from app.core.policy import Reach
from app.council import actions
from app.council.queries.live import Live, live_of
from app.people.models import User

PLACE = "Phòng họp số 1, trụ sở UBND phường"
DISCUSSION = (
    "Thư ký trình bày danh sách và bảng xếp hạng. Các ủy viên trao đổi, nhất trí cách xét công khai theo điểm;\n"
    "đề nghị tuyên truyền rộng rãi thành tích của các tập thể, cá nhân sau khi có quyết định."
)

# (person, post as the minutes print it, duty)
Sitting = tuple[User, str, str]


def call(campaign_id: int, meets_at: datetime, members: list[Sitting], by: User) -> int:
    """A session that is called three days ahead; returns its id."""
    seats = [(user.id, post, duty) for user, post, duty in members]
    with clock.at(meets_at - timedelta(days=3)):
        return actions.call_session(campaign_id, meets_at, PLACE, seats, by.id).id


def hold(campaign_id: int, meets_at: datetime, members: list[Sitting], by: User, absent: User | None = None) -> int:
    """From the call to the result, within two hours. Everybody is in favour but for one abstention; ``absent`` gives
    an opinion in writing, by paper where the ballot is open. Who is equal at the line goes into a run-off, in which
    those who stand first on the list get the votes. Returns the session's id."""
    session_id = call(campaign_id, meets_at, members, by)
    chair = next(user for user, _, duty in members if duty == "chair")
    secretary = next(user for user, _, duty in members if duty == "secretary")
    reach = Reach(wards=frozenset({_live(session_id).session.ward_id}))

    def do(verb, who, minute, *args, **more):
        with clock.at(meets_at + timedelta(minutes=minute)):
            return verb(session_id, *args, by=who.id, reach=reach, **more)

    present = [user for user, _, _ in members if absent is None or user.id != absent.id]
    for at, user in enumerate(present):
        do(actions.take_attendance, user, -10 + at, {None: "present"})
    do(actions.open_session, chair, 2)
    for row in _live(session_id).words.values():
        if row.word == "asked":
            do(actions.answer, chair, 10, row.id, False)
    do(actions.open_ballot, chair, 20)
    for at, user in enumerate(present):
        _vote(do, session_id, user, 22 + at, abstains=at == len(present) - 1)
    if absent is not None and _live(session_id).settings.absent_by_writing:
        _write(do, session_id, absent, secretary)
    do(actions.close_ballot, chair, 40)
    for board in [board for board, one in _live(session_id).outcomes.items() if one.equal]:
        do(actions.open_run_off, chair, 45, board)
        first = _live(session_id).outcomes[board]
        for user in present:
            _vote(do, session_id, user, 47, only=set(first.equal[: first.seats]))
        do(actions.close_ballot, chair, 50)
    for item in [item for one in _live(session_id).outcomes.values() for item in one.departs]:
        do(actions.explain, chair, 55, item, "Hội đồng chưa nhất trí ở mức quy định.")
    do(actions.write_discussion, secretary, 60, DISCUSSION)
    do(actions.close_session, chair, 70)
    return session_id


def _live(session_id: int) -> Live:
    return live_of(session_id, Reach(everywhere=True))


def _vote(do, session_id: int, user: User, minute: int, abstains: bool = False, only: set[int] | None = None) -> None:
    """On every open line on which this member may vote: in favour (of ``only`` these, where they are given)."""
    live = _live(session_id)
    member = live.member(user.id)
    free = [line for line in live.open_lines if member.id not in live.meeting.recused(live.about(line))]
    choices = {line.id: "for" if only is None or line.item_id in only else "abstain" for line in free}
    if abstains and free and only is None:
        choices[free[-1].id] = "abstain"
    if choices:
        do(actions.vote, user, minute, choices, token=f"demo-{user.id}")


def _write(do, session_id: int, absent: User, secretary: User) -> None:
    live = _live(session_id)
    member = live.member(absent.id)
    lines = [line for line in live.open_lines if member.id not in live.meeting.recused(live.about(line))]
    choices = {line.id: "for" for line in lines}
    if live.settings.secret:
        do(actions.vote, absent, 30, choices, written=True, token=f"demo-{absent.id}")
    elif choices:
        do(actions.enter_written, secretary, 35, member.id, choices, "Phiếu lấy ý kiến")
