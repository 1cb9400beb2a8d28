"""Numbers, the register, files, copies, revocations, and certificates for everybody else."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.awards.actions import lock_list, open_round, write_achievement
from app.core import clock
from app.core.db import db
from app.core.reasons import Refused
from app.decisions.actions import decide, revoke_award
from app.decisions.queries import granted
from app.decisions.rules import DecisionAnswer
from app.exchange.actions import load_campaign
from app.papers import vault
from app.papers.actions import participation
from app.papers.actions.clerk import add_rate, set_numbers, set_texts
from app.papers.actions.issue import _taken, issue_certificates, keep_file, reprint, revoke
from app.papers.actions.participation import print_participation, start_participation
from app.papers.bundle import bundle
from app.papers.layout.papers import paper_pdf
from app.papers.models import MERIT, PARTICIPATION, Certificate, KeptFile, PaperDetails, PrintJob, Revocation
from app.papers.printing import merit_pdf
from app.papers.queries.data import every_paper, locked_head, papers_from
from app.papers.queries.heads import head_of
from app.papers.queries.register import certificate_by_code, next_decision_no
from app.papers.rules.answers import PaperAnswer
from app.papers.rules.bonus import KNOWN, Rate
from app.seeds.files import document
from tests.cast import GROUND, MORNING
from tests.conftest import site
from tests.council.conftest import Council, without_a_session
from tests.papers.conftest import DECISION, NOTHING, cancel, pages_in, papers_of, text_of
from tests.papers.test_minutes import held

BASE = "https://gocua.example"


def numbers(decision=DECISION) -> dict:
    return {"decision": decision, "submission": NOTHING, "minutes": NOTHING}


def refused_with(call, *args) -> PaperAnswer:
    with pytest.raises(Refused) as caught:
        call(*args)
    return caught.value.reason


def test_a_file_that_several_take_at_once_is_kept_once(app, cast, decided_round):
    with app.app_context():
        head = head_of(cast.campaign.id)
        db.session.remove()
    start = Barrier(4)

    def take(_):
        with app.app_context():
            start.wait(30)
            keep_file(head, "full", "giay-khen.pdf", b"%PDF", cast.tu.id)
            db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(take, range(4)))
    with app.app_context():
        assert db.session.query(KeptFile).count() == 1


def test_nothing_enters_the_register_but_what_was_granted_and_no_number_is_taken_out(room, cast, issued):
    same = "unit, merit, award, issued_at, issued_by"
    forged = (
        f"INSERT INTO certificates (ward_id, round_id, kind, nomination_id, year, register_no, code, name, {same}, "
        "decision_no, decision_day, sheet) SELECT ward_id, round_id, kind, {whose}, year, 77, 'AAAAAAAAAA', 'Giả', "
        f"{same}, {{number}}, decision_day, sheet FROM certificates ORDER BY id LIMIT 1"
    )
    other = "(SELECT id FROM nominations WHERE id NOT IN (SELECT nomination_id FROM award_lines) ORDER BY id LIMIT 1)"
    for whose, number in ((other, "decision_no"), ("nomination_id", "99"), ("NULL", "decision_no")):
        with pytest.raises(IntegrityError, match="follows its award"):
            db.session.execute(text(forged.format(whose=whose, number=number)))
        db.session.rollback()
    with pytest.raises(IntegrityError, match="is kept"):
        db.session.execute(text("DELETE FROM paper_details"))
    db.session.rollback()


@pytest.fixture
def issued(room, cast, decided_round):
    set_numbers(cast.campaign.id, numbers(), cast.tu.id)
    return issue_certificates(cast.campaign.id, cast.tu.id)[1]


def another_round(cast) -> int:
    """The ward's next campaign, its round decided on the same day; the id of the campaign."""
    with clock.at(MORNING):
        campaign = load_campaign(document("cua-nam-2025") | {"slug": "dot-2"}, cast.an.id)
        open_round(campaign, None, dict.fromkeys(("individuals", "collectives"), 0), by=cast.son.id)
        without_a_session(cast, campaign.id)
        lock_list(campaign.id, cast.son.id)
        decide(campaign.id, {}, cast.son.id)
    return campaign.id


def rows(kind=MERIT) -> list[Certificate]:
    return list(db.session.scalars(select(Certificate).where(Certificate.kind == kind).order_by(Certificate.id)))


def test_papers_are_written_from_a_locked_list_only(room, cast):
    assert refused_with(papers_of, cast.campaign.id) is PaperAnswer.NO_ROUND
    assert refused_with(set_numbers, cast.campaign.id, numbers(), cast.tu.id) is PaperAnswer.NO_ROUND


