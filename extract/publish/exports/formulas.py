"""Text that a spreadsheet would take for a formula, made harmless: an apostrophe before it.

``=HYPERLINK(…)`` in a bulletin becomes ``'=HYPERLINK(…)``. Text that begins with an apostrophe gets one more, so that
taking one away gives back every text. Source: OWASP, CSV Injection.
"""

from __future__ import annotations

__all__ = ["STARTS", "harmless", "original"]

#: Characters that begin a formula in spreadsheets; the wide ones do so in Chinese and Japanese ones.
STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_MARK = "'"


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return _MARK + text if text[:1] in STARTS or text[:1] == _MARK else text


def original(text: str) -> str:
    """Return the text that ``harmless`` was given."""
    return text.removeprefix(_MARK)
