"""Makes ``police-return.xls``, an invented return on an old template. Needs xlwt, which the tests do not:
``pip install xlwt && python tests/data/make_xls.py``. Cells merged downwards, months shown as months, a hidden row."""

from __future__ import annotations

import datetime
from pathlib import Path

import xlwt

DAY, MONTH = xlwt.easyxf(num_format_str="DD/MM/YYYY"), xlwt.easyxf(num_format_str="MMM-YY")


def make() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Chronology")
    sheet.write(0, 0, "Agency: Northtown Police")
    sheet.write(1, 0, "Period covered: January 2021 to December 2021")
    for column, text in enumerate(
        ["Date", "Time", "From", "To", "Type of contact", "Event", "Action", "Analysis"]
    ):
        sheet.write(3, column, text)
    first, meeting = datetime.datetime(2021, 6, 2), datetime.datetime(2021, 6, 1)
    sheet.write_merge(4, 5, 0, 0, first, DAY)
    sheet.write(4, 1, datetime.time(19, 40), xlwt.easyxf(num_format_str="HH:MM"))
    rows = [
        ("Mother", "Northtown Police", "Missing person report", "Mother reports that he has not come home from school.",
         "accepted: found at 22:15 at the bus station", ""),
        ("Northtown Police", "Northtown MASH", "Referral", "Vulnerable child report sent to the hub after "
                                                           "he was missing.",
         "", "It does not say what was known of March."),
    ]  # fmt: skip
    for number, row in enumerate(rows, start=4):
        for column, text in enumerate(row, start=2):
            sheet.write(number, column, text)
    sheet.write(6, 0, meeting, MONTH)
    for column, text in enumerate(["Northtown MASH", "Northtown Police", "Strategy discussion",
                                   "Strategy discussion with the hub about the missing "
                                   "episode."], start=2):  # fmt: skip
        sheet.write(6, column, text)
    sheet.row(6).hidden = True
    book.save(str(Path(__file__).with_name("police-return.xls")))


if __name__ == "__main__":
    make()
