"""A locked round of Cửa Nam, and values of papers as large and as odd as they come."""

from datetime import UTC, date, datetime
from fractions import Fraction
from io import BytesIO

import pypdfium2

from app.awards.actions import choose_all_above, lock_list, open_round
from app.core.clock import now
from app.core.policy import Reach
from app.council.actions import call_session
from app.council.rules.meeting import CHAIR, MEMBER, SECRETARY
from app.decisions.actions import decide
from app.decisions.amended import CANCELLATION
from app.papers.actions.amending import answer_amendment, number_amendment, propose_amendment
from app.papers.actions.clerk import set_numbers
from app.papers.queries.data import locked_head, papers_from
from app.papers.rules.amending import AWARD, Change
from app.papers.rules.bonus import KNOWN
from app.papers.rules.data import Numbered, Papers, Recipient
from app.papers.wording import default_texts
from tests.council.conftest import without_a_session
from tests.ranking.makers import adopt, campaign_of, some_logs

WARD, CAMPAIGN = "phường Cửa Nam", "45 ngày đêm hỗ trợ hoạt động chuyển đổi số"
DECISION = (7, date(2025, 8, 14))
NOTHING = (None, None)
NO_NUMBER = Numbered()
EVERYWHERE = Reach(everywhere=True)
ODD = (
    "=cmd|'/C calc'!A0",
    "<b>Đậm</b> & <w:t>",
    '#image("/etc/hostname")',
    "{{ 7 * 7 }} {% for %}",
    "$x$ *a* _b_ `c` \\ @d // e",
    "Nguyễn " * 28 + "Ân",
    "x" * 200,
)


def list_a_round(cast) -> None:
    """Lan and team 1 are on the list; Minh, Bình and Hoa worked too. The council is called about it for now."""
    _lock(cast)
    duties = ((cast.son, CHAIR), (cast.tu, SECRETARY), (cast.mai, MEMBER), (cast.hoa, MEMBER))
    call_session(cast.campaign.id, now(), "Phòng họp", [(one.id, "", duty) for one, duty in duties], cast.son.id)


def lock_a_round(cast) -> None:
    """The same list, under the simplified procedure."""
    _lock(cast, without_a_session)


def _lock(cast, before=None) -> None:
    adopt(cast)
    some_logs(cast)
    open_round(campaign_of(cast), None, {"individuals": 1, "collectives": 1}, by=cast.son.id)
    choose_all_above(cast.campaign.id, "individuals", cast.son.id)
    choose_all_above(cast.campaign.id, "collectives", cast.son.id)
    if before:
        before(cast)
    lock_list(cast.campaign.id, cast.son.id)


def decide_a_round(cast) -> None:
    """The same list, granted as it is."""
    lock_a_round(cast)
    decide(cast.campaign.id, {}, cast.son.id)


def number_a_round(cast) -> None:
    """The decision has its number."""
    decide_a_round(cast)
    set_numbers(cast.campaign.id, {"decision": DECISION, "submission": NOTHING, "minutes": NOTHING}, cast.tu.id)


def papers_of(campaign_id: int, paper: str = "decision") -> Papers:
    """What a paper of the campaign's round says."""
    return papers_from(locked_head(campaign_id), paper)


def recipient(number: int, board: str, name: str) -> Recipient:
    unit = WARD if board == "collectives" else "Tổ chuyển đổi số cộng đồng số 01"
    if board == "households":
        return Recipient(
            number, board, name, "Tổ dân phố số 5", told="Ủng hộ địa điểm và máy tính.\nĐón 300 lượt người."
        )
    work = (("Lượt người dân được hỗ trợ", 1412), ("Cài đặt, kích hoạt VNeID mức 2", 120))
    return Recipient(number, board, name, unit, number, Fraction(25, 2), 22, 3333, work, 1995, "female", "Tổ viên")


def papers(names=(), numbered=NO_NUMBER, **changes) -> Papers:
    """Cửa Nam's 27 collectives and 12 individuals; the first of these have the given names."""
    people = [*names, *("Phạm Thị Hồng Nhung" for _ in range(12))][:12]
    values = {
        "ward": WARD,
        "campaign": CAMPAIGN,
        "first_day": date(2025, 7, 31),
        "last_day": date(2025, 9, 13),
        "locked_at": datetime(2025, 9, 20, 8, tzinfo=UTC),
        "ranking_day": date(2025, 9, 15),
        "checksum": "ab" * 32,
        "rate": KNOWN[-1],
        "texts": default_texts(WARD, CAMPAIGN, 2025),
        "decision": numbered,
        "submission": Numbered(),
        "minutes": Numbered(),
        "recipients": (
            *(recipient(n, "collectives", f"Tổ chuyển đổi số cộng đồng số {n:02d}") for n in range(1, 28)),
            *(recipient(n, "individuals", name) for n, name in enumerate(people, start=30)),
        ),
    }
    return Papers(**{**values, **changes})


def homes(*names) -> tuple[Recipient, ...]:
    return tuple(recipient(n, "households", name) for n, name in enumerate(names, start=60))


def text_of(pdf: bytes) -> str:
    """All that a PDF says, as somebody who copies it gets it, without line ends."""
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_range())
            text.close()
            page.close()
    return " ".join(" ".join(found).replace("\x02", "").split())


def pages_in(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        return len(document)


def amend(cast, kind: str, *changes: Change, reason: str = "Khai sai thành tích", number: int | None = None) -> int:
    """A further decision about the numbered one: proposed by the clerk, agreed to by the leader, and numbered where
    it gets a number. Returns its own id."""
    row = propose_amendment(cast.campaign.id, kind, changes, reason, cast.tu.id)
    answer_amendment(row.id, EVERYWHERE, True, cast.son.id)
    if number is not None:
        number_amendment(row.id, EVERYWHERE, number, DECISION[1], cast.tu.id)
    return row.id


def cancel(cast, nomination_id: int, reason: str = "Khai sai thành tích") -> int:
    """End one award of a decision that has its number."""
    return amend(cast, CANCELLATION, Change(nomination_id, AWARD, "", ""), reason=reason)
