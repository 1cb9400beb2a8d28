"""What a spreadsheet from outside may be, and what is said when it is not."""

from app.core.reasons import N_, Reason

MB = 1024 * 1024
MAX_FILE = 8 * MB  # sent in the browser or given to a command
MAX_UNPACKED = 50 * MB
MAX_PARTS = 200
MAX_ROWS = 10_001  # a heading line and 10,000 rows
MAX_COLUMNS = 60
MAX_TEXT = 2_000  # characters in one cell
MAX_TEXT_IN_ALL = 20_000_000  # characters; one shared string may stand in every cell
MAX_ELEMENTS = 1_000_000  # XML elements, over all sheets: about a second of reading
MAX_MERGED = 5_000  # merged areas in one sheet


class SheetCode(Reason):
    NOT_A_SHEET = N_("“%(file)s” is not a table. Please send an .xlsx, .xls, .ods or .csv file.")
    ENCRYPTED = N_("“%(file)s” is locked by a password. Please remove the password and send it again.")
    BINARY = N_("“%(file)s” is a binary workbook (.xlsb). Please open it in Excel and save it as .xlsx.")
    CHARSET = N_(
        "The letters of “%(file)s” can't be read with certainty. Please open it in the program that it was typed "
        "with and save it as an Excel workbook (.xlsx)."
    )
    LETTERS_LOST = N_(
        "“%(file)s” lost its Vietnamese letters when it was saved (“%(word)s”). Please go back to the file that it "
        "was saved from, and save that as an Excel workbook (.xlsx)."
    )
    EMPTY = N_("“%(file)s” contains no data.")
    TOO_LARGE = N_("“%(file)s” is too large. Please split the list over several files.")
    TOO_MANY_ROWS = N_("Sheet “%(sheet)s” goes past row %(limit)s. Please split it over several files.")
    TOO_MANY_COLUMNS = N_("Sheet “%(sheet)s” has more than %(limit)s columns. Please delete the others.")
    TEXT_TOO_LONG = N_("Sheet “%(sheet)s”, cell %(cell)s: the text is longer than %(limit)s characters.")
    TOO_SLOW = N_("“%(file)s” takes too long to read. Please try again, or split the list over several files.")
    BROKEN = N_("“%(file)s” is damaged and can't be read. Please save it again in Excel.")


class SheetProblem(Exception):
    """Why a file is refused as a whole: `code`, and `facts` for the placeholders of its sentence."""

    def __init__(self, code: SheetCode, **facts):
        super().__init__(code.name)
        self.code = code
        self.facts = facts
