"""Every sentence has its Vietnamese, once; ``python -m tools.words missing`` prints what to fill in."""

import importlib
from pathlib import Path

from app.audit.sentences import GROUPS, SENTENCES
from app.core.events import Event
from tools import words


def test_every_sentence_is_in_vietnamese():
    found = words.problems(words.said(), words.translated(), words.library())
    assert found == [], "\n".join(found)


def _kinds(kind):
    """What is announced: the classes below that others don't build upon."""
    below = kind.__subclasses__()
    return [leaf for one in below for leaf in _kinds(one)] if below else [kind]


def test_every_event_has_words_in_the_trail():
    for path in sorted(words.APP.glob("*/events.py")):
        importlib.import_module(f"app.{path.parent.name}.events")
    actions = {kind.action for kind in _kinds(Event) if kind.__module__.startswith("app.")}
    assert sorted(actions - set(SENTENCES)) == [], "add them to app/audit/sentences.py"
    assert sorted(set(SENTENCES) - actions) == [], "nobody announces these any more"
    subjects = {action.partition(".")[0] for action in SENTENCES}
    assert subjects == {subject for _, _, group in GROUPS for subject in group}, "each subject stands in one group"


def test_the_tool_finds_what_is_wrong(tmp_path):
    here = Path(words.APP / "people" / "x.py")
    where = {"One": [here], "%(n)s two": [here], "Three": [here], ("a %(num)d", "b %(num)d"): [here]}
    vietnamese = {
        "One": [("people.po", "Một"), ("core.po", "Một một")],
        "%(n)s two": [("people.po", "hai")],
        "Gone": [("people.po", "Hết")],
        "From a library": [("core.po", "Thư viện")],
        ("a %(num)d", "b %(num)d"): [("people.po", "%(num)d")],
    }
    assert words.problems(where, vietnamese, {"From a library"}) == [
        "missing in people.po: Three",
        "obsolete in people.po: Gone",
        "placeholders differ in people.po: %(n)s two",
        "two translations (people.po, core.po): One",
    ]
    assert words.stubs(where, vietnamese) == '# ---- people.po\nmsgid "Three"\nmsgstr ""\n'


def test_what_is_said_is_found_in_python_and_in_templates(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "a.py").write_text("x = _('one') + ngettext('two', 'twos', 2) + N_('three') + other('no')")
    (tmp_path / "templates" / "b.html").write_text(
        "{{ _('four') }}{% if x %}{{ ngettext('five', 'fives', n) }}{% endif %}"
    )
    assert set(words.said(tmp_path)) == {"one", ("two", "twos"), "three", "four", ("five", "fives")}
