"""Through the lines: two duties of a hotline, and what one hands over to the other."""

import re

from tests.lines.hotline import Hotline


def through_the_lines(walk, cast):
    hotline, lan, minh = Hotline(walk.app, cast), cast.lan, cast.minh
    over = hotline.duty("2025-08-14T05:00", 3, lan)
    hotline.duty("2025-08-14T08:00", 8, minh)
    walk.post(lan, "lines.note", {"text": ""}, status=422, shift_id=over)
    walk.post(lan, "lines.note", {"text": "Cổng dịch vụ công bảo trì đến 10 giờ."}, shift_id=over)
    for person in (cast.hoa, lan, cast.binh):
        walk.get(person, "lines.lines")
    walk.get(cast.son, "lines.lines", target="duty")
    (note,) = re.findall(r"/line-notes/(\d+)/reading", walk.get(minh, "lines.lines").text)
    walk.post(minh, "lines.reading", note_id=note)
