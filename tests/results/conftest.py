"""A decided round of Cửa Nam: team 1 and Lan are commended."""

from tests.papers.conftest import decided, locked

__all__ = ["decided", "locked"]
