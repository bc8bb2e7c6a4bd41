"""The command line: ``jianbao``."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command that the arguments name.

    ``--version`` is answered before anything else is imported: scripts ask for it often.
    """
    if sys.argv[1:] == ["--version"]:
        from .. import __version__

        print(f"jianbao {__version__}")
        return
    from .app import app

    app()
