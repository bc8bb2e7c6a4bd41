"""Jianbao turns Chinese government bulletins into data that can be trusted.

    >>> import jianbao
    >>> bulletin = jianbao.extract("简报.pdf")

``read`` makes a Document of a file, ``parse`` a Bulletin of a Document, ``extract`` does both; ``check`` tells which
published numbers add up; ``load`` gives an archive as DataFrames. Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api import check, extract, load, parse, read

__all__ = ["check", "extract", "load", "parse", "read"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import the public calls when they are first asked for (PEP 562)."""
    if name in __all__:
        from . import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
