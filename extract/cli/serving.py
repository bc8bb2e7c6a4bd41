"""``jianbao serve``: the review desk on an address, until it is told to end."""

from __future__ import annotations

import contextlib
import secrets
import socket
import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..archive.batch import Summary, archive
from ..archive.store import Store, open_store
from ..errors import JianbaoError
from .archiving import How, fingerprint_of, record_of
from .complaint import complain
from .limiting import parse_limits
from .options import rules_of

__all__ = ["Serving", "archived", "run"]


class Serving(NamedTuple):
    """What the command line says."""

    url: str
    host: str
    port: int
    password: str | None
    originals: Path | None
    uploads: Path | None
    author: str | None
    limits: tuple[str, ...]
    pack: str


def run(asked: Serving) -> int:
    """Serve the archive; return the exit code: 2 where that would not be safe.

    Raises StoreError where there is no archive; JianbaoError where the extra ``web`` is missing.
    """
    try:
        import uvicorn

        from ..web import Settings, desk
        from ..web.settings import is_loopback, this_user
    except ImportError as error:
        raise JianbaoError(f"the desk needs {error.name}: pip install 'jianbao[web]'") from None
    secret = asked.password or (secrets.token_urlsafe(24) if is_loopback(asked.host) else "")
    limits = parse_limits(asked.limits)
    settings = Settings(
        asked.host, secret, asked.originals, asked.uploads, limits,
        author=asked.author if asked.author is not None else this_user(),
    )  # fmt: skip
    problem = settings.problem()
    if problem:
        complain(problem)
        return 2
    rules = rules_of(asked.pack)
    with open_store(asked.url, create=False) as store, _listening(asked.host, asked.port) as listener:
        how = How(asked.pack, None, limits)
        app = desk(store, rules, settings, partial(archived, store=store, how=how))
        _tell(settings.host, listener.getsockname()[1], None if asked.password else secret)
        config = uvicorn.Config(app, log_level="warning", server_header=False, access_log=False, date_header=False)
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how it ends; uvicorn has closed everything by then
            uvicorn.Server(config).run([listener])
    return 0


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens; the port 0 means any that is free. Raises JianbaoError."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        raise JianbaoError(f"{host}:{port}: {error.strerror}") from None
    return listener


def _tell(host: str, port: int, token: str | None) -> None:
    """Print where the desk is, and how to get a session that may write."""
    shown = f"[{host}]" if ":" in host else host
    print(f"http://{shown}:{port}/")
    if token is not None:
        print(f"http://{shown}:{port}/login?token={token}   (to correct; this address is a password)")
    sys.stdout.flush()


def archived(paths: list[str], store: Store, how: How) -> Summary:
    """Archive files that were sent, in a process of their own."""
    extract = partial(record_of, pack=how.pack, metadata=None, limits=how.limits)
    return archive(paths, store, extract, fingerprint_of(how.pack, None), workers=1, limits=how.limits)
