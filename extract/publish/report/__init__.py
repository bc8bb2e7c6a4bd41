"""Reports of an audit that leave the terminal: a page that needs nothing besides itself, and an Excel workbook."""

from __future__ import annotations

from .clippings import Clippings
from .page import report_page
from .workbook import report_workbook

__all__ = ["Clippings", "report_page", "report_workbook"]
