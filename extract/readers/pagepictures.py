"""Pictures of pages, whole or a stretch of one, for people who want to see where a value stands.

They are drawn in a process of their own, so that a file that crashes or hangs the drawing harms nobody.
"""

from __future__ import annotations

import io
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..document import Box
from ..errors import DamagedFile, LimitExceeded, ReadError
from .isolated import hold_to_memory
from .limits import Limits

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Drawn", "Painter", "can_be_drawn"]

#: Pixels of a drawn picture, in all. A page of A4 at 1,200 pixels width has 2 million.
_PIXELS = 8_000_000

T = TypeVar("T")


class Drawn(NamedTuple):
    """A picture as PNG, and the stretch of the page that it shows, in points."""

    png: bytes
    region: Box


def can_be_drawn(media_type: str) -> bool:
    """Tell whether files of this kind have pages that can be drawn: PDF and pictures."""
    return media_type == "application/pdf" or media_type.startswith("image/")


class Painter:
    """Draws pages, one at a time. Close it, so that its process ends; or use it in a ``with`` block."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._held: tuple[str, Path] | None = None
        self._folder = TemporaryDirectory(prefix="jianbao-")

    def __enter__(self) -> Painter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def draw(
        self,
        sha256: str,
        read: Callable[[], bytes],
        number: int,
        width: int,
        uri: str,
        region: Box | None = None,
    ) -> Drawn:
        """Return the picture of page ``number`` (from 1) of a PDF or picture file, ``width`` pixels wide.

        ``read`` gives the bytes of the file; it is called where the file with this hash was not the last one drawn
        from. ``region`` is a stretch of the page in points from its top left corner.

        Raises what ``read`` raises; DamagedFile where the page cannot be drawn; LimitExceeded where that takes too
        long.
        """
        with self._lock:
            path = self._file(sha256, read)
            return self._done(uri, f"page {number}", _draw, path, number, width, region, self._limits)

    def sizes(self, sha256: str, read: Callable[[], bytes], uri: str) -> list[tuple[float, float]]:
        """Return width and height of each page of a PDF or picture file, in points.

        ``read`` and what is raised are those of ``draw``.
        """
        with self._lock:
            return self._done(uri, "the file", _sizes, self._file(sha256, read), self._limits)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()
            self._folder.cleanup()

    def _file(self, sha256: str, read: Callable[[], bytes]) -> Path:
        """Return a copy of the file for the process that draws; the last one is kept."""
        if self._held is None or self._held[0] != sha256:
            path = Path(self._folder.name) / "file"
            self._held = None
            path.write_bytes(read())
            self._held = sha256, path
        return self._held[1]

    def _done(self, uri: str, what: str, work: Callable[..., T], *arguments: Any) -> T:
        """Return what ``work`` gives in the process. Raises LimitExceeded, DamagedFile."""
        pool = self._pool = self._pool or ProcessPoolExecutor(
            1, multiprocessing.get_context("spawn"), hold_to_memory, (self._limits.memory,)
        )
        try:
            return pool.submit(work, *arguments).result(timeout=self._limits.page_seconds)
        except TimeoutError:
            self._end()
            raise LimitExceeded(uri, f"{what} takes longer to draw than the limit allows") from None
        except BrokenProcessPool:
            self._end()
            raise DamagedFile(uri, f"{what} crashes the library that draws it") from None
        except ReadError as error:
            raise type(error)(uri, error.cause) from error
        except Exception as error:
            raise DamagedFile(uri, f"{what} cannot be drawn: {error}") from error

    def _end(self) -> None:
        if self._pool is not None:
            for process in list(self._pool._processes.values()):
                process.kill()
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _draw(path: Path, number: int, width: int, region: Box | None, limits: Limits) -> Drawn:
    with path.open("rb") as file:
        drawn = _pdf_page if b"%PDF-" in file.read(1024) else _frame
    picture, shown = drawn(path, number, width, region, limits)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return Drawn(out.getvalue(), shown)


def _sizes(path: Path, limits: Limits) -> list[tuple[float, float]]:
    with path.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    if not is_pdf:
        from .picture import frames

        return [(frame.width, frame.height) for frame in frames(path.read_bytes(), "", limits)]
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        limits.demand("pages", len(document), "")
        return [document.get_page_size(number) for number in range(len(document))]
    finally:
        document.close()


def _pdf_page(path: Path, number: int, width: int, region: Box | None, limits: Limits) -> tuple[Any, Box]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        page = document[number - 1]
        wide, high = page.get_size()
        shown = _within(region, wide, high)
        across, down = shown.x1 - shown.x0, shown.bottom - shown.top
        scale = min(width / across, (_PIXELS / (across * down)) ** 0.5)
        crop = (shown.x0, high - shown.bottom, wide - shown.x1, shown.top)
        return page.render(scale=scale, crop=crop, may_draw_forms=False).to_pil(), shown
    finally:
        document.close()


def _frame(path: Path, number: int, width: int, region: Box | None, limits: Limits) -> tuple[Any, Box]:
    from PIL import Image

    from .picture import frames

    frame = next(islice(frames(path.read_bytes(), "", limits), number - 1, None))
    shown = _within(region, frame.width, frame.height)
    dots = frame.picture.shape[1] / frame.width
    picture = Image.fromarray(frame.picture).crop(tuple(round(edge * dots) for edge in shown))
    scale = min(1.0, width / picture.width, (_PIXELS / (picture.width * picture.height)) ** 0.5)
    return picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))), shown


def _within(region: Box | None, wide: float, high: float) -> Box:
    """Return a region as far as it lies on the page; the whole page where none of it does."""
    left, top, right, bottom = region or (0.0, 0.0, wide, high)
    left, top, right, bottom = max(left, 0.0), max(top, 0.0), min(right, wide), min(bottom, high)
    return Box(left, top, right, bottom) if right - left >= 1 and bottom - top >= 1 else Box(0.0, 0.0, wide, high)
