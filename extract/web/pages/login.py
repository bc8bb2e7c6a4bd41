"""``/login``: a session for who knows the password, or follows the address that the program prints at its start."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..guard import COOKIE, Guard
from . import Context

__all__ = ["router"]


def router(context: Context, guard: Guard) -> APIRouter:
    """Return the routes of sessions."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/login")
    async def page(request: Request, token: str = "") -> Response:
        """The form; with the right token in the address, a session at once."""
        if token:
            if guard.is_secret(token):
                return _begun(request)
            await guard.wait()
        return context.templates.page(request, "login.html", wrong=bool(token))

    @routes.post("/login")
    async def login(request: Request, password: Annotated[str, Form()] = "") -> Response:
        """Begin a session."""
        if guard.is_secret(password):
            return _begun(request)
        await guard.wait()
        return context.templates.page(request, "login.html", 401, wrong=True)

    @routes.post("/api/logout")
    def logout() -> Response:
        """End a session."""
        answer = RedirectResponse("/", 303)
        answer.delete_cookie(COOKIE, path="/")
        return answer

    def _begun(request: Request) -> Response:
        answer = RedirectResponse("/", 303)
        guard.set_cookie(answer, request)
        return answer

    return routes
