"""Why a verb about papers says no."""

from app.core.reasons import Reason
from app.core.text import N_


class PaperAnswer(Reason):
    YES = N_("You may do that.")
    NO_ROUND = N_("There is no award round for this campaign yet. Open one first.")
    NOT_LOCKED = N_("The list is not locked yet. Papers are made from the locked list only.")
    NOBODY = N_("Nobody was chosen, so there is nothing to write.")
    NO_NUMBER = N_("Enter the number and the day of the decision first: they stand on every certificate.")
    HALF = N_("A number goes with its day: fill in both, or neither.")
    ISSUED = N_("Certificates were issued under this number and day, so they stay.")
    ISSUED_ALREADY = N_("The certificates were issued already. Print one again from the register.")
    TAKEN = N_("From number %(first)s on, some numbers of %(year)s are in the register already. Next free: %(next)s.")
    REVOKED_ALREADY = N_("This certificate was revoked already.")
    REVOKED = N_("This certificate was revoked. It can't be printed again.")
    NO_REASON = N_("Write the reason: it stays with the certificate.")
    STARTED = N_("These certificates are being made already.")
    NOBODY_ELSE = N_("Everybody with a day of work is on the list already.")
    FILE_GONE = N_("The stored file is missing or was changed. Tell whoever runs the site.")
    RATE_EARLIER = N_("From this day on these very figures count already.")


class TemplateCode(Reason):
    """Why a ward's own template is refused."""

    NOT_DOCX = N_("“%(file)s” is not a Word document. Please save it as .docx.")
    TOO_LARGE = N_("“%(file)s” is too large: at most %(limit)s.")
    MACROS = N_("“%(file)s” holds macros or embedded objects. Please take them out.")
    OUTSIDE = N_("“%(file)s” takes in something from outside (%(what)s). Please put it into the document itself.")
    BROKEN = N_("“%(file)s” is damaged and can't be read. Please save it again in Word.")
    NO_FIELDS = N_("“%(file)s” holds no field at all. Start from the template of this page.")
    UNKNOWN = N_("There is no field “%(field)s”. The list below shows all there are.")
    NOT_ALLOWED = N_("“%(what)s” is not allowed in a template: only fields, lists and conditions.")
    UNREADABLE = N_("A field is written wrongly: %(what)s")
