"""Opens CSV files in a LibreOffice without a screen and saves them in the formats that people send.

Reads from standard input [{"file": "a.csv", "read": "44,34,76,1", "as": [{"file": "a.xlsx", "filter": "…", "options": "",
"password": ""}]}]: tokens of the CSV filter are delimiter, quote, encoding (76 is UTF-8, 85 GB18030) and first line.
"""

import json
import sys
import tempfile
from pathlib import Path

from office import office

import uno
from com.sun.star.beans import NamedValue, PropertyValue


def properties(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items() if value != "")


def locked(password):
    """What a workbook is encrypted with."""
    if not password:
        return ""
    values = (NamedValue("CryptoType", "Standard"), NamedValue("OOXPassword", password))
    return uno.Any("[]com.sun.star.beans.NamedValue", values)


def run(desktop, job):
    read = properties(Hidden=True, FilterName="Text - txt - csv (StarCalc)", FilterOptions=job["read"])
    document = desktop.loadComponentFromURL(Path(job["file"]).as_uri(), "_blank", 0, read)
    for target in job["as"]:
        written = properties(FilterName=target["filter"], FilterOptions=target.get("options", ""),
                             EncryptionData=locked(target.get("password", "")))
        document.storeToURL(Path(target["file"]).as_uri(), written)
    document.close(True)


def main():
    jobs = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        process, desktop = office(folder)
        try:
            for job in jobs:
                run(desktop, job)
        finally:
            try:
                desktop.terminate()
            except Exception:  # it may be gone before it answers
                pass
            process.wait(timeout=30)


main()
