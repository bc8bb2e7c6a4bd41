"""OCR: the lines of text in the picture of a page, read by RapidOCR with the models of its own wheel.

The extra ``ocr`` brings RapidOCR and ONNX Runtime; nothing is fetched when they run.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from multiprocessing import parent_process
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

__all__ = ["REMEDY", "Glyph", "Reading", "is_installed", "recognise", "recognise_line", "why_not"]

REMEDY = "pip install 'jianbao[ocr]'"
"""The command that installs what this module needs."""

_MOST_THREADS = 4
#: One page at a time: RapidOCR keeps the settings of a call on itself.
_BUSY = Lock()


class Glyph(NamedTuple):
    """A character that was read: how surely, and where its middle lies on its line, from 0 (left) to 1 (right)."""

    character: str
    confidence: float
    middle: float


class Reading(NamedTuple):
    """A line that was read, with blanks where the characters stand apart.

    ``corners`` are in pixels: top left, top right, bottom right, bottom left.
    """

    string: str
    confidence: float
    corners: NDArray[np.float64]
    glyphs: tuple[Glyph, ...]


@cache
def is_installed() -> bool:
    """Tell whether the extra ``ocr`` is there, and the libraries of the system that it needs."""
    return why_not() is None


def why_not() -> str | None:
    """Return what keeps pages from being read by OCR on this machine, None for nothing."""
    for module in ("rapidocr", "onnxruntime", "cv2"):
        try:
            import_module(module)
        except ImportError as error:  # OpenCV without libGL is one, too
            return str(error)
    return None


def recognise(picture: Picture) -> list[Reading]:
    """Return the lines in a picture (height x width x red, green, blue); their order means nothing."""
    import numpy as np

    with _BUSY:
        found = _engine()(np.ascontiguousarray(picture[:, :, ::-1]), return_word_box=True, return_single_char_box=True)
    if found.boxes is None or not found.txts:
        return []
    rows = zip(found.txts, found.scores, found.boxes, found.word_results, strict=True)
    return [_reading(string, score, np.asarray(box, dtype=float), words) for string, score, box, words in rows if words]


def recognise_line(picture: Picture) -> tuple[str, float]:
    """Return what the picture of one line says, and how surely; an empty string where that is nothing."""
    import numpy as np

    with _BUSY:
        engine = _engine()
        try:
            found = engine(np.ascontiguousarray(picture[:, :, ::-1]), use_det=False, return_word_box=False)
        finally:
            engine.update_params(use_det=True)
    return (found.txts[0], float(found.scores[0])) if found.txts else ("", 0.0)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    parameters = {
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.text_score": 0.0,
        "EngineConfig.onnxruntime.intra_op_num_threads": _threads(),
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return RapidOCR(params=parameters)


def _threads() -> int:
    """Return how many threads read a page: one in a worker of a batch, whose workers fill the machine already."""
    return 1 if parent_process() is not None else min(_MOST_THREADS, os.cpu_count() or 1)


def _reading(string: str, score: float, corners: NDArray[np.float64], words: Any) -> Reading:
    import numpy as np

    along = (corners[1] + corners[2] - corners[0] - corners[3]) / 2
    start = (corners[0] + corners[3]) / 2
    length = max(float(along @ along), 1.0)
    glyphs = tuple(
        Glyph(character, float(confidence), float((np.mean(box, axis=0) - start) @ along) / length)
        for character, confidence, box in words
    )
    return Reading(string.strip(), float(score), corners, glyphs)
