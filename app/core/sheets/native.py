"""The fast reader (calamine), which may only meet files that were measured before."""

import io

from python_calamine import CalamineWorkbook

from app.core.sheets.limits import SheetCode, SheetProblem


def grids(book: io.BytesIO) -> list[list[list]]:
    """The values of each sheet as rows from A1 on, "" for a cell without one. An error is "" as well: the reader does
    not tell. Raises SheetProblem for whatever it cannot read."""
    try:
        opened = CalamineWorkbook.from_filelike(book)
        count = len(opened.sheet_names)
        return [opened.get_sheet_by_index(i).to_python(skip_empty_area=False) for i in range(count)]
    except Exception as error:
        raise SheetProblem(SheetCode.BROKEN) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the Rust reader's own bug, not an order to stop
            raise
        raise SheetProblem(SheetCode.BROKEN) from error
