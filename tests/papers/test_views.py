"""The pages of the papers, and the page where anybody checks a certificate."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest

from app.core import clock
from app.core.db import db
from app.decisions.queries import granted
from app.papers.actions.clerk import set_numbers
from app.papers.actions.issue import issue_certificates
from app.papers.layout.word import template_of
from app.papers.models import Certificate, KeptFile, PaperTemplate
from app.papers.queries.heads import head_of
from app.papers.rules.codes import shown
from app.people.rules import LIMITS
from tests.cast import MORNING
from tests.papers.conftest import cancel, text_of
from tests.papers.test_actions import numbers
from tests.papers.test_layout import word_text
from tests.papers.test_templates import document
from tests.people.conftest import PASSWORD, let_in


@pytest.fixture
def engine_name():
    """Each of these pages is opened on PostgreSQL as well by tests/house/test_statements.py."""
    return "sqlite"


PAGES = ("/awards/papers", "/awards/papers/texts", "/awards/papers/templates", "/awards/certificates")


@pytest.fixture
def issued(app, cast, decided_round):
    """Ids of the certificates by name, and their codes."""
    with app.app_context():
        set_numbers(cast.campaign.id, numbers(), cast.tu.id)
        with clock.at(MORNING + timedelta(days=1)):
            issue_certificates(cast.campaign.id, cast.tu.id)
        found = {row.name: (row.id, row.code) for row in db.session.query(Certificate)}
        db.session.remove()
    return found


def test_who_may_make_papers(as_, cast, locked_round, anonymous):
    for path in PAGES:
        assert as_(cast.son).get(path).status_code == 200
        assert as_(cast.tu).get(path).status_code == 200
        for person in (cast.hoa, cast.mai, cast.an, cast.lan):
            assert as_(person).get(path).status_code == 403
        assert anonymous.get(path).status_code == 303
    assert "/awards/papers" in as_(cast.tu).get("/awards").text
    assert 'href="/awards/papers"' not in as_(cast.hoa).get("/awards").text


def test_before_the_list_is_locked_there_are_no_papers(as_, cast):
    client = as_(cast.tu)
    assert client.get("/awards/papers").status_code == 200
    assert "/awards/papers/decision.pdf" not in client.get("/awards/papers").text
    assert client.get("/awards/papers/decision.pdf").status_code == 404
    assert client.get("/awards/certificates").status_code == 404
    assert client.post("/awards/papers/numbers", data={}).status_code == 409


@pytest.mark.parametrize("path", ["decision.exe", "minutes.xlsx", "nothing.pdf", "../decision.pdf"])
def test_a_paper_that_there_is_not(as_, cast, decided_round, path):
    assert as_(cast.tu).get(f"/awards/papers/{path}").status_code == 404


def test_numbers_and_texts_stand_in_the_paper(as_, cast, decided_round):
    client = as_(cast.tu)
    assert "     /QĐ-UBND" in word_text(client.get("/awards/papers/decision.docx").data)
    data = {"decision_no": "7", "decision_day": "14/8/2025"}
    assert client.post("/awards/papers/numbers", data={"decision_no": "0"}).status_code == 422
    assert client.post("/awards/papers/numbers", data={"decision_no": "7"}).status_code == 409
    odd = "Hoàng <b>Sơn</b> #x {{ 7*7 }}"
    assert (
        client.post("/awards/papers/texts", data={"signer_name": odd, "bases": "Căn cứ A\nCăn cứ B"}).status_code
        == 303
    )
    assert client.post("/awards/papers/numbers", data=data).status_code == 303
    answer = client.get("/awards/papers/decision.pdf")
    assert answer.mimetype == "application/pdf" and answer.headers["Cache-Control"] == "no-store"
    text = text_of(answer.data)
    assert "07/QĐ-UBND" in text and odd in text and "Căn cứ B;" in text and "Căn cứ Luật" not in text
    assert odd in word_text(client.get("/awards/papers/decision.docx").data)
    page = client.get("/awards/papers/texts").text
    assert "Hoàng &lt;b&gt;Sơn" in page and "CHỦ TỊCH" in page
    assert client.post("/awards/papers/texts", data={"bases": "x\n" * 21}).status_code == 422
    assert client.post("/awards/papers/texts", data={"about": "x" * 301}).status_code == 422


def test_new_figures_change_the_bonus(as_, cast, decided_round):
    client = as_(cast.tu)
    data = {
        "starts_on": "2025-07-01",
        "base_salary": "2530000",
        "collective": "600",
        "individual": "300",
        "household": "450",
    }
    assert "1.404.000" in client.get("/awards/papers").text
    assert client.post("/awards/papers/rates", data=data | {"base_salary": "0"}).status_code == 422
    assert client.post("/awards/papers/rates", data=data).status_code == 303
    assert client.post("/awards/papers/rates", data=data).status_code == 409
    assert "1.518.000" in client.get("/awards/papers").text


def test_the_wards_own_template(app, as_, cast, decided_round):
    client, url = as_(cast.tu), "/awards/papers/templates/decision"

    def send(data, name="Mẫu của phường.docx"):
        return client.post(url, data={"file": (BytesIO(data), name)})

    wrong = send(document("{{ ward }} {{ wards }}"))
    assert wrong.status_code == 422 and "wards" in wrong.text
    assert send(b"").status_code == 422 and client.post(url).status_code == 422
    large = {"data": b"x" * (3 * 1024 * 1024), "content_type": "multipart/form-data; boundary=x"}
    assert client.post(url, **large).status_code == 413
    assert send(document("Của phường: {{ counts }}"), "../../a<b>.docx").status_code == 303
    assert "a&lt;b&gt;.docx" in client.get("/awards/papers/templates").text
    assert "Của phường: 01 tập thể và 01 cá nhân" in word_text(client.get("/awards/papers/decision.docx").data)
    assert "Của phường: {{ counts }}" in word_text(client.get(f"{url}.docx").data)
    with app.app_context():
        for path in app.config["HOME"].glob("papers/*/*"):
            path.unlink()
        assert db.session.query(PaperTemplate.paper).one().paper == "decision"
        db.session.remove()
    assert client.get("/awards/papers/decision.docx").status_code == 409, "a lost template is told, not passed over"
    assert client.post(f"{url}/removal").status_code == 303
    assert client.get(f"{url}.docx").data == template_of("decision")
    assert client.post("/awards/papers/templates/nothing").status_code == 404


def test_all_papers_come_in_one_step(as_, cast, decided_round):
    client = as_(cast.tu)
    first = client.get("/awards/papers.zip")
    assert first.mimetype == "application/zip" and client.get("/awards/papers.zip").data == first.data
    with zipfile.ZipFile(BytesIO(first.data)) as archive:
        names, decision = archive.namelist(), archive.read("02-quyet-dinh.pdf")
        assert {name.rpartition(".")[0] for name in names if name.endswith(".xlsx")} == {
            "02-quyet-dinh",
            "04-danh-sach-trich-ngang",
            "05-bang-tien-thuong",
        }
        assert len(names) == 5 * 2 + 3, "the simplified procedure has no minutes"
    assert decision == client.get("/awards/papers/decision.pdf").data
    assert client.get("/awards/papers/minutes.pdf").status_code == 404
    assert "minutes.pdf" not in client.get("/awards/papers").text
    for person in (cast.hoa, cast.lan):
        assert as_(person).get("/awards/papers.zip").status_code == 403


def test_before_the_decision_the_papers_are_drafts(as_, cast, locked_round):
    client = as_(cast.tu)
    page = client.get("/awards/papers").text
    assert "decision_no" not in page and "/awards/decision" in page
    assert "DỰ THẢO" in text_of(client.get("/awards/papers/decision.pdf").data)
    assert "DỰ THẢO" in word_text(client.get("/awards/papers/bonus.docx").data)
    assert "DỰ THẢO" not in text_of(client.get("/awards/papers/submission.pdf").data), "the list is the proposal"
    with zipfile.ZipFile(BytesIO(client.get("/awards/papers.zip").data)) as archive:
        assert {"01-to-trinh.pdf", "02-du-thao-quyet-dinh.pdf"} <= set(archive.namelist())
    sent = client.post("/awards/papers/numbers", data={"decision_no": "7", "decision_day": "2025-08-14"})
    assert sent.status_code == 409 and "chưa quyết định" in sent.text
    assert as_(cast.son, proved=True).post("/awards/decision").status_code == 409


def test_issuing_and_printing(app, as_, cast, decided_round):
    client = as_(cast.tu)
    right = {"first_no": "", "address": "http://localhost"}
    assert client.post("/awards/certificates/issue", data=right).status_code == 409
    assert client.post("/awards/certificates/print-full").status_code == 409
    assert "BẢN XEM TRƯỚC" in text_of(client.get("/awards/certificates/preview-full.pdf").data)
    assert client.get("/awards/certificates/preview-none.pdf").status_code == 404
    client.post("/awards/papers/numbers", data={"decision_no": "7", "decision_day": "2025-08-14"})
    assert "http://localhost/check/00000-00000" in client.get("/awards/certificates").text, "shown before"
    for wrong in ({"first_no": "-1"}, {"address": ""}, {"address": "http://elsewhere"}):
        assert client.post("/awards/certificates/issue", data=right | wrong).status_code == 422
    assert client.post("/awards/certificates/issue", data=right).status_code == 303
    page = client.get("/awards/certificates").text
    assert cast.lan.name in page and "SHA-256" in page
    with app.app_context():
        file_id = db.session.query(KeptFile.id).scalar()
        db.session.remove()
    first = client.get(f"/awards/files/{file_id}")
    assert cast.lan.name in text_of(first.data)
    again = client.post("/awards/certificates/print-full")
    assert again.location.endswith(f"/awards/files/{file_id}"), "the same file, kept once"
    assert client.post("/awards/certificates/print-overlay").location != again.location
    moved = {"x": "2", "y": "0", "name_y": "79", "merit_y": "110", "foot_y": "144", "qr": "y"}
    assert client.post("/awards/certificates/places", data=moved).status_code == 303
    refused = client.post("/awards/certificates/print-overlay")
    assert refused.status_code == 409 and "hủy các bản đã in" in refused.text, "all anew only when somebody says so"
    assert 'name="again" value="y"' in client.get("/awards/certificates").text
    assert client.post("/awards/certificates/print-overlay", data={"again": "y"}).status_code == 303
    stranger = as_(cast.phuc)
    assert stranger.get(f"/awards/files/{file_id}").status_code == 403
    with app.app_context():
        next(app.config["HOME"].glob("papers/*/*")).write_bytes(b"forged")
        db.session.remove()
    assert 409 in {client.get(f"/awards/files/{n}").status_code for n in range(file_id, file_id + 3)}


def test_the_words_on_a_blank_can_be_moved(as_, cast, decided_round):
    client = as_(cast.tu)
    data = {"x": "2,5", "y": "-1.5", "name_y": "79", "merit_y": "110", "foot_y": "144"}
    before = client.get("/awards/certificates/preview-overlay.pdf").data
    for wrong in ("", "2,55", "abc", "51", "--1", "１"):
        assert client.post("/awards/certificates/places", data=data | {"x": wrong}).status_code == 422, wrong
    assert client.post("/awards/certificates/places", data=data).status_code == 303
    assert 'value="2,5"' in client.get("/awards/certificates").text
    assert 'value="-1,5"' in client.get("/awards/certificates").text
    assert client.get("/awards/certificates/preview-overlay.pdf").data != before
    client.post("/awards/papers/texts", data={"signer_name": "Sơn"})
    assert 'value="2,5"' in client.get("/awards/certificates").text, "texts leave the places alone"


def test_certificates_of_participation_show_how_far_they_are(as_, cast, decided_round, part):
    client = as_(cast.tu)
    assert client.post("/awards/certificates/participation").status_code == 303
    assert client.post("/awards/certificates/participation").status_code == 409
    block = client.get("/awards/certificates", headers=part("job")).text
    assert block.lstrip().startswith('<section id="job"') and "3 giấy chứng nhận" in block
    assert cast.binh.name in client.get("/awards/certificates?kind=participation").text
    assert client.get("/awards/certificates?kind=x").status_code == 404
    assert client.get("/awards/certificates?page=0").status_code == 404


def test_reprint_and_cancellation(app, as_, cast, issued):
    url = f"/awards/certificates/{issued[cast.lan.name][0]}"
    clerk, leader = as_(cast.tu), as_(cast.son, proved=True)
    assert clerk.post(f"{url}/reprint", data={"reason": ""}).status_code == 422
    assert clerk.post(f"{url}/reprint", data={"reason": "số 012345678901"}).status_code == 422
    assert clerk.post(f"{url}/reprint", data={"reason": "Bị rách"}).status_code == 303
    assert "Bị rách" in clerk.get(url).text
    assert clerk.post(f"{url}/revocation", data={"reason": "x"}).status_code == 403
    assert "?ends=" not in clerk.get(url).text and "?ends=" in leader.get(url).text
    assert leader.post(f"{url}/revocation", data={"reason": ""}).status_code == 422
    assert leader.post(f"{url}/revocation", data={"reason": "Khai sai"}).status_code == 409
    with app.app_context():
        cancel(cast, db.session.get(Certificate, issued[cast.lan.name][0]).nomination_id, "Khai sai")
        db.session.remove()
    assert "Khai sai" in clerk.get(url).text and "/reprint" not in clerk.get(url).text
    assert clerk.post(f"{url}/reprint", data={"reason": "Rách"}).status_code == 409


def test_anybody_checks_a_certificate_and_learns_no_more(app, as_, cast, issued, anonymous):
    number, code = issued[cast.lan.name]
    assert anonymous.get("/check").status_code == 200
    assert anonymous.get(f"/check?code={shown(code).lower()}").location.endswith(f"/check/{shown(code)}")
    assert anonymous.get("/check?code=7K2").status_code == 422
    answer = anonymous.get(f"/check/{shown(code)}")
    for said in (cast.lan.name, "Giấy khen của Chủ tịch Ủy ban nhân dân phường Cửa Nam", "07/QĐ-UBND", "14/8/2025"):
        assert said in answer.text
    for kept in (cast.team1.name, cast.tu.name, "Vào sổ", "thành tích", "15/8/2025"):
        assert kept not in answer.text, kept
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "đã thu hồi" not in answer.text
    with app.app_context():
        cancel(cast, db.session.get(Certificate, number).nomination_id)
        db.session.remove()
    text = anonymous.get(f"/check/{shown(code)}").text
    assert "đã thu hồi" in text and "Khai sai" not in text and cast.lan.name in text


def test_guessing_is_slowed_down(cast, issued, anonymous):
    right = f"/check/{issued[cast.lan.name][1]}"
    for _ in range(LIMITS["check"]):
        assert anonymous.get(right).status_code == 200
        assert anonymous.get("/check/00000-00000").status_code == 404
    blocked = anonymous.get(right)
    assert blocked.status_code == 429 and int(blocked.headers["Retry-After"]) > 0
    assert cast.lan.name not in blocked.text


@pytest.fixture
def sealed(app, cast, decided_round):
    """Where the award of Lan ends, as long as the decision has no number."""
    with app.app_context():
        lan = granted(head_of(cast.campaign.id).id)[1]
        db.session.remove()
    return f"/awards/candidates/{lan}/revocation"


def test_without_javascript_the_answer_of_a_form_carries_it_along(app, as_, cast, sealed):
    """What was typed before is sent again with the password, and goes through."""
    let_in(app, cast.son)
    leader = as_(cast.son)
    asked = leader.post(sealed, data={"reason": "Khai <sai> thành tích"})
    assert asked.status_code == 401 and "thu hồi" in asked.text
    assert 'name="reason" value="Khai &lt;sai&gt; thành tích"' in asked.text
    assert leader.post(sealed, data={"reason": "x", "own_password": "no"}).status_code == 422
    sent = re.search(r'name="reason" value="([^"]*)"', asked.text)[1].replace("&lt;", "<").replace("&gt;", ">")
    assert leader.post(sealed, data={"reason": sent, "own_password": PASSWORD}).status_code == 303
    assert "Khai &lt;sai&gt; thành tích" in leader.get(sealed.rpartition("/")[0]).text


def test_htmx_is_led_to_the_page(as_, cast, sealed, part):
    leader = as_(cast.son)
    headers = {**part("main"), "HX-Current-URL": "http://localhost/awards?board=individuals"}
    answer = leader.post(sealed, data={"reason": "Khai sai"}, headers=headers)
    assert answer.headers["HX-Redirect"] == "/sign-in/again?next=/awards?board%3Dindividuals"
