"""What guessing a password costs: the site's own figures, which the other tests do without."""

import runpy

import pytest
from argon2 import extract_parameters

from app.people import passwords


@pytest.fixture
def real():
    """The module as the site has it."""
    return runpy.run_path(passwords.__file__)


def test_a_hash_costs_at_least_what_owasp_asks_for(real):
    for made in (real["hash_password"]("gõ cửa từng nhà"), real["_DUMMY"]):
        found = extract_parameters(made)
        assert found.type.name == "ID"
        assert (found.memory_cost, found.time_cost, found.parallelism) >= (19 * 1024, 2, 1)


def test_a_hash_fits_its_password_alone_and_nobody_has_none(real):
    kept = real["hash_password"]("gõ cửa từng nhà")
    assert real["matches"](kept, "gõ cửa từng nhà")
    assert not real["matches"](kept, "gõ cửa từng nha")
    assert not real["matches"](None, "nobody has this password")
    assert not real["matches"]("no hash", "gõ cửa từng nhà")


def test_a_cheaper_hash_is_made_anew(real):
    cheap = passwords.hash_password("gõ cửa từng nhà")
    assert real["matches"](cheap, "gõ cửa từng nhà") and real["outdated"](cheap)
    assert not real["outdated"](real["hash_password"]("gõ cửa từng nhà"))
