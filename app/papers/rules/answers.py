"""Why a verb about papers says no."""

from datetime import date

from app.core.reasons import Reason
from app.core.text import N_


class PaperAnswer(Reason):
    YES = N_("You can do that.")
    NO_ROUND = N_("There is no award round for this campaign yet. Open one first.")
    NOT_LOCKED = N_("The list is not locked yet. Papers are made from the locked list only.")
    NOBODY = N_("Nobody was chosen, so there is nothing to write.")
    NO_NUMBER = N_("Enter the number and the day of the decision first: they are on every certificate.")
    NOT_DECIDED = N_("The ward leader has not decided yet.")
    TOO_EARLY = N_("The decision was made on %(day)s: its paper carries that day or a later one.")
    TOO_LATE = N_("This day is still to come. The number is given after the signature.")
    NUMBER_TAKEN = N_("Number %(number)s of %(year)s is on another decision. Next free: %(next)s.")
    HALF = N_("A number needs its day: fill in both, or neither.")
    ISSUED = N_("Certificates were issued under this number and day, so they can't be changed.")
    NUMBERED = N_(
        "The decision has its number: what it says is fixed, and so are the numbers that it names. A mistake is "
        "mended by a further decision, which corrects, replaces or cancels it."
    )
    PRINTED_ALREADY = N_(
        "All certificates were printed this way already, and now they would look different. Say on this page that "
        "all are to be printed again, and destroy the earlier sheets."
    )
    ISSUED_ALREADY = N_("The certificates were issued already. Print one again from the register.")
    TAKEN = N_("From number %(first)s on, some numbers of %(year)s are in the register already. Next free: %(next)s.")
    REVOKED_ALREADY = N_("This certificate was revoked already.")
    REVOKED = N_("This certificate was revoked. It can't be printed again.")
    REPLACED = N_("Another certificate took the place of this one. Print or revoke that one.")
    SAME_NAMES = N_("The names on this certificate are right as they are known here. Correct the name first.")
    NO_REASON = N_("Write the reason: it stays with the certificate.")
    STARTED = N_("These certificates are being made already.")
    NOBODY_ELSE = N_("Everybody with a day of work is already on the list.")
    FILE_GONE = N_("The stored file is missing or was changed. Tell the administrator of the site.")
    OWN_TOO_MUCH = N_(
        "The ward's own Word template for this paper becomes too large when it is filled in. Go back to our "
        "template, or use fewer nested lists in yours."
    )
    RATE_EARLIER = N_("These very figures already count from this day.")


def may_number(day: date | None, decided_on: date | None, today: date) -> tuple[PaperAnswer, dict]:
    """Whether the decision's paper may carry this day: number and day follow the decision and the signature."""
    if day is None:
        return PaperAnswer.YES, {}
    if decided_on is None:
        return PaperAnswer.NOT_DECIDED, {}
    if day < decided_on:
        return PaperAnswer.TOO_EARLY, {"day": f"{decided_on.day}/{decided_on.month}/{decided_on.year}"}
    return (PaperAnswer.TOO_LATE if day > today else PaperAnswer.YES), {}


class TemplateCode(Reason):
    """Why a ward's own template is refused."""

    NOT_DOCX = N_("“%(file)s” is not a Word document. Please save it as .docx.")
    TOO_LARGE = N_("“%(file)s” is too large: at most %(limit)s.")
    TOO_SLOW = N_("“%(file)s” takes too long to check. Please make it simpler: fewer parts, fewer lists.")
    MACROS = N_("“%(file)s” contains macros or embedded objects. Please remove them.")
    OUTSIDE = N_("“%(file)s” links to something outside (%(what)s). Please put it into the document itself.")
    BROKEN = N_("“%(file)s” is damaged and can't be read. Please save it again in Word.")
    NO_FIELDS = N_("“%(file)s” contains no field at all. Start from the template on this page.")
    UNKNOWN = N_("There is no field “%(field)s”. The list below shows all fields.")
    NOT_ALLOWED = N_("“%(what)s” is not allowed in a template: only fields, lists and conditions.")
    UNREADABLE = N_("A field is not written correctly: %(what)s")