def test_what_allows_the_simplified_procedure_is_printed(room, cast, decided_round):
    papers = papers_of(cast.campaign.id)
    assert papers.simple and papers.legal_ground == GROUND
    for paper in ("decision", "submission"):
        said = " ".join(text_of(paper_pdf(paper, papers_of(cast.campaign.id, paper))).split())
        assert f"Xét theo thủ tục đơn giản, căn cứ {GROUND}" in said, paper


def test_the_values_are_those_of_the_frozen_ranking(room, cast, decided_round):
    papers = papers_of(cast.campaign.id)
    team, lan = papers.recipients
    assert (lan.name, lan.unit, lan.place, lan.days, lan.minutes) == (cast.lan.name, cast.team1.name, 1, 2, 180)
    assert lan.work == (("Lượt người dân được hỗ trợ", 4),)
    assert team.name == cast.team1.name and papers.rate == KNOWN[-1]
    assert papers.total == 1_404_000 + 702_000


def test_the_achievement_is_told_in_somebodys_words(room, cast, locked_round):
    lan = next(one for one in papers_of(cast.campaign.id, "summary").recipients if one.board == "individuals")
    drafted = lan.told
    assert "2 ngày" in drafted
    team = papers_of(cast.campaign.id, "reports").recipients[0]
    write_achievement(cast.campaign.id, team.nomination_id, "Đi từng ngõ.\nGõ từng nhà.", cast.son.id)
    reports = papers_of(cast.campaign.id, "reports")
    assert reports.recipients[0].told == "Đi từng ngõ.\nGõ từng nhà."
    text = text_of(paper_pdf("reports", reports))
    assert "Gõ từng nhà." in text and " ".join(drafted.split()) in text


def test_number_and_day_go_together_and_are_in_the_trail(room, cast, decided_round):
    assert refused_with(set_numbers, cast.campaign.id, numbers((7, None)), cast.tu.id) is PaperAnswer.HALF
    set_numbers(cast.campaign.id, numbers(), cast.tu.id)
    set_numbers(cast.campaign.id, numbers(), cast.tu.id)
    papers = papers_of(cast.campaign.id)
    assert (papers.decision.number, papers.decision.day) == DECISION
    entry = db.session.scalars(select(Entry).where(Entry.action == "paper.numbered")).one()
    assert '"decision_no":7' in entry.after.replace(" ", "") and entry.by == cast.tu.id


def test_the_wards_own_texts_and_figures_count(room, cast, decided_round):
    set_texts(cast.campaign.id, {"signer_name": "Hoàng Ngọc Sơn"}, cast.tu.id, {})
    add_rate(cast.cua_nam.id, Rate(KNOWN[-1].starts_on, 2_530_000, 600, 300, 450), cast.tu.id)
    again = refused_with(add_rate, cast.cua_nam.id, Rate(KNOWN[-1].starts_on, 2_530_000, 600, 300, 450), cast.tu.id)
    assert again is PaperAnswer.RATE_EARLIER
    papers = papers_of(cast.campaign.id)
    assert papers.texts["signer_name"] == "Hoàng Ngọc Sơn" and papers.texts["signer"] == "CHỦ TỊCH"
    assert papers.rate.bonus("individuals") == 759_000


def test_before_the_decision_there_is_no_number_and_no_certificate(room, cast, locked_round):
    assert refused_with(set_numbers, cast.campaign.id, numbers(), cast.tu.id) is PaperAnswer.NOT_DECIDED
    set_numbers(cast.campaign.id, {**numbers(NOTHING), "minutes": (3, DECISION[1])}, cast.tu.id)
    assert refused_with(issue_certificates, cast.campaign.id, cast.tu.id) is PaperAnswer.NO_NUMBER
    assert refused_with(start_participation, cast.campaign.id, BASE, cast.tu.id) is PaperAnswer.NOT_DECIDED
    assert [papers_of(cast.campaign.id, paper).draft for paper in ("decision", "bonus")] == [True, True]


def test_a_number_is_given_once_a_ward_and_year(room, cast, decided_round):
    set_numbers(cast.campaign.id, numbers(), cast.tu.id)
    other = another_round(cast)
    taken = refused_with(set_numbers, other, numbers(), cast.tu.id)
    assert taken is PaperAnswer.NUMBER_TAKEN and next_decision_no(cast.cua_nam.id, 2025) == 8
    set_numbers(other, numbers((8, DECISION[1])), cast.tu.id)
    with pytest.raises(IntegrityError):
        db.session.execute(update(PaperDetails).values(decision_no=7))
    db.session.rollback()


