"""Fixtures of the lines."""

import pytest

from tests.lines.hotline import Hotline


@pytest.fixture
def hotline(app, cast):
    return Hotline(app, cast)
