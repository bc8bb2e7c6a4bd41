"""The audit of an archive.

::

    database ─ reading ─▶ heads ─ grouping ─▶ series ─ numbering ─▶ gaps
                             └─▶ units ─ chain (constraints, blame), batches ─▶ findings ─ evidence ─▶ Audit
"""

from __future__ import annotations

from .model import Audit, Audited, Check, Cited, Head, Point, Series, Suggestion, Track
from .run import audit_archive, audit_gaps
from .single import audit_bulletin, audit_frame, head_of

__all__ = [
    "Audit",
    "Audited",
    "Check",
    "Cited",
    "Head",
    "Point",
    "Series",
    "Suggestion",
    "Track",
    "audit_archive",
    "audit_bulletin",
    "audit_frame",
    "audit_gaps",
    "head_of",
]
