"""E-mail addresses."""

from email_validator import EmailNotValidError, validate_email


def normalise_email(s: str) -> str | None:
    """The address in lower case, or None if it is none. The domain is not looked up."""
    try:
        found = validate_email(str(s)[:320].strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return found.normalized.lower()
