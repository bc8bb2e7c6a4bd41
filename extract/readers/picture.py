"""Picture files: scans that were saved as PNG, JPEG, TIFF (of several pages), BMP, GIF or WebP, read by OCR."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from ..document import Raw
from ..errors import DamagedFile, EmptyFile, LimitExceeded, UnsupportedFormat
from .building import RawBuilder
from .limits import Limits
from .ocr import REMEDY, is_installed
from .progress import page_done
from .scan import read_page

if TYPE_CHECKING:
    from .ocr import Picture

__all__ = ["Frame", "decoded", "enlarged", "frames", "read_picture"]

_POINTS = 72.0
_WIDTH = 595.0
"""The width in points of a page whose picture does not say how large it is: A4's."""
_PLAUSIBLE = (200.0, 3000.0)
"""The width in points of pages; a picture that claims another one (a screen's 72 dots an inch) does not know."""


class Frame(NamedTuple):
    """A page of a picture file: its picture (height x width x red, green, blue) and its size in points."""

    picture: Picture
    width: float
    height: float


def read_picture(data: bytes, uri: str, limits: Limits) -> Raw:
    """Return what OCR reads in a picture file, a page for each of its frames.

    Raises UnsupportedFormat where the extra is missing, DamagedFile, EmptyFile, LimitExceeded.
    """
    if not is_installed():
        raise UnsupportedFormat(uri, f"a picture: scans are read with the extra ocr ({REMEDY})")
    built = RawBuilder(uri, limits)
    for index, frame in enumerate(frames(data, uri, limits)):
        scanned = read_page(frame.picture, frame.width, frame.height, index + 1, partial(enlarged, frame.picture))
        built.add_notices(scanned.notices)
        built.add(index, frame.width, frame.height, scanned.ordered)
        page_done()
    if built.is_blank:
        raise EmptyFile(uri, "OCR finds no text in the picture")
    return built.raw()


def decoded(data: bytes, uri: str, limits: Limits) -> Picture:
    """Return the first frame of a picture file: height x width x red, green, blue.

    Raises DamagedFile or LimitExceeded.
    """
    return next(frames(data, uri, limits)).picture


def enlarged(picture: Picture) -> Picture:
    """Return a picture twice as large: there are no more dots in it, but OCR sees small digits better."""
    import cv2
    import numpy as np

    return cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC).astype(np.uint8)


def frames(data: bytes, uri: str, limits: Limits) -> Iterator[Frame]:
    """Yield the frames of a picture file. Raises DamagedFile or LimitExceeded."""
    import numpy as np
    from PIL import Image, ImageSequence, UnidentifiedImageError

    with warnings.catch_warnings():
        # Its size is held against our own limit before anything is decoded.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(data)) as image:
                limits.demand("pages", getattr(image, "n_frames", 1), uri)
                for frame in ImageSequence.Iterator(image):
                    limits.demand("pixels", frame.width * frame.height, uri)
                    dots = float((frame.info.get("dpi") or (0, 0))[0])
                    yield _framed(np.asarray(_on_white(frame)), dots)
        except LimitExceeded:
            raise
        except (UnidentifiedImageError, Image.DecompressionBombError) as error:
            raise DamagedFile(uri, "a picture of a kind that cannot be read, or a broken one") from error
        except (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, KeyError) as error:
            raise DamagedFile(uri, f"a broken picture: {str(error).split(chr(10))[0][:80]}") from error


def _framed(picture: Picture, dots: float) -> Frame:
    """Return a frame with its size; ``dots`` an inch are 0 where the file does not say."""
    high, wide = picture.shape[:2]
    width = _POINTS * wide / dots if dots else _WIDTH
    width = width if _PLAUSIBLE[0] <= width <= _PLAUSIBLE[1] else _WIDTH
    return Frame(picture, width, width * high / wide)


def _on_white(frame: Any) -> Any:
    """Return a frame in red, green and blue; what is transparent is white."""
    from PIL import Image

    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        shown = frame.convert("RGBA")
        page = Image.new("RGBA", shown.size, "white")
        page.alpha_composite(shown)
        return page.convert("RGB")
    return frame.convert("RGB")
