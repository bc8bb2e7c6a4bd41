"""Progress: a reader tells whoever watches it that it is done with a page."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

__all__ = ["WATCHER", "page_done"]

#: Called after every page, where somebody watches.
WATCHER: ContextVar[Callable[[], None] | None] = ContextVar("WATCHER", default=None)


def page_done() -> None:
    """Tell the watcher, if there is one, that a page is done."""
    watcher = WATCHER.get()
    if watcher is not None:
        watcher()
