"""The hotline and the rapid response team: who minds them, which hours nobody does, what was handed over."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import cycle

from app.core import clock
from app.core.policy import Reach
from app.core.reasons import Refused
from app.lines.actions import confirm, hand_over
from app.seeds.coordination.plan import SATURDAY, coming
from app.seeds.story import EVERYWHERE, Story, moment
from app.shifts.models import Shift
from app.signups.actions import sign_up

NIGHT = time(2)
# Days from today on for which people have put themselves down.
AHEAD = 14
# Duties of four hours.
A_DAY = 6
NOBODY = Reach()
LEFT_FOR_THE_NEXT = (
    "Bác Tư ngõ 31 chưa kích hoạt được VNeID, hẹn gọi lại trong ca sau (máy bàn, số trong sổ trực).",
    "Cổng dịch vụ công báo lỗi khi nộp hồ sơ cư trú từ đầu ca; đã báo tổng đài, chờ trả lời.",
    "Hai cuộc gọi hỏi ví điện tử đã xong. Bộ phát wifi dự phòng để ở bàn trực.",
)


def tell(story: Story) -> None:
    """Three days ago everybody chose their duties, except for what is named in ``_left_open``."""
    duties = [shift for shift in story.shifts() if shift.kind == "on_call"]
    lines = {}
    for duty in duties:
        lines.setdefault(duty.point_id, []).append(duty)
    hotline, rapid = sorted(lines.values(), key=lambda these: these[0].min_heads)
    half = len(story.on_call) // 2
    with clock.at(moment(story.today - timedelta(days=3), 20)):
        _fill(story, hotline, cycle(story.on_call[:half]))
        _fill(story, rapid, cycle(story.on_call[half:]))
    for these in (hotline, rapid):
        _notes(story, these)


def coming_night(now: datetime) -> datetime:
    """The next two o'clock at night."""
    local = now.astimezone(clock.LOCAL)
    day = local.date() + timedelta(days=local.time() >= NIGHT)
    return clock.instant(day, NIGHT)


def _left_open(story: Story) -> dict[tuple[int, datetime], int]:
    """(people wanted, begin) of duties with fewer people than that: how many come."""
    saturday = coming(story.today + timedelta(days=2), SATURDAY)
    return {
        (1, coming_night(story.now)): 0,
        (1, clock.instant(saturday, NIGHT)): 0,
        (2, clock.instant(story.today + timedelta(days=2), time(22))): 1,
    }


def _on_now(story: Story, duties: list[Shift]) -> int:
    """The number of the duty that is on."""
    return next(n for n, duty in enumerate(duties) if duty.starts_at <= story.now < duty.ends_at)


def _fill(story: Story, duties: list[Shift], people: Iterator[int]) -> None:
    """Long is on the rapid response team now, and was at this time yesterday."""
    missing, until, number = _left_open(story), story.today + timedelta(days=AHEAD), _on_now(story, duties)
    for place, duty in enumerate(duties):
        if duty.day > until:
            return
        heads = duty.min_heads
        if heads > 1 and place in (number, number - A_DAY):
            _take(story, duty, story.leader.id)
        for _ in range(missing.get((heads, duty.starts_at), heads)):
            _first_able(story, duty, people)


def _first_able(story: Story, duty: Shift, people: Iterator[int]) -> None:
    """Whoever's turn it is; those whom the rules keep off are passed over."""
    for _ in story.on_call:
        try:
            return _take(story, duty, next(people))
        except Refused:
            continue
    raise LookupError(f"nobody can mind shift {duty.id}")


def _take(story: Story, duty: Shift, user_id: int) -> None:
    sign_up(user_id, duty.id)
    story.seats.setdefault(duty.id, []).append(user_id)


def _notes(story: Story, duties: list[Shift]) -> None:
    """Yesterday's note was confirmed; that of the last duty waits for those on duty now."""
    number = _on_now(story, duties)
    _leave(story, duties[number - A_DAY - 1], LEFT_FOR_THE_NEXT[2], read_by=duties[number - A_DAY])
    _leave(story, duties[number - 1], LEFT_FOR_THE_NEXT[duties[0].min_heads - 1])


def _leave(story: Story, duty: Shift, text: str, read_by: Shift | None = None) -> None:
    with clock.at(duty.ends_at - timedelta(minutes=12)):
        note = hand_over(duty.id, story.seats[duty.id][0], text, EVERYWHERE, NOBODY)
    if read_by is not None:
        with clock.at(read_by.starts_at + timedelta(minutes=3)):
            confirm(note.id, story.seats[read_by.id][0], EVERYWHERE)
