"""LibreOffice, as for the papers."""

from tests.papers.test_office import convert

__all__ = ["convert"]