def test_certificates_need_the_decision_and_come_once(room, cast, decided_round):
    assert refused_with(issue_certificates, cast.campaign.id, cast.tu.id) is PaperAnswer.NO_NUMBER
    set_numbers(cast.campaign.id, numbers(), cast.tu.id)
    assert issue_certificates(cast.campaign.id, cast.tu.id, 5)[1] == 2
    assert refused_with(issue_certificates, cast.campaign.id, cast.tu.id) is PaperAnswer.ISSUED_ALREADY
    assert [(row.register_no, row.year, row.name) for row in rows()] == [
        (5, 2025, cast.team1.name),
        (6, 2025, cast.lan.name),
    ]
    assert len({row.code for row in rows()}) == 2


def test_a_number_of_the_register_is_given_once_a_year(room, cast, issued):
    taken = (cast.cua_nam.id, MERIT, 2025)
    assert _taken(*taken, 2, 9) and not _taken(*taken, 3, 9)
    copy = {c.name: getattr(rows()[0], c.name) for c in Certificate.__table__.columns if c.name != "id"}
    with pytest.raises(IntegrityError):
        db.session.execute(Certificate.__table__.insert(), [copy | {"code": "x", "nomination_id": 1}])
    db.session.rollback()


def test_once_certificates_carry_it_the_number_stays(room, cast, issued):
    assert refused_with(set_numbers, cast.campaign.id, numbers((8, DECISION[1])), cast.tu.id) is PaperAnswer.ISSUED
    set_numbers(cast.campaign.id, {**numbers(), "minutes": (3, DECISION[1])}, cast.tu.id)
    with pytest.raises(IntegrityError, match=r"stays as it is|carry this number"):
        db.session.execute(update(PaperDetails).values(decision_no=8))
    db.session.rollback()


@pytest.mark.parametrize("table", [Certificate, KeptFile, Revocation])
def test_the_register_only_grows(room, cast, issued, table):
    head = head_of(cast.campaign.id)
    keep_file(head, "full", "a.pdf", b"%PDF", cast.tu.id)
    start_participation(cast.campaign.id, BASE, cast.tu.id)
    revoke(rows(PARTICIPATION)[0], "Nhầm người", cast.son.id)
    for statement in (table.__table__.delete(), table.__table__.update().values(ward_id=cast.cua_nam.id)):
        with pytest.raises(IntegrityError, match="only ever added"):
            db.session.execute(statement)
        db.session.rollback()


def test_what_was_issued_is_kept_once_under_its_checksum(room, cast, issued):
    head = head_of(cast.campaign.id)
    first = merit_pdf(head, BASE)
    kept = keep_file(head, "full", "giay-khen.pdf", first, cast.tu.id)
    set_texts(cast.campaign.id, {"signer_name": "Người Khác", "place": "Nơi Khác"}, cast.tu.id, {})
    again = keep_file(head_of(cast.campaign.id), "full", "x.pdf", merit_pdf(head, BASE), cast.tu.id)
    assert again.id == kept.id, "later texts change nothing of what was issued"
    assert vault.stored(kept.sha256) == first and pages_in(first) == 2
    path = vault._path(kept.sha256)
    path.write_bytes(first + b" ")
    assert vault.stored(kept.sha256) is None, "a changed file is none"
    path.unlink()
    assert vault.stored(kept.sha256) is None


def test_a_copy_is_marked_and_counted(room, cast, issued):
    row = rows()[1]
    assert refused_with(reprint, row, "", cast.tu.id, lambda mark: b"") is PaperAnswer.NO_REASON
    drawn = []
    for reason in ("Bị rách", "Thất lạc"):
        reprint(row, reason, cast.tu.id, lambda mark: drawn.append(mark) or mark.encode())
    assert drawn == ["Bản in lại lần 1, ngày 14/8/2025", "Bản in lại lần 2, ngày 14/8/2025"]
    assert db.session.scalar(select(func.count()).where(KeptFile.certificate_id == row.id)) == 2


def test_a_revoked_certificate_stays_and_is_not_printed_again(room, cast, issued):
    row = rows()[0]
    assert refused_with(revoke, row, "Khai sai", cast.son.id) is DecisionAnswer.NUMBERED
    cancel(cast, row.nomination_id)
    assert refused_with(reprint, row, "Rách", cast.tu.id, lambda mark: b"") is PaperAnswer.REVOKED
    assert len(rows()) == 2
    entry = db.session.scalars(select(Entry).where(Entry.action == "award.revoked")).one()
    assert (entry.subject_id, entry.reason, entry.by) == (row.nomination_id, "Khai sai thành tích", cast.son.id)
    assert not db.session.query(Revocation).count(), "one truth: the award's"


