"""A decision that has its number is corrected, replaced or cancelled by a further one, which takes two people."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from app.archive.comparing import faults_in_ward
from app.audit.models import Entry
from app.core import clock
from app.core.db import db
from app.core.reasons import Refused
from app.decisions.actions import revoke_award
from app.decisions.amended import CANCELLATION, CORRECTION, REPLACEMENT, Amendment
from app.decisions.models import AwardRevocation
from app.decisions.queries import granted, holding
from app.decisions.rules import DecisionAnswer
from app.papers.actions.amending import answer_amendment, number_amendment, propose_amendment
from app.papers.actions.clerk import set_numbers, set_texts
from app.papers.actions.issue import issue_certificates
from app.papers.layout.amended import amendment_docx, amendment_pdf
from app.papers.layout.papers import paper_pdf
from app.papers.queries.amendments import amendments_of
from app.papers.queries.data import every_paper
from app.papers.queries.heads import head_of
from app.papers.queries.papers_of_amendments import fields_of
from app.papers.rules.amending import AMOUNT, AWARD, MOST_CHANGES, NAME, TEXT, UNIT, AmendmentAnswer, Change
from app.papers.rules.answers import PaperAnswer
from tests.archive.conftest import archive_of, checked, parts_of
from tests.cast import MORNING
from tests.names.conftest import mend
from tests.papers.conftest import DECISION, EVERYWHERE, amend, cancel, papers_of, text_of
from tests.papers.test_actions import numbers, refused_with
from tests.papers.test_layout import plain, word_text


@pytest.fixture
def numbered(room, cast, decided_round):
    set_numbers(cast.campaign.id, numbers(), cast.tu.id)
    return granted(head_of(cast.campaign.id).id)


def refused(kind, *changes, cast, reason="Sai sót khi soạn thảo", by=None) -> AmendmentAnswer:
    return refused_with(propose_amendment, cast.campaign.id, kind, changes, reason, by or cast.tu.id)


def paper(cast, amendment_id: int) -> tuple[str, str]:
    """What its PDF and its Word file say."""
    head = head_of(cast.campaign.id)
    fields = fields_of(head, amendments_of(head.id), amendment_id)
    return plain(text_of(amendment_pdf(fields, head.locked_at))), plain(word_text(amendment_docx(fields)))


def test_before_the_number_nothing_is_corrected(room, cast, decided_round):
    assert refused(CANCELLATION, cast=cast) is AmendmentAnswer.NO_NUMBER


def test_what_can_not_be_right_is_refused_in_words(room, cast, numbered):
    _team, lan = numbered
    for answer, kind, *changes in (
        (AmendmentAnswer.NOTHING, CORRECTION),
        (AmendmentAnswer.WHOM, CORRECTION, Change(None, NAME, "", "x")),
        (AmendmentAnswer.WHOM, CANCELLATION, Change(99, AWARD, "", "")),
        (AmendmentAnswer.ENDS_ONLY, CORRECTION, Change(lan, AWARD, "", "")),
        (AmendmentAnswer.AWARDS_ONLY, CANCELLATION, Change(lan, UNIT, "", "Tổ số 2")),
        (AmendmentAnswer.NAME_FIRST, CORRECTION, Change(lan, NAME, "", "Người Khác")),
        (AmendmentAnswer.NO_AMOUNT, CORRECTION, Change(lan, AMOUNT, "", "bảy trăm")),
        (AmendmentAnswer.SAME, CORRECTION, Change(lan, AMOUNT, "", "702.000")),
        (AmendmentAnswer.NOT_THERE, CORRECTION, Change(None, TEXT, "không có ở đó", "x")),
        (AmendmentAnswer.TWICE, CORRECTION, *[Change(lan, UNIT, "", name) for name in ("Tổ 2", "Tổ 3")]),
    ):
        assert refused(kind, *changes, cast=cast) is answer
    assert refused(CORRECTION, Change(lan, UNIT, "", "Tổ 2"), cast=cast, reason=" ") is AmendmentAnswer.NO_REASON
    assert not db.session.query(Amendment).count()


def test_it_takes_two_people_and_comes_once(room, cast, numbered):
    change = Change(numbered[1], UNIT, "", "Tổ số 2")
    row = propose_amendment(cast.campaign.id, CORRECTION, [change], "Ghi sai đơn vị", cast.son.id)
    assert refused(CORRECTION, change, cast=cast) is AmendmentAnswer.OPEN
    answer = (answer_amendment, row.id, EVERYWHERE)
    assert refused_with(*answer, True, cast.son.id) is AmendmentAnswer.NOT_ALONE
    for statement in (
        update(Amendment).values(granted=True, answered_by=cast.son.id, answered_at=row.at),
        update(Amendment).values(changes="[]"),
        Amendment.__table__.delete(),
    ):
        with pytest.raises(IntegrityError):
            db.session.execute(statement)
        db.session.rollback()
    assert (
        refused_with(number_amendment, row.id, EVERYWHERE, 9, DECISION[1], cast.tu.id) is AmendmentAnswer.NOT_GRANTED
    )
    answer_amendment(row.id, EVERYWHERE, False, cast.son.id)
    assert refused_with(*answer, True, cast.mai.id) is AmendmentAnswer.ANSWERED
    actions = list(db.session.scalars(Entry.__table__.select().with_only_columns(Entry.action)))
    assert actions.count("amendment.proposed") == actions.count("amendment.declined") == 1


def test_a_cancelled_award_ends_and_the_bonus_says_why(room, cast, numbered):
    _team, lan = numbered
    assert refused_with(revoke_award, lan, "Khai sai", cast.son.id) is DecisionAnswer.NUMBERED
    forged = 'INSERT INTO award_revocations (line_id, ward_id, reason, "by", at) SELECT id, ward_id, :why, :by, '
    forged += "CURRENT_TIMESTAMP FROM award_lines"
    with pytest.raises(IntegrityError, match="further decision"):
        db.session.execute(text(forged), {"why": "x", "by": cast.son.id})
    db.session.rollback()
    issue_certificates(cast.campaign.id, cast.tu.id)
    before = papers_of(cast.campaign.id)
    number = cancel(cast, lan)
    head = head_of(cast.campaign.id)
    assert holding(head.id) == numbered[:1] and papers_of(cast.campaign.id) == before
    number_amendment(number, EVERYWHERE, 9, DECISION[1], cast.tu.id)
    bonus = papers_of(cast.campaign.id, "bonus")
    assert bonus == every_paper(head_of(cast.campaign.id))["bonus"] and bonus.total == 1_404_000
    said = plain(text_of(paper_pdf("bonus", bonus)))
    for part in (
        "Tổng số tiền theo Quyết định số 07/QĐ-UBND ngày 14 tháng 8 năm 2025: 2.106.000 đồng (01 tập thể và 01 cá "
        "nhân).",
        "Quyết định hủy bỏ số 09/QĐ-UBND ngày 14 tháng 8 năm 2025: giảm 702.000 đồng (bớt 01 cá nhân: "
        f"{cast.lan.name}).",
        "Số tiền chi theo bảng này: 1.404.000 đồng.",
    ):
        assert plain(part) in said, part
    for said in paper(cast, number):
        for part in (
            "Về việc hủy bỏ một phần Quyết định số 07/QĐ-UBND ngày 14 tháng 8 năm 2025",
            "Số: 09/QĐ-UBND",
            f"- {cast.lan.name}, {cast.team1.name} (cá nhân số thứ tự 1), tiền thưởng 702.000 đồng.",
            "Tổng số tiền thưởng còn lại theo Quyết định số 07/QĐ-UBND: 1.404.000 đồng",
            "Thu hồi Giấy khen và tiền thưởng đã trao (nếu có).",
        ):
            assert plain(part) in said, part
    assert refused(CANCELLATION, Change(lan, AWARD, "", ""), cast=cast) is AmendmentAnswer.ENDED


def test_a_correction_leaves_everybody_commended(room, cast, numbered):
    _team, lan = numbered
    right = cast.lan.name.replace("Lan", "Lân")
    with clock.at(MORNING + timedelta(hours=1)):
        mend(cast, "person", cast.lan.id, right)
    number = amend(
        cast,
        CORRECTION,
        Change(lan, NAME, "", right),
        Change(lan, AMOUNT, "", "750000"),
        Change(None, TEXT, "Quỹ thi đua", "Nguồn thi đua"),
        reason="Ghi nhầm tên.",
        number=8,
    )
    set_texts(cast.campaign.id, {"signer_name": "Người Ký Sau"}, cast.tu.id, {})
    for said in paper(cast, number):
        for part in (
            "Về việc đính chính Quyết định số 07/QĐ-UBND",
            f"- Cá nhân số thứ tự 1, tên: “{cast.lan.name}” đính chính thành “{right}”.",
            "- Cá nhân số thứ tự 1, tiền thưởng: 702.000 đồng đính chính thành 750.000 đồng.",
            "- “Quỹ thi đua” đính chính thành “Nguồn thi đua”.",
            "(lý do: Ghi nhầm tên)",
            "Tổng số tiền thưởng sau đính chính: 2.154.000 đồng",
        ):
            assert plain(part) in said, part
        assert "NgườiKýSau" not in said.replace(" ", ""), "its paper is fixed with its number"
    bonus = papers_of(cast.campaign.id, "bonus")
    assert bonus.total == 2_154_000 and right in [one.name for one in bonus.recipients]
    assert any("tăng 48.000 đồng" in note for note in bonus.notes)
    assert [one.name for one in papers_of(cast.campaign.id).recipients][1] == cast.lan.name


def test_a_replacement_lists_whoever_is_left_and_a_cancellation_ends_all(room, cast, numbered):
    _team, lan = numbered
    number = amend(cast, REPLACEMENT, Change(lan, AWARD, "", ""), reason="Xét lại", number=8)
    for said in paper(cast, number):
        for part in ("(thay thế Quyết định số 07/QĐ-UBND)", "cho 01 tập thể", "và thay thế Quyết định số 07/QĐ-UBND"):
            assert plain(part) in said, part
        assert plain("DANH SÁCH TẬP THỂ") in said and plain("DANH SÁCH CÁ NHÂN") not in said
    amend(cast, CANCELLATION, reason="Sai thẩm quyền", number=9)
    head = head_of(cast.campaign.id)
    assert holding(head.id) == () and "bonus" not in every_paper(head)
    assert db.session.query(AwardRevocation).count() == 2
    assert refused(CORRECTION, Change(lan, UNIT, "", "x"), cast=cast) is AmendmentAnswer.NOBODY_LEFT


def test_decisions_share_their_numbers(room, cast, numbered):
    number = amend(cast, CORRECTION, Change(numbered[1], UNIT, "", "Tổ số 2"))
    with pytest.raises(Refused) as caught:
        number_amendment(number, EVERYWHERE, DECISION[0], DECISION[1], cast.tu.id)
    assert caught.value.reason is PaperAnswer.NUMBER_TAKEN and caught.value.facts["next"] == 8
    db.session.rollback()
    number_amendment(number, EVERYWHERE, 8, DECISION[1], cast.tu.id)
    assert refused_with(number_amendment, number, EVERYWHERE, 9, DECISION[1], cast.tu.id) is AmendmentAnswer.NUMBERED


def test_the_archive_holds_them_and_the_trail_binds_them(room, cast, numbered, tmp_path, capsys):
    number = cancel(cast, numbered[1])
    number_amendment(number, EVERYWHERE, 8, DECISION[1], cast.tu.id)
    parts = parts_of(archive_of(cast))
    assert f"papers/quyet-dinh-huy-bo-{number}.pdf" in parts
    status, said = checked(parts, tmp_path, capsys)
    assert status == 0, said
    for change in (
        lambda found: found["amendments"][0].update(reason="Khác"),
        lambda found: found["frozen"].update(document="{}"),
        lambda found: found.update(amendments=[]),
    ):
        found = json.loads(parts["decision/decision.json"])
        change(found)
        forged = {**parts, "decision/decision.json": json.dumps(found).encode()}
        assert checked(forged, tmp_path, capsys)[0] == 1
    assert faults_in_ward(cast.cua_nam.id) == []


def test_its_pages(app, as_, cast, decided_round, anonymous):
    with app.app_context():
        set_numbers(cast.campaign.id, numbers(), cast.tu.id)
        lan = granted(head_of(cast.campaign.id).id)[1]
        db.session.remove()
    clerk, leader, url = as_(cast.tu), as_(cast.son, proved=True), "/awards/decision/changes"
    assert url in clerk.get("/awards/decision").text and "selected" in clerk.get(f"{url}?ends={lan}").text
    empty = {f"{name}_{at}": "" for name in ("whom", "what", "before", "after") for at in range(MOST_CHANGES)}
    assert clerk.post(url, data=empty | {"kind": "correction", "reason": "x"}).status_code == 409
    assert clerk.post(url, data=empty | {"kind": "other", "reason": "x"}).status_code == 422
    sent = empty | {"kind": "cancellation", "reason": "Khai <sai>", "whom_0": f"{lan}", "what_0": "award"}
    assert clerk.post(url, data=sent).status_code == 303
    assert "Khai &lt;sai&gt;" in clerk.get(url).text and f"{url}/1/answer" not in clerk.get(url).text
    assert clerk.post(f"{url}/1/answer", data={"granted": "y"}).status_code == 403
    assert f"{url}/1/answer" in leader.get(url).text
    assert leader.post(f"{url}/1/answer", data={"granted": "y"}).status_code == 303
    day = DECISION[1].isoformat()
    taken = clerk.post(f"{url}/1/number", data={"number": "7", "day": day})
    assert taken.status_code == 409 and 'value="8"' in taken.text
    assert clerk.post(f"{url}/1/number", data={"number": "8", "day": day}).status_code == 303
    assert clerk.get(f"{url}/1.pdf").mimetype == "application/pdf" and clerk.get(f"{url}/2.pdf").status_code == 404
    assert "08/QĐ-UBND" in clerk.get(url).text and "Khai &lt;sai&gt;" in clerk.get("/awards/decision").text
    assert as_(cast.minh).get(url).status_code == 403
