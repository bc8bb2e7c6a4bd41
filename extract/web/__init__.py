"""The review desk: an archive in a browser, to see, search, check and correct.

::

    browser ─ guard (host, session, forgery) ─▶ pages/ ─ held (what the archive holds, made once a state) ─▶ templates
                                                  └────▶ archive/, publish/: the same calls as the command line's

Pages are made here, complete; scripts only add what a page cannot do by itself. Nothing comes from the network: the
tables (AG Grid) and charts (ECharts) are those inside NiceGUI's wheel.
"""

from __future__ import annotations

from .app import desk
from .settings import Settings

__all__ = ["Settings", "desk"]
