"""The desk as an ASGI application: guard, pages, files."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from .. import __version__
from ..archive.store import Store
from ..errors import StoreError
from ..readers.pagepictures import Painter
from ..rulepack import Rules
from .assets import chart_folder, grid_folder
from .guard import Guard
from .held import Desk
from .pages import Context, api, archive, audit, bulletin, charts, correct, history, login, review, uploads
from .settings import Settings
from .templating import Templates
from .words import Words

__all__ = ["desk"]


def desk(store: Store, rules: Rules, settings: Settings, archiver: uploads.Archiver) -> FastAPI:
    """Return the application for an archive; ``archiver`` puts files into it that people send.

    Raises MissingAssets where the extra ``web`` is not installed whole.
    """
    painter = Painter(settings.limits)
    held = Desk(store, rules, settings, painter)
    words = Words(rules)
    context = Context(held, Templates(words, settings, Path(store.name).name), words)
    guard = Guard(settings)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(held.series.get)  # what the first page needs
        yield
        painter.close()

    app = FastAPI(
        title="Jianbao",
        version=__version__,
        description="Government bulletins as data: read, audit, correct.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.add_middleware(BaseHTTPMiddleware, dispatch=guard)
    for page in (archive, bulletin, audit, charts, history, review, correct, api):
        app.include_router(page.router(context))
    app.include_router(login.router(context, guard))
    app.include_router(uploads.router(context, archiver))
    app.mount("/static/grid", StaticFiles(directory=grid_folder()))
    app.mount("/static/chart", StaticFiles(directory=chart_folder()))
    app.mount("/static", StaticFiles(directory=str(files("jianbao.web") / "static")))

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        return _failure(context, request, error.status_code, str(error.detail))

    @app.exception_handler(RequestValidationError)
    def misasked(request: Request, error: RequestValidationError) -> Response:
        causes = (f"{one['loc'][-1]}: {one['msg']}" for one in error.errors())
        return _failure(context, request, 422, "; ".join(causes))

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> Response:
        return _failure(context, request, 500, f"{type(error).__name__}: a mistake of the program; its log says where")

    @app.exception_handler(StoreError)
    def failed(request: Request, error: StoreError) -> Response:
        return _failure(context, request, 503, str(error))

    return app


def _failure(context: Context, request: Request, status: int, cause: str) -> Response:
    if request.url.path.startswith("/api") or "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": cause}, status)
    return context.templates.page(request, "failure.html", status, status=status, cause=cause)
