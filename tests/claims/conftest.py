"""Fixtures of races."""

from tests.swaps.racing import crowd, race

__all__ = ["crowd", "race"]
