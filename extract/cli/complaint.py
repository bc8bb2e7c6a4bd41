"""One line on standard error: what went wrong, with the file and the cause."""

from __future__ import annotations

import sys

__all__ = ["complain"]


def complain(problem: object) -> None:
    """Print ``problem`` in one line; control characters (of names of files) are written as escapes."""
    line = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in str(problem))
    print(f"jianbao: {line}".encode(errors="replace").decode(), file=sys.stderr)