def test_what_was_revoked_before_is_neither_registered_nor_printed(room, cast, decided_round):
    team, lan = granted(head_of(cast.campaign.id).id)
    revoke_award(team, "Khai sai thành tích", cast.son.id)
    set_numbers(cast.campaign.id, numbers(), cast.tu.id)
    assert issue_certificates(cast.campaign.id, cast.tu.id)[1] == 1
    assert [row.nomination_id for row in rows()] == [lan]
    assert pages_in(merit_pdf(head_of(cast.campaign.id), BASE)) == 1
    head = head_of(cast.campaign.id)
    for bonus in (every_paper(head)["bonus"], papers_from(head, "bonus")):
        assert [one.nomination_id for one in bonus.recipients] == [lan], "what was revoked is not paid"
    cancel(cast, rows()[0].nomination_id)
    assert merit_pdf(head_of(cast.campaign.id), BASE) is None
    assert "bonus" not in every_paper(head_of(cast.campaign.id))
    assert [one.nomination_id for one in papers_of(cast.campaign.id).recipients] == [team, lan], "history is kept"


def test_a_certificate_of_participation_ends_by_itself(room, cast, decided_round):
    start_participation(cast.campaign.id, BASE, cast.tu.id)
    row = rows(PARTICIPATION)[0]
    assert refused_with(revoke, row, "", cast.son.id) is PaperAnswer.NO_REASON
    revoke(row, "Nhầm người", cast.son.id)
    assert refused_with(revoke, row, "Nhầm", cast.son.id) is PaperAnswer.REVOKED_ALREADY
    assert certificate_by_code(row.code).revoked
    entry = db.session.scalars(select(Entry).where(Entry.action == "certificate.revoked")).one()
    assert (entry.subject_id, entry.by) == (row.id, cast.son.id)


def test_everybody_else_gets_a_certificate_with_their_days(room, cast, decided_round):
    assert start_participation(cast.campaign.id, BASE, cast.tu.id) == 3
    assert refused_with(start_participation, cast.campaign.id, BASE, cast.tu.id) is PaperAnswer.STARTED
    assert {row.name for row in rows(PARTICIPATION)} == {cast.minh.name, cast.binh.name, cast.hoa.name}
    assert "với 1 ngày hoạt động (1 giờ)" in rows(PARTICIPATION)[0].merit
    job = db.session.scalars(select(PrintJob)).one()
    assert (job.done, job.total, job.ended_at is not None) == (3, 3, True), "tests have no worker to wait for"
    kept = db.session.scalars(select(KeptFile)).one()
    with zipfile.ZipFile(io.BytesIO(vault.stored(kept.sha256))) as archive:
        (name,) = archive.namelist()
        text = text_of(archive.read(name))
    assert "GIẤY CHỨNG NHẬN" in text and cast.hoa.name in text and "Quyết định" not in text


def test_a_worker_that_was_stopped_ends_with_the_same_file(room, cast, decided_round, monkeypatch):
    monkeypatch.setattr(participation, "PART", 1)
    monkeypatch.setattr(participation, "_wake", lambda: None)
    start_participation(cast.campaign.id, BASE, cast.tu.id)
    drawn, draw = [], participation.part_of

    def stops(head, part, base):
        drawn.append(len(part))
        if len(drawn) == 3:
            raise RuntimeError("stopped")
        return draw(head, part, base)

    monkeypatch.setattr(participation, "part_of", stops)
    with pytest.raises(RuntimeError, match="1 of 1"):
        print_participation()
    db.session.rollback()
    assert db.session.scalars(select(PrintJob.done)).one() == 2
    db.session.rollback()
    monkeypatch.setattr(participation, "part_of", draw)
    assert print_participation() == 1
    assert db.session.scalars(select(PrintJob.done).where(PrintJob.ended_at.is_not(None))).one() == 3
    db.session.rollback()
    assert print_participation() == 0
    assert db.session.scalar(select(func.count()).select_from(KeptFile)) == 1


@pytest.mark.postgresql
def test_both_databases_write_the_same_papers_to_the_byte(request, make_postgres_database, tmp_path):
    """PDF, Word and Excel of every paper, from what each database says; a hundred times: ``./run bench papers``."""

    def written(url, cast) -> list[bytes]:
        app, made = site(url, tmp_path), []
        with app.app_context():
            held(Council(cast).opened())
            decide(cast.campaign.id, {}, cast.son.id)
            set_numbers(cast.campaign.id, numbers(), cast.tu.id)
            for _ in range(3):
                made.append(bundle(every_paper(locked_head(cast.campaign.id)), lambda key: None))
                db.session.remove()
            db.engine.dispose()
        return made

    file, cast = request.getfixturevalue("_sqlite_template")
    (tmp_path / "gocua.sqlite").write_bytes(file.read_bytes())
    template, other = request.getfixturevalue("_postgres_template")
    url = make_postgres_database(like=template).replace("postgresql://", "postgresql+psycopg://")
    made = [*written(f"sqlite:///{tmp_path / 'gocua.sqlite'}", cast), *written(url, other)]
    assert len(set(made)) == 1
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert len(archive.namelist()) == 6 * 2 + 3
