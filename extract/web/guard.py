"""Who may do what: the host that was asked for, sessions, forged requests, and the headers of every answer.

Reading is free on a desk that only this machine reaches. Whatever writes needs a session (or the secret itself, as
``Authorization: Bearer``); with a session also a token that only the desk's own pages know, so that another site
cannot make a browser write (OWASP: synchronizer token, Origin, SameSite). A host name other than this machine's own is
refused, so that a site cannot lead a browser here under its own name (DNS rebinding).
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from .settings import Settings, is_loopback

__all__ = ["COOKIE", "Guard"]

COOKIE = "jianbao_session"
#: Seconds that a session lasts, and that a wrong password waits for its answer.
_LASTS, _WAIT = 12 * 3600, 1.0
#: Bytes of a body that is no upload.
_BODY = 200_000
#: Headers by which a proxy says that somebody else asks: then reading needs a login, too.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_READS = ("GET", "HEAD", "OPTIONS")
#: What is open to everybody: the login page and what it looks like.
_OPEN = ("/login", "/static/")

Next = Callable[[Request], Awaitable[Response]]


class Guard:
    """Decides about every request before a page sees it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._key = secrets.token_bytes(32)

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Answer a request, or refuse it; starlette's middleware."""
        request.state.nonce = secrets.token_urlsafe(16)
        request.state.session = self._session(request)
        request.state.may_write = self._is_bearer(request) or request.state.session is not None
        request.state.forgery_token = self.forgery_token(request.state.session)
        refusal = self._refusal(request)
        response = refusal if refusal is not None else await call_next(request)
        for name, value in self._headers(request).items():
            response.headers.setdefault(name, value)
        return response

    def is_secret(self, given: str) -> bool:
        """Tell whether a person knows the secret."""
        return hmac.compare_digest(_digest(given), _digest(self._settings.secret))

    async def wait(self) -> None:
        """Let somebody who gave a wrong password wait, so that guessing takes years."""
        await asyncio.sleep(_WAIT)

    def new_session(self) -> str:
        """Return the cookie of a new session."""
        content = f"{int(time.time()) + _LASTS}.{secrets.token_urlsafe(16)}"
        return f"{content}.{self._signed(content)}"

    def set_cookie(self, response: Response, request: Request) -> None:
        """Begin a session in a person's browser."""
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, self.new_session(), max_age=_LASTS, httponly=True, samesite="strict", secure=secure, path="/"
        )

    def forgery_token(self, session: str | None) -> str:
        """Return what a page sends along when it writes, so that it is known to be one of the desk's own."""
        return self._signed(f"forgery:{session}") if session else ""

    def _session(self, request: Request) -> str | None:
        content, _, signature = request.cookies.get(COOKIE, "").rpartition(".")
        if not content or not hmac.compare_digest(signature.encode(), self._signed(content).encode()):
            return None
        return content if int(content.partition(".")[0]) > time.time() else None

    def _signed(self, content: str) -> str:
        return hmac.new(self._key, content.encode(), hashlib.sha256).hexdigest()

    def _is_bearer(self, request: Request) -> bool:
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and self.is_secret(given.strip())

    def _refusal(self, request: Request) -> Response | None:
        """Return the answer to a request that may not go on; None where it may."""
        is_private = self._settings.is_local and not any(name in request.headers for name in _FORWARDED)
        if is_private and not _is_own(request.headers.get("host", "")):
            return _refuse(421, "this desk answers to 127.0.0.1 and localhost only")
        path = request.url.path
        is_open = any(path == one or (one.endswith("/") and path.startswith(one)) for one in _OPEN)
        if request.method in _READS:
            if is_private or is_open or request.state.may_write:
                return None
            return _to_login(request)
        if not _is_same_site(request):
            return _refuse(403, "the request came from another site")
        too_long = self._too_long(request)
        if too_long is not None:
            return too_long
        if is_open:
            return None
        if not request.state.may_write:
            return _refuse(401, "writing needs a session: log in, or send Authorization: Bearer")
        if request.state.session is None:
            return None  # a program that knows the secret: no browser sends that header by itself
        given = request.headers.get("x-jianbao-token", "")
        if not hmac.compare_digest(given.encode(), request.state.forgery_token.encode()):
            return _refuse(403, "the request does not come from a page of this session: load the page again")
        return None

    def _too_long(self, request: Request) -> Response | None:
        """Refuse a body whose length is not said, or that is longer than it needs to be."""
        length = request.headers.get("content-length", "0" if request.method == "DELETE" else "")
        most = self._settings.upload_bytes if request.url.path == "/api/upload" else _BODY
        if not length.isdigit():
            return _refuse(411, "say how long the body is: Content-Length")
        if int(length) > most or "transfer-encoding" in request.headers:
            return _refuse(413, f"more than {most:,} bytes")
        return None

    def _headers(self, request: Request) -> dict[str, str]:
        nonce = request.state.nonce
        return {
            "Content-Security-Policy": (
                "default-src 'none'; script-src 'self'; connect-src 'self'; font-src 'self' data:;"
                f" img-src 'self' data:; style-src 'self' 'nonce-{nonce}'; form-action 'self'; base-uri 'none';"
                " frame-ancestors 'none'"
            ),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-cache" if request.url.path.startswith("/static/") else "no-store",
        }


def _digest(given: str) -> bytes:
    return hashlib.sha256(given.encode(errors="surrogatepass")).digest()


def _is_own(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return name is not None and is_loopback(name)


def _is_same_site(request: Request) -> bool:
    """Tell whether a writing request may come from one of the desk's own pages, or from no browser at all."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _refuse(status: int, cause: str) -> Response:
    return JSONResponse({"error": cause}, status)


def _to_login(request: Request) -> Response:
    if request.url.path.startswith("/api") or "text/html" not in request.headers.get("accept", ""):
        return _refuse(401, "this desk needs a login: Authorization: Bearer")
    return RedirectResponse("/login", 303)
