"""Many bulletins together: a batch of files into a database, and the database as DataFrames."""

from __future__ import annotations

from .batch import Progress, Summary, archive
from .finding import Found, find_files
from .frames import Archive, load
from .quarantine import Quarantined, forget, quarantined, retry
from .searching import Filter, Hit, Snippet, search
from .store import Store, open_store, save

__all__ = [
    "Archive",
    "Filter",
    "Found",
    "Hit",
    "Progress",
    "Quarantined",
    "Snippet",
    "Store",
    "Summary",
    "archive",
    "find_files",
    "forget",
    "load",
    "open_store",
    "quarantined",
    "retry",
    "save",
    "search",
]
