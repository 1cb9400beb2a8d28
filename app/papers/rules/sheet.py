"""Where the words stand on a certificate that is printed onto the ward's own blanks."""

from dataclasses import dataclass

# Tenths of a millimetre from the left and upper edge, and how far all of it may be moved.
MOST_SHIFT = 500
FULL = {"x": 0, "y": 0, "name_y": 790, "merit_y": 1100, "foot_y": 1440}


@dataclass(frozen=True)
class Places:
    """Tenths of a millimetre: the shift of the whole, and where name, merit and foot begin."""

    x: int = 0
    y: int = 0
    name_y: int = 790
    merit_y: int = 1100
    foot_y: int = 1440
    qr: bool = True


# On the whole sheet, below the place for the national emblem.
WHOLE = Places(name_y=820, merit_y=1125)
