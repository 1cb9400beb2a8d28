"""A ward's own template: fields, lists, conditions, and nothing else; whatever is odd is refused with a sentence."""

import io
import zipfile

import docx
import pytest

from app.core.reasons import Refused
from app.papers.layout.checking import MAX_TEMPLATE, check_template
from app.papers.layout.filling import paper_docx
from app.papers.layout.papers import PAPERS
from app.papers.layout.word import template_of
from app.papers.rules.answers import TemplateCode
from tests.papers.conftest import ODD, papers
from tests.papers.test_layout import word_text


def document(*texts) -> bytes:
    made = docx.Document()
    for text in texts:
        made.add_paragraph(text)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def with_part(name: str, content: bytes, old: bytes | None = None) -> bytes:
    """The template of the decision with one part more, or with ``old`` in a part replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template_of("decision"))) as source, zipfile.ZipFile(target, "w") as made:
        for one in source.namelist():
            data = source.read(one)
            made.writestr(one, data.replace(old, content, 1) if old and one == name else data)
        if not old:
            made.writestr(name, content)
    return target.getvalue()


def refusal(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        check_template(data, "Mẫu.docx")
    return caught.value


@pytest.mark.parametrize("paper", PAPERS)
def test_our_own_templates_pass_the_check(paper):
    check_template(template_of(paper), "x.docx")


@pytest.mark.parametrize(
    "text",
    [
        "{{ ward }}",
        "{{ session.chair }}",
        "{% for a in individuals %}{{ loop.index }}. {{ a.name }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{% for a in everyone %}{% for b in a.work %}{{ b.name }}{% endfor %}{% endfor %}",
        "{{ draft }} {{ household_factor }} {{ subjects }}",
        "{% for a in voted_households %}{{ a.votes_words }} {{ a.votes_needed }} {{ a.outcome }}{% endfor %}",
        "{% for a in session.attendance %}{{ a.name }}: {{ a.word }}{% endfor %}",
        "{% for a in session.written %}{{ a }}{% endfor %}",
        "{% for a in everyone %}{% for b in a.achievements %}{{ b }}{% endfor %}{% endfor %}",
        "{% if collectives and individuals %}{{ counts }}{% else %}{{ total }}{% endif %}",
    ],
)
def test_fields_lists_and_conditions_are_allowed(text):
    check_template(document(text), "x.docx")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("{{ wards }}", "wards"),
        ("{{ one.name }}", "one"),
        ("{% for a in individuals %}{{ a.nam }}{% endfor %}", "a.nam"),
        ("{% if false_field %}x{% endif %}", "false_field"),
        ("{% if ward %}x{% else %}{{ hidden }}{% endif %}", "hidden"),
        ("{{ ward.__class__ }}", "ward.__class__"),
        ("{{ session.chairs }}", "session.chairs"),
        ("{{ cycler }}", "cycler"),
    ],
)
def test_an_unknown_field_is_named(text, field):
    refused = refusal(document(text))
    assert (refused.reason, refused.facts) == (TemplateCode.UNKNOWN, {"field": field})


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7 * 7 }}",
        "{{ ward|upper }}",
        "{{ ward() }}",
        "{{ individuals[0].name }}",
        "{{ individuals }}",
        "{{ session }}",
        "{{ 'x' }}",
        "{% set x = ward %}{{ x }}",
        "{% macro m() %}x{% endmacro %}{{ ward }}",
        "{% include 'x' %}{{ ward }}",
        "{% for a in range(9) %}{{ ward }}{% endfor %}",
        "{% for a in individuals %}{% for b in individuals %}{{ b.name }}{% endfor %}{% endfor %}",
        "{% for a in individuals if a.name %}{{ a.name }}{% endfor %}",
        "{% for a in individuals recursive %}{{ a.name }}{% endfor %}",
        "{% filter upper %}{{ ward }}{% endfilter %}",
        "{{r ward }}",
    ],
)
def test_whatever_could_compute_is_not_allowed(text):
    assert refusal(document(text)).reason in (TemplateCode.NOT_ALLOWED, TemplateCode.UNREADABLE)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", TemplateCode.NOT_DOCX),
        (b"\xd0\xcf\x11\xe0 an old .doc", TemplateCode.NOT_DOCX),
        (b"PK\x03\x04 broken", TemplateCode.BROKEN),
        (b"PK" + b"x" * MAX_TEMPLATE, TemplateCode.TOO_LARGE),
        (document("Không có trường nào"), TemplateCode.NO_FIELDS),
        (document("{{ ward"), TemplateCode.UNREADABLE),
        (document("{% for a in individuals %}{{ a.name }}"), TemplateCode.UNREADABLE),
        (with_part("word/vbaProject.bin", b"x"), TemplateCode.MACROS),
        (with_part("word/embeddings/a.xlsx", b"x"), TemplateCode.MACROS),
        (with_part("../../evil.xml", b"<a/>"), TemplateCode.MACROS),
        (with_part("word/a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), TemplateCode.BROKEN),
        (with_part("word/footnotes.xml", b"<a>{{ ward }}</a>"), TemplateCode.NOT_ALLOWED),
        (with_part("word/big.xml", b"<a>" + b" " * (17 * 1024 * 1024) + b"</a>"), TemplateCode.TOO_LARGE),
        (
            with_part(
                "word/_rels/document.xml.rels",
                b'<Relationship Id="rId99" TargetMode="External" Target="https://evil.example/t.dotm" '
                b'Type="http://x/attachedTemplate"/></Relationships>',
                b"</Relationships>",
            ),
            TemplateCode.OUTSIDE,
        ),
    ],
    ids=lambda value: value.name if isinstance(value, TemplateCode) else "",
)
def test_a_file_that_is_no_template_is_refused(data, reason):
    assert refusal(data).reason is reason


def test_a_template_of_the_wards_own_is_what_is_filled_in():
    own = document("Riêng của phường: {{ counts }}", "{% for a in individuals %}{{ a.name }}; {% endfor %}")
    check_template(own, "x.docx")
    text = word_text(paper_docx("decision", papers(ODD), own))
    assert "Riêng của phường: 27 tập thể và 12 cá nhân" in text
    assert all(name in text for name in ODD)
