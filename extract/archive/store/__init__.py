"""The database of an archive: its tables, its migrations, and how a record gets in."""

from __future__ import annotations

from .engine import Store, database_url, open_store
from .load import save

__all__ = ["Store", "database_url", "open_store", "save"]
