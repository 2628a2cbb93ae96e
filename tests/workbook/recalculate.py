"""Opens workbooks in a LibreOffice without a screen, types into their cells, recalculates hard and tells what comes out.

Reads from standard input [{"file": …, "cases": [{"input_batch": "第一批", "input_software": "300000.00", …}]}] and writes to
standard output [{"stale": […], "cases": [{"message": "", "result_grant": ["180000", 18000000], …}]}]: the value of each
named cell and of the cell of whole fen beside it.
"""

import json
import sys
import tempfile
from pathlib import Path

from office import office

from com.sun.star.beans import PropertyValue
from com.sun.star.sheet.FormulaResult import STRING, VALUE
from com.sun.star.table.CellContentType import EMPTY, FORMULA


def value(cell):
    """The text or number of a cell; a mistake of a formula in words."""
    if cell.getError():
        return f"error {cell.getError()}"
    if cell.Type == EMPTY:
        return ""
    kind = cell.FormulaResultType2 if cell.Type == FORMULA else None
    if kind == STRING or (kind is None and cell.getString() and not is_number(cell)):
        return cell.getString()
    number = cell.getValue()
    return int(number) if number == int(number) else number


def is_number(cell):
    return cell.Type.value == "VALUE"


def formulas(document):
    """Every formula of the workbook with its value."""
    found = {}
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        for row in range(end.EndRow + 1):
            for column in range(end.EndColumn + 1):
                cell = sheet.getCellByPosition(column, row)
                if cell.Type == FORMULA:
                    found[f"{sheet.Name}!{cell.AbsoluteName.split('.')[-1]}"] = value(cell)
    return found


def named(document):
    """The cells that have a name."""
    return {name: document.NamedRanges.getByName(name).ReferredCells.getCellByPosition(0, 0)
            for name in document.NamedRanges.ElementNames if not name.startswith("_")}


def enter(cell, text):
    """Types a text or a number, as a person would."""
    if text is None:
        cell.setFormula("")
        return
    try:
        cell.setValue(float(text))
    except ValueError:
        cell.setString(text)


def run(desktop, book):
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(Path(book["file"]).as_uri(), "_blank", 0, (hidden,))
    before = formulas(document)
    document.calculateAll()
    after = formulas(document)
    stale = [f"{place}: {before[place]!r} becomes {after[place]!r}" for place in before if before[place] != after[place]]
    cells = named(document)
    answers = []
    for case in book["cases"]:
        for name, cell in cells.items():
            if name.startswith("input_"):
                enter(cell, case.get(name))
        document.calculateAll()
        answer = {"message": value(cells["message"])}
        for name, cell in cells.items():
            if name.startswith("result_"):
                beside = cell.Spreadsheet.getCellByPosition(cell.CellAddress.Column + 1, cell.CellAddress.Row)
                answer[name] = [value(cell), value(beside)]
        answers.append(answer)
    document.close(True)
    return {"formulas": len(before), "stale": stale, "cases": answers}


def main():
    books = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        process, desktop = office(folder)
        try:
            answers = [run(desktop, book) for book in books]
        finally:
            try:
                desktop.terminate()
            except Exception:  # it may be gone before it answers
                pass
            process.wait(timeout=30)
    json.dump(answers, sys.stdout, ensure_ascii=False)


main()
