"""Words that several pages about people share."""

from flask_babel import gettext

from app.core.policy import ROLE_NAMES


def role_names() -> dict[str, str]:
    """The name of each role in the reader's language."""
    return {role.value: gettext(name) for role, name in ROLE_NAMES.items()}
