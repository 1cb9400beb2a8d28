"""A household from the proposal to its certificate: without points, with a bonus of its own."""

from app.awards.actions import choose, lock_list, open_round, propose_new
from app.awards.actions.proposals import Who
from app.core.db import db
from app.decisions.actions import decide
from app.papers.actions.clerk import set_numbers
from app.papers.actions.issue import issue_certificates
from app.papers.layout.papers import paper_pdf
from app.papers.models import Certificate
from app.papers.printing import merit_pdf
from app.papers.queries.heads import head_of
from app.papers.queries.register import certificate_by_code, certificates_of
from tests.council.conftest import without_a_session
from tests.papers.conftest import ODD, cancel, papers_of, text_of
from tests.papers.test_actions import BASE, numbers
from tests.papers.test_layout import plain
from tests.ranking.makers import adopt, campaign_of, some_logs

GROUNDS = "Cho mượn nhà làm điểm hướng dẫn trong 45 ngày; ủng hộ 2 máy tính."


def test_a_household_has_its_papers_and_its_certificate(room, cast):
    adopt(cast)
    some_logs(cast)
    campaign, son = cast.campaign.id, cast.son.id
    open_round(campaign_of(cast), None, {"individuals": 0, "collectives": 0, "households": 2}, by=son)
    homes = [
        propose_new(campaign, Who("household", name, "Tổ dân phố số 5"), "contribution", GROUNDS, by=son).id
        for name in ("Hộ ông Nguyễn Văn Tư", ODD[1])
    ]
    for home in homes:
        choose(campaign, home, son)
    without_a_session(cast, campaign)
    lock_list(campaign, son)
    decide(campaign, {}, son)
    set_numbers(campaign, numbers(), cast.tu.id)
    papers = papers_of(campaign)
    assert [one.board for one in papers.recipients] == ["households"] * 2 and papers.total == 2 * 1_053_000
    decision = plain(text_of(paper_pdf("decision", papers)))
    for said in ("các tập thể, cá nhân, hộ gia đình có thành tích", "cho 02 hộ gia đình", "1.053.000", ODD[1]):
        assert plain(said) in decision, said
    reports = plain(text_of(paper_pdf("reports", papers_of(campaign, "reports"))))
    assert plain(GROUNDS) in reports and plain("Địa bàn: Tổ dân phố số 5") in reports
    assert issue_certificates(campaign, cast.tu.id)[1] == 2
    sheets = text_of(merit_pdf(head_of(campaign), BASE))
    assert "Hộ ông Nguyễn Văn Tư" in sheets and ODD[1] in sheets
    cancel(cast, homes[0])
    codes = {row.nomination_id: row.code for row in db.session.query(Certificate)}
    assert [bool(certificate_by_code(codes[home]).revoked) for home in homes] == [True, False]
    assert sum(row.revoked_at is not None for row in certificates_of(head_of(campaign).id, "merit")) == 1
