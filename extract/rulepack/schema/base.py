"""What all tables of a rule pack share."""

from __future__ import annotations

from typing import Any

__all__ = ["CONFIG", "Words"]

#: Read by pydantic from ``__pydantic_config__``: a key that the schema does not know is a mistake.
CONFIG: dict[str, Any] = {"extra": "forbid", "use_attribute_docstrings": True}

#: A list of words. Packs that extend another add to its lists; ``[remove]`` takes words away.
Words = tuple[str, ...]
