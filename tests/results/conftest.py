"""A decided round of Cửa Nam: team 1 and Lan are commended. And LibreOffice."""

from tests.papers.conftest import decided, locked
from tests.papers.test_office import convert

__all__ = ["convert", "decided", "locked"]
