"""The verbs of a ward's first hour."""

from .campaign import copy_on_screen, open_on_screen
from .wards import add_ward_with_secretary

__all__ = ["add_ward_with_secretary", "copy_on_screen", "open_on_screen"]
