"""``/upload``: files that a person sends, kept in the folder of uploads and archived within the hostile-file limits."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, HTTPException, UploadFile
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from ...archive.batch import Summary
from ...archive.quarantine import quarantined
from ..held import Desk
from . import Context

__all__ = ["Archiver", "router"]

#: Puts files into the archive; what ``jianbao archive`` does.
Archiver = Callable[[list[str]], Summary]

_BLOCK = 1 << 20
#: Files of one request, and bytes of a name.
_FILES, _NAME = 50, 150


def router(context: Context, archiver: Archiver) -> APIRouter:
    """Return the routes that take files."""
    routes = APIRouter(tags=["upload"])
    desk = context.desk

    @routes.get("/upload", include_in_schema=False)
    def page(request: Request) -> Response:
        """The page."""
        _folder(desk)
        return context.templates.page(request, "upload.html", most=desk.settings.upload_bytes // 1_000_000)

    @routes.post("/api/upload")
    async def upload(files: Annotated[list[UploadFile], File()]) -> dict[str, Any]:
        """Archive files: each read in a process of its own, or put into quarantine. The guard limits their bytes."""
        folder = _folder(desk)
        if len(files) > _FILES:
            raise HTTPException(413, f"at most {_FILES} files at a time")
        paths = [await _keep(file, folder) for file in files]
        return await run_in_threadpool(_archived, desk, archiver, paths)

    return routes


def _folder(desk: Desk) -> Path:
    folder = desk.settings.uploads
    if folder is None:
        raise HTTPException(404, "this desk takes no files: start it with --uploads DIR")
    return folder


async def _keep(file: UploadFile, folder: Path) -> Path:
    """Write a file into the folder, under its name, behind the beginning of its hash; complete, or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    part = folder / f".{id(file)}.part"
    try:
        with part.open("wb") as out:
            while block := await file.read(_BLOCK):
                digest.update(block)
                out.write(block)
        path = folder / f"{digest.hexdigest()[:12]}-{_plain(file.filename or '')}"
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _plain(name: str) -> str:
    """Return a name without folders and without characters that mean something to a system."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if c.isalnum() or c in "._-()（）〔〕 ").strip(". ")
    while len(kept.encode()) > _NAME:
        kept = kept[1:]
    return kept or "file"


def _archived(desk: Desk, archiver: Archiver, paths: list[Path]) -> dict[str, Any]:
    """Archive the files; tell of each what became of it."""
    archiver([str(path) for path in paths])
    failed = {one.uri: one.cause for one in quarantined(desk.store)}
    found = []
    for path in paths:
        number = desk.document(hashlib.sha256(path.read_bytes()).hexdigest())
        cause = failed.get(str(path)) or next((c for u, c in failed.items() if u.startswith(f"{path}!")), None)
        found.append({"file": path.name, "document": number, "cause": cause})
    return {"files": found}
