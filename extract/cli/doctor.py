"""``jianbao doctor``: what works on this machine, what is missing, how to get it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Diagnosis", "diagnose"]


class Diagnosis(NamedTuple):
    """One thing that was looked at: whether it works, what was found, and what to do where it does not."""

    subject: str
    ok: bool
    required: bool
    found: str
    remedy: str


#: Distribution, module, what it is for, extra ('' where the program cannot do without).
_PACKAGES = (
    ("pypdfium2", "pypdfium2", "PDF: text layer", ""),
    ("pdfplumber", "pdfplumber", "PDF: ruled tables", ""),
    ("lxml", "lxml", "Word files, web pages, OFD", ""),
    ("ahocorasick_rs", "ahocorasick_rs", "vocabulary", ""),
    ("regex", "regex", "patterns", ""),
    ("jieba", "jieba", "word boundaries", ""),
    ("opencc", "opencc", "traditional characters", ""),
    ("pydantic", "pydantic", "record and rule schemas", ""),
    ("pandas", "pandas", "tables", ""),
    ("scipy", "scipy", "blame for sums that do not hold", ""),
    ("SQLAlchemy", "sqlalchemy", "databases", ""),
    ("alembic", "alembic", "database migrations", ""),
    ("psycopg", "psycopg", "PostgreSQL", "postgres"),
    ("distributed", "distributed", "clusters", "cluster"),
    ("fastapi", "fastapi", "review desk: server", "web"),
    ("nicegui", "nicegui", "review desk: tables and charts", "web"),
)


def diagnose() -> Iterator[Diagnosis]:
    """Yield what was found: Python, the libraries, what reads scans and old Word files, the rule packs, SQLite."""

    yield Diagnosis("Python", True, True, platform.python_version(), "")
    for distribution, module, purpose, extra in _PACKAGES:
        present = importlib.util.find_spec(module) is not None
        version = importlib.metadata.version(distribution) if present else "missing"
        remedy = f"pip install 'jianbao[{extra}]'" if extra else "pip install --force-reinstall jianbao"
        yield Diagnosis(f"{purpose} ({distribution})", present, not extra, version, "" if present else remedy)
    yield _ocr()
    yield _office()
    yield _rules()
    recent = sqlite3.sqlite_version_info >= (3, 35)
    yield Diagnosis("SQLite", recent, True, sqlite3.sqlite_version, "" if recent else "SQLite 3.35 or newer is needed")


def _ocr() -> Diagnosis:
    """Return whether scans are read: the libraries are loaded, for one of them needs another of the system's."""
    from ..readers.ocr import REMEDY, why_not

    subject, cause = "scans: PDF pages without text, picture files (rapidocr, onnxruntime)", why_not()
    if cause is None:
        versions = (importlib.metadata.version(name) for name in ("rapidocr", "onnxruntime"))
        return Diagnosis(subject, True, False, ", ".join(versions), "")
    remedy = "apt install libgl1" if "libGL" in cause else REMEDY
    return Diagnosis(subject, False, False, cause, remedy)


def _office() -> Diagnosis:
    from ..readers.office import libreoffice

    found = libreoffice()
    subject = "Word files until 2003, WPS, RTF, ODT (LibreOffice)"
    return Diagnosis(subject, bool(found), False, found or "missing", "apt install libreoffice-writer")


def _rules() -> Diagnosis:
    from ..errors import RuleError
    from ..rulepack import load_rules

    try:
        rules = load_rules()
        places = len(rules.gazetteer.forms())
    except RuleError as error:
        return Diagnosis("rule packs", False, True, str(error), "pip install --force-reinstall jianbao")
    return Diagnosis("rule packs", True, True, f"{rules.name}, {places} names of places", "")
