"""pytest: what many tests begin with is played once for a worker and a database, and copied from then on.

A test asks for a scene as for a fixture (`locked_round`, `decided_round`) and finds it in its database, a copy
(`tests/conftest.py`). A scene leaves nothing but rows: what a test keeps of it in Python, it asks the database for.
"""

import pytest


def _locked_round(cast):
    from tests.papers.conftest import lock_a_round

    lock_a_round(cast)


def _listed_round(cast):
    from tests.papers.conftest import list_a_round

    list_a_round(cast)


def _numbered_round(cast):
    from tests.papers.conftest import number_a_round

    number_a_round(cast)


def _decided_round(cast):
    from tests.papers.conftest import decide_a_round

    decide_a_round(cast)


@pytest.fixture(scope="session")
def scenes():
    """Name -> how it is played. Each holds what those before it hold."""
    return {
        "listed_round": _listed_round,
        "locked_round": _locked_round,
        "decided_round": _decided_round,
        "numbered_round": _numbered_round,
    }


@pytest.fixture
def listed_round():
    """Lan and team 1 are on the locked list of Cửa Nam, about which its council is called for this moment."""


@pytest.fixture
def locked_round():
    """Lan and team 1 are on the locked list of Cửa Nam; Minh, Bình and Hoa worked too."""


@pytest.fixture
def decided_round(locked_round):
    """The same list, granted as it is, without a number."""


@pytest.fixture
def numbered_round(decided_round):
    """The same decision with its number and its day."""
