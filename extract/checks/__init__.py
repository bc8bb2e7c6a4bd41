"""Can these numbers all be true? ``check`` tells, ``explain`` shows the problem that was solved where they cannot."""

from __future__ import annotations

from .findings import check, check_frame, explain

__all__ = ["check", "check_frame", "explain"]
