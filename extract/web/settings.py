"""How a desk is run: who may reach it, and what it may touch."""

from __future__ import annotations

import getpass
import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

from ..readers import Limits

__all__ = ["Settings", "is_loopback"]

#: Characters that a password must have where others can reach the desk.
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """How a desk is run.

    ``secret`` is the password, or the token, that writing needs; on an address that others can reach, reading too.
    ``originals`` is the folder of ``jianbao archive --keep-originals``, ``uploads`` the one for files that are sent to
    the desk (None: nobody can send any).
    """

    host: str
    secret: str = field(repr=False)
    originals: Path | None = None
    uploads: Path | None = None
    limits: Limits = field(default_factory=Limits)
    upload_bytes: int = 50_000_000
    author: str = ""
    """Who corrects, where a person does not say otherwise."""

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the desk."""
        return is_loopback(self.host)

    def problem(self) -> str | None:
        """Return why the desk would not be safe to run; None where it is."""
        if not self.secret:
            return f"on {self.host} the desk needs a password: --password, or JIANBAO_PASSWORD"
        if not self.is_local and len(self.secret) < _SHORTEST:
            return f"on {self.host} the password must have at least {_SHORTEST} characters"
        return None


def is_loopback(host: str) -> bool:
    """Tell whether an address is one that only this machine reaches."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def this_user() -> str:
    """Return the name of the person who runs the program; empty where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
