"""What can be wrong with a row, and what is worth a remark: each code is its English sentence.

`MESSAGES` lists the sentences by code; `facts` of an error or a notice fill their placeholders.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.reasons import Reason
from app.core.text import N_, TextCode
from app.exchange.rules.fields import Field
from app.exchange.rules.questions import Question
from app.exchange.rules.rows import Skipped


class Code(Reason):
    COLUMN_MISSING = N_("No column is matched with this. Please choose it in the list of columns.")
    COLUMN_TWICE = N_("Another column is matched with the same thing. Please keep one of them.")
    NO_SHEET = N_("No sheet was chosen to be read.")
    MATRIX_MINUTES = N_(
        "This is an attendance sheet with one column per day: please say how many minutes one mark (x) counts."
    )
    MATRIX_MONTH = N_("This is an attendance sheet with one column per day, but there is no month above the days.")
    MARK_UNKNOWN = N_("“%(value)s” is not a mark: x is a whole duty, 1/2 is half of one.")
    MARK_HALF = N_("Half of %(minutes)s minutes is not a whole number of minutes.")
    NO_ROWS = N_("There is no row of data below the headings.")
    CELL_ERROR = N_("The cell shows the error %(value)s. Please type the value itself.")
    MERGED_FIGURE = N_(
        "One number is merged over the rows %(first)s to %(last)s. Please give each row its own number."
    )
    FORMULA = N_("The cell contains a formula. Please paste its value instead.")
    IDENTITY_NUMBER = N_("Please leave out identity and phone numbers: 9 or more digits in a row are not kept.")
    NAME_MISSING = N_("The name is missing.")
    NAME_INVALID = N_("“%(value)s” is not a person's name.")
    NAME_SEVERAL = N_("“%(value)s” names several people. Please give each of them a row.")
    NAME_OFFICE = N_("“%(value)s” is a post, not a name. Please give the person's name.")
    GENDER_UNKNOWN = N_("“%(value)s” is neither “Nam” nor “Nữ”.")
    GENDER_TWICE = N_("Both the men's and the women's column are filled in.")
    BIRTH_YEAR_INVALID = N_("“%(value)s” is not a year of birth.")
    BIRTH_YEAR_OUTSIDE = N_("The year of birth %(value)s is not between %(first)s and %(last)s.")
    TOO_YOUNG = N_("Born in %(value)s: people under %(age)s can't take part.")
    PHONE_INVALID = N_("“%(value)s” is not a Vietnamese phone number.")
    PHONE_SEVERAL = N_(
        "There are several numbers in one cell (%(value)s). Please keep the one that is used to sign in."
    )
    EMAIL_INVALID = N_("“%(value)s” is not an e-mail address.")
    CONTACT_MISSING = N_("A phone number or an e-mail address is needed to sign in.")
    TEAM_MISSING = N_("The team is missing.")
    PHONE_TWICE = N_("The same phone number is in row %(other_row)s under the name %(other_name)s.")
    EMAIL_TWICE = N_("The same e-mail address is in row %(other_row)s under the name %(other_name)s.")
    DAY_MISSING = N_("The day is missing.")
    DAY_INVALID = N_("“%(value)s” is not a day such as 31/7/2025.")
    DAY_OUTSIDE = N_("The day %(value)s is outside the campaign (%(first)s to %(last)s).")
    DAY_FUTURE = N_("The day %(value)s is still to come.")
    DAY_WEEKDAY = N_("“%(value)s”: the weekday does not match %(day)s. Please correct one of them.")
    DAY_UNCLEAR = N_("“%(value)s” can be read as different days of the campaign: %(days)s.")
    WHO_MISSING = N_("Whose record is it? Please give a name with a phone number, or a team.")
    NUMBER_INVALID = N_("“%(value)s” is not a number.")
    NUMBER_UNCLEAR = N_("“%(value)s” is not clear: is the mark one of thousands or of decimals?")
    TIME_INVALID = N_("“%(value)s” is not a length of time such as 90, 1:30, “2 giờ 15 phút” or “8h-11h30”.")
    TIME_UNCLEAR = N_("“%(value)s” does not say how many hours or minutes it was. Please write them.")
    TIME_UNIT = N_("“%(value)s”: are these hours or minutes? Please write “3 giờ” or “180 phút”.")
    TIME_SAME = N_("“%(value)s” begins and ends at the same time.")
    TIME_BACKWARDS = N_("“%(value)s” ends before it begins. Please write both in 24 hours, for example 8h-14h.")
    TIME_HALF = N_("Only the beginning or the end is given. Please give both.")
    TIMES_DIFFER = N_("The columns give different lengths of time: %(one)s and %(other)s minutes.")
    NUMBER_NOT_WHOLE = N_("“%(value)s” is not a whole number.")
    NUMBER_NEGATIVE = N_("“%(value)s” is below zero.")
    NUMBER_TOO_LARGE = N_("“%(value)s” is more than %(limit)s.")
    GROUP_OVER_TURNS = N_("%(value)s people in this group are more than the %(turns)s people helped.")
    LOG_EMPTY = N_("The row has neither time nor anything done.")
    OTHER_NAME = N_("This belongs to %(other_name)s in this ward. Please check the number and the name.")
    OTHER_NAME_HIDDEN = N_("This is used by somebody with another name. Please check the number and the name.")
    TEAM_UNKNOWN = N_("The ward has no team “%(value)s”. Please correct the name, or allow new teams.")
    TEAMS_TOO_MANY = N_("The list would add more than %(limit)s teams. Is this the right column?")
    WHO_UNKNOWN = N_("Nobody in this ward has this phone number or name.")
    WHO_UNCLEAR = N_("Several people of the ward have this name. Please give the phone number.")
    WHO_OTHER_PHONE = N_(
        "The ward knows %(other_name)s under another phone number. Please correct it, or change it on their page."
    )
    LOG_TEAM_UNKNOWN = N_("The ward has no team “%(value)s”.")
    TEAM_FOREIGN = N_("%(name)s is not in this team.")
    TEAM_UNCLEAR = N_("%(name)s is in several teams. Please say for which one this was.")
    SLOT_UNKNOWN = N_("“%(value)s” is not a slot of the campaign (%(known)s).")
    SLOT_SEVERAL = N_("“%(value)s” names several slots. Please give each slot a row of its own.")
    POINT_UNKNOWN = N_("“%(value)s” is not a point of the campaign (%(known)s).")
    LOG_DIFFERS = N_("A record of the same person or team, day, slot and point is stored with other figures.")
    DAY_FULL = N_("The records of this person on this day add up to more than 24 hours.")


class NoticeCode(Reason):
    COLUMN_DROPPED = N_("The column “%(label)s” contains private data that may not be collected: it was not read.")
    COLUMN_UNUSED = N_("The column “%(label)s” was not recognised: it was not read.")
    NAME_MENDED = N_("Row %(row)s: “%(value)s” is read as the name %(name)s.")
    DAY_READ = N_("Row %(row)s: “%(value)s” is read as %(day)s.")
    TEAM_READ = N_("The team “%(value)s” is read as %(name)s (%(count)s rows, first row %(row)s).")
    POINT_READ = N_("The point “%(value)s” is read as %(name)s (%(count)s rows, first row %(row)s).")
    ROWS_LEFT = N_("Left out, as you chose: row %(row)s.")
    PHONE_CHANGED = N_("Row %(row)s: %(name)s gets the new phone number %(phone)s in place of %(old)s.")
    NAMESAKE_ELSEWHERE = N_(
        "Row %(row)s: the ward already has somebody named %(name)s, under another phone number and not in this team. "
        "The row counts as a new person. If it is the same one, give the number that the ward knows."
    )
    NAMESAKE = N_(
        "Row %(row)s: the name and the year of birth of %(name)s are in row %(other_row)s too, under another phone."
    )
    PERSON_TWICE = N_("Row %(row)s: %(name)s is already in row %(other_row)s and is counted once.")
    LOG_TWICE = N_("Row %(row)s says the same as row %(other_row)s and is counted once.")
    COVERED = N_("Row %(row)s: what is hidden under merged cells was not read.")
    MARK_ABSENT = N_("“%(value)s” was taken as absent (%(count)s cells).")
    HIDDEN_READ = N_("Row %(row)s is hidden in the file and was read.")
    CROSSED_READ = N_("Row %(row)s is crossed out in the file and was read.")
    CELL_CROSSED = N_("Row %(row)s: “%(label)s” is crossed out in the file and was read.")
    COLUMN_HIDDEN = N_("The column “%(label)s” is hidden in the file and was read.")
    UNREAD_CELL = N_("Row %(row)s: the column “%(label)s” shows the error %(value)s and was not read.")
    PHONE_LEFT = N_("Row %(row)s: %(name)s is known by the e-mail address; the other phone number was left out.")
    EMAIL_TAKEN = N_("Row %(row)s: another account has this e-mail address; %(name)s is imported without it.")
    EMAIL_LEFT = N_("Row %(row)s: %(name)s is known by the phone number; the other e-mail address was left out.")
    BACK_AGAIN = N_("Row %(row)s: %(name)s left the team on %(day)s; the list brings them back.")
    ACCOUNT_CLOSED = N_("Row %(row)s: the account of %(name)s is closed and stays closed.")
    LOG_ONLINE_TOO = N_("Row %(row)s: %(name)s sent a record of this day and slot on the site as well; both count.")
    LOGS_NO_TIME = N_("%(count)s records have 0 minutes and people or services (rows %(rows)s). Is that right?")
    LOGS_NOBODY = N_("%(count)s records have hours, and nobody was helped (rows %(rows)s). Is that right?")
    LOGS_LONG = N_("%(count)s records are longer than %(hours)s hours (rows %(rows)s). Is that right?")
    LOGS_LONG_DAY = N_(
        "%(count)s records add up to more than %(hours)s hours of one person or team on one day (rows %(rows)s). "
        "Is that right?"
    )
    LOGS_WAITING = N_(
        "%(count)s of the known records still wait: an import approves only new ones. Approve them at /approvals."
    )


MESSAGES = {code: code.value for codes in (Code, NoticeCode, TextCode) for code in codes}


@dataclass(frozen=True)
class RowError:
    """`row_no` is Excel's; `column_label` the heading in the file, "" where the file has no such column.

    `field` tells which field is meant (its name for the reader is in FIELD_NAMES).
    """

    row_no: int
    column_label: str
    code: Reason
    facts: dict = field(default_factory=dict)
    field: Field | None = None


@dataclass(frozen=True)
class Notice:
    code: NoticeCode
    facts: dict = field(default_factory=dict)


@dataclass
class Parsed:
    """Apply `rows` only where `errors` is empty. `skipped` are rows that hold something but no data; `data` counts
    those that were read, right or wrong."""

    rows: list = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    labels: dict[Field, str] = field(default_factory=dict)  # the heading of each field that has a column
    data: int = 0
    sheets: dict[str, "Parsed"] = field(default_factory=dict)  # by name, where it was put together from several
    questions: list[Question] = field(default_factory=list)  # about the text itself
    answers: Mapping[str, str] = field(default_factory=dict)  # to these and to all others, by their keys

    def error(self, row_no: int, what: Field, code: Reason, **facts) -> RowError:
        """What is found out about a row once it was read."""
        labels = self.sheets.get(getattr(row_no, "sheet", ""), self).labels
        return RowError(row_no, labels.get(what, ""), code, facts, what)

    def take_in(self, sheet: str, other: "Parsed") -> None:
        """Add what another sheet says."""
        self.sheets[sheet] = other
        self.labels = other.labels | self.labels
        self.data += other.data
        for name in ("rows", "errors", "notices", "skipped"):
            getattr(self, name).extend(getattr(other, name))
