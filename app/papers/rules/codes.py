"""The short code of a certificate: easy to read out and to type, too many to guess."""

import secrets

# No I, L, O, U: nothing that looks like another.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10  # 50 bits
_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """ "7K2MQ-9XW4D"."""
    return f"{code[:5]}-{code[5:]}"


def read_code(text: str) -> str | None:
    """The code that somebody typed, however they set it; None for what can't be one."""
    if len(text) > 40:
        return None
    plain = text.upper().replace("-", "").replace(" ", "").translate(_ALIKE)
    return plain if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else None
