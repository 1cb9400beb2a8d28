"""pytest: every field that any test writes into the trail must have a name in words."""

import pytest

from app.audit import actions, rules
from app.audit.fields import NAMES

# Keyed by ids, or a document of its own.
WHOLE = ("counts", "scheme")


def fields_in(side: dict) -> set[str]:
    found = set(side) | set(side.get("fields", ()))
    for field, value in side.items():
        if isinstance(value, dict) and field not in WHOLE:
            found |= fields_in(value)
    return found


@pytest.fixture(autouse=True)
def nameless(monkeypatch):
    """The fields that this test wrote and that app.audit.fields does not name; there must be none at its end."""
    found, entry_of = set(), rules.entry_of

    def heard(event, *more):
        found.update((fields_in(event.before) | fields_in(event.after)) - set(NAMES))
        return entry_of(event, *more)

    monkeypatch.setattr(actions, "entry_of", heard)
    yield found
    assert not found, f"app/audit/fields.py has no name for {sorted(found)}"
