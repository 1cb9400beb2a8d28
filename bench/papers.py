"""Papers: written a hundred times on each database, always from what the database says, and always the same bytes;
and what certificates cost. ``./run bench papers`` (a few minutes)."""

import hashlib
import os
import time
from datetime import date
from pathlib import Path

from flask_migrate import upgrade

from app.core import clock
from app.core.db import db
from app.decisions.actions import decide
from app.papers.actions.clerk import set_numbers
from app.papers.bundle import bundle
from app.papers.layout.certificates import Batch, Item, certificates_pdf
from app.papers.queries.data import every_paper, locked_head
from app.papers.wording import default_texts
from tests.cast import MORNING, make_cast
from tests.conftest import site
from tests.council.conftest import Council
from tests.papers.test_minutes import held

TIMES, PART = 100, 50
NUMBERS = {"decision": (7, date(2025, 8, 14)), "submission": (None, None), "minutes": (None, None)}


def written(url: str, home: Path) -> set[str]:
    """Checksums of all papers of a round with its council, as PDF, Word and Excel, made a hundred times."""
    app, found = site(url, home), set()
    with app.app_context():
        upgrade()
        with clock.at(MORNING):
            cast = make_cast()
            held(Council(cast).opened())
            decide(cast.campaign.id, {}, cast.son.id)
            set_numbers(cast.campaign.id, NUMBERS, cast.tu.id)
            for _ in range(TIMES):
                data = bundle(every_paper(locked_head(cast.campaign.id)), lambda key: None)
                found.add(hashlib.sha256(data).hexdigest())
                db.session.remove()
        db.engine.dispose()
    return found


def certificates() -> None:
    texts = default_texts("phường Cửa Nam", "45 ngày đêm hỗ trợ hoạt động chuyển đổi số", 2025)
    items = [
        Item(f"Nguyễn Thị Thu Lan {n}", "Tổ chuyển đổi số cộng đồng số 01", "Đã có thành tích", n, f"{n:010d}")
        for n in range(1, 2001)
    ]
    merit = Batch("merit", texts, MORNING, "https://gocua.example", 7, date(2025, 8, 14))
    other = Batch("participation", texts, MORNING, "https://gocua.example", issued_on=date(2025, 8, 14))
    for name, batch, count in (("39 certificates of merit", merit, 39), ("2,000 of participation", other, 2000)):
        begun, spent = time.perf_counter(), _spent()
        for start in range(0, count, PART):
            certificates_pdf(items[start : min(start + PART, count)], batch)
        print(f"{name:34} {_spent() - spent:6.2f} s of processor, {time.perf_counter() - begun:6.2f} s")


def _spent() -> float:
    """Processor seconds of this process and of those that drew for it and have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def measure(urls: list[str], home: Path) -> None:
    sums = {}
    for url in urls:
        engine, begun = url.partition(":")[0].partition("+")[0], time.perf_counter()
        sums[engine] = written(url, home)
        print(f"{engine:11} {TIMES} times all papers: {len(sums[engine])} different files, "
              f"{(time.perf_counter() - begun) / TIMES:.2f} s each")  # fmt: skip
    if len(sums) > 1:
        print("both databases:", "the same bytes" if len(set().union(*sums.values())) == 1 else "DIFFERENT")
    certificates()
