"""What a test says when a program of the machine is not there."""

import os
from typing import NoReturn

import pytest


def missing(what: str, packages: str) -> NoReturn:
    """Skip with the one line that installs it; fail with the same line where CI is set."""
    message = f"{what} is not installed: apt-get install {packages}"
    if os.environ.get("CI"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)
