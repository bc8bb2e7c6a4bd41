"""Scans: the picture of a page becomes characters with boxes, and those lines, as on any other page.

OCR gives lines. Where each of their characters stands follows from where its middle was seen and from the size of the
line's characters, which are squares. Lines are sorted as if the page had been laid level on the scanner; the boxes
that are published are those on the page as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..document import Notice
from .characters import Characters, is_chinese
from .encodings import plausibility
from .ocr import Glyph, Reading, recognise, recognise_line
from .order import Ordered, in_reading_order
from .seals import without_seals
from .skew import levelled, turned

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .characters import Boxes, Codes
    from .ocr import Picture

__all__ = ["ScannedPage", "is_picture", "is_unreadable", "read_page"]

_DOUBTFUL = 0.85
"""A line that was read less surely than this is named in a notice."""
_DOUBTFUL_DIGIT = 0.9
"""A digit that was read less surely than this is read again on a finer picture."""
_MARGIN = 0.15
"""How far around a line its picture is cut, in heights of the line."""
_SIZES, _GUESSED = 0.1, 0.45
"""Lines whose characters differ by less than this share are of one size; the second is for sizes that are guessed."""
_FEWEST = 4
"""Neighbouring Chinese characters that tell the size of a line's characters."""
_HEIGHT = 0.9
"""The size of characters as a share of their line's height, where the page itself does not tell."""
_ADVANCE = 0.5
"""The width of a letter or a digit, in ems."""
_CLOSE, _CLOSE_TO_MARK = 0.65, 1.0
"""Gaps up to so many ems within a line are none, unless OCR saw a blank there; marks stand anywhere in their square."""
_LOOSE = 0.3
"""Gaps between two wide characters up to so many ems are those of justified setting, and stay."""
_BASELINE = 0.38
"""How far below the middle of a line its baseline runs, in ems."""
_LABELS = 60
"""So few characters on the picture of a page are a stamp of the scanner's, or a page number: no text layer."""
_BLANK = 32
_COVERED = 0.6
"""A picture that covers this share of a page is the page."""


class ScannedPage(NamedTuple):
    """A page that was read from its picture.

    ``skew`` is the angle in radians by which its lines fall to the right, ``readings`` the lines as OCR gave them.
    """

    ordered: Ordered
    skew: float
    notices: tuple[Notice, ...]


def is_picture(codes: Codes, drawn: int, pictured: Callable[[], float]) -> bool:
    """Tell whether a page has to be read from its picture: it shows something, but has next to no text layer.

    ``drawn`` counts its objects, ``pictured`` gives the share of the page that its largest picture covers.
    """
    length = int((codes > _BLANK).sum())
    return bool(drawn) and (not length or (length < _LABELS and pictured() >= _COVERED))


def is_unreadable(codes: Codes) -> bool:
    """Tell whether a text layer does not say what the page shows.

    A third of it has no meaning (controls, private use, replacements, ``(cid:…)``), or it looks like no language.
    """
    odd = (codes < 32) & (codes != 10) & (codes != 13) & (codes != 9) & (codes != 2)
    odd |= ((codes >= 0xE000) & (codes < 0xF900)) | (codes == 0xFFFD) | (codes >= 0xF0000)
    if len(codes) < 20:
        return False
    if 3 * int(odd.sum()) > len(codes):
        return True
    letters = codes[(codes >= 0x80) & ~odd]
    if int(((letters >= 0x80) & (letters < 0x250)).sum()) * 3 <= len(codes):
        return False
    return plausibility(codes.astype("<u4").tobytes().decode("utf-32-le", "replace")) < 0.5


def read_page(picture: Picture, width: float, height: float, number: int, finer: Callable[[], Picture]) -> ScannedPage:
    """Return the text of a page of ``width`` x ``height`` points from its picture (rows of red, green, blue).

    ``finer`` gives a picture of the page with more pixels, on which doubtful digits are read again.
    """
    import numpy as np

    readings = recognise(without_seals(picture, width))
    scale = width / picture.shape[1]
    skew = _skew(readings)
    found = _characters(readings, scale)
    level = levelled(found.boxes, skew, width, height)
    middles = (level[:, 1] + level[:, 3]) / 2
    base = (middles + _BASELINE * (level[:, 3] - level[:, 1])).astype(np.float32)
    ordered = in_reading_order(Characters(found.codes, level, base))
    boxes = turned(ordered.boxes, skew, (width / 2, height / 2))
    notices = [Notice("read_by_ocr", f"read by OCR, its lines fall by {np.degrees(skew):.1f} degrees", number)]
    notices += _doubts(readings, number)
    notices += _read_again(readings, number, picture, finer)
    return ScannedPage(ordered._replace(boxes=boxes), skew, tuple(notices))


def _from_the_top(readings: Sequence[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: float(reading.corners[:, 1].mean()))


def _doubts(readings: Sequence[Reading], number: int) -> list[Notice]:
    """Return a notice for every line that was not read surely."""
    return [
        Notice("low_confidence", f"read with confidence {reading.confidence:.2f}: {reading.string}", number)
        for reading in _from_the_top(readings)
        if reading.confidence < _DOUBTFUL and reading.string
    ]


def _read_again(
    readings: Sequence[Reading], number: int, picture: Picture, finer: Callable[[], Picture]
) -> list[Notice]:
    """Return a notice with both readings for each line with a doubtful digit that a finer picture reads otherwise."""
    doubtful = [reading for reading in _from_the_top(readings) if any(map(_is_doubtful, reading.glyphs))]
    if not doubtful:
        return []
    fine = finer()
    scale = fine.shape[1] / picture.shape[1]
    found = []
    for reading in doubtful:
        string, confidence = recognise_line(_cut(fine, reading, scale))
        if string and _digits(string) != _digits(reading.string):
            message = f"read as {reading.string} ({reading.confidence:.2f}), and finer as {string} ({confidence:.2f})"
            found.append(Notice("digits_in_doubt", message, number))
    return found


def _is_doubtful(glyph: Glyph) -> bool:
    return glyph.character.isdigit() and glyph.confidence < _DOUBTFUL_DIGIT


def _digits(string: str) -> str:
    return "".join(character for character in string if character.isdigit())


def _cut(picture: Picture, reading: Reading, scale: float) -> Picture:
    """Return the part of a picture that a line stands on, levelled."""
    import cv2
    import numpy as np

    corners = reading.corners * scale
    wide = max(float(np.hypot(*(corners[1] - corners[0]))), 1.0)
    high = max(float(np.hypot(*(corners[3] - corners[0]))), 1.0)
    margin = _MARGIN * high
    level = np.array([[0, 0], [wide, 0], [wide, high]]) + margin
    turn = cv2.getAffineTransform(corners[:3].astype(np.float32), level.astype(np.float32))
    size = (int(wide + 2 * margin), int(high + 2 * margin))
    part = cv2.warpAffine(picture, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return part.astype(np.uint8)


def _skew(readings: Sequence[Reading]) -> float:
    """Return the angle by which lines fall to the right: the median over their lengths."""
    import numpy as np

    if not readings:
        return 0.0
    along = np.array([reading.corners[1] - reading.corners[0] for reading in readings])
    lengths = np.hypot(along[:, 0], along[:, 1])
    angles = np.arctan2(along[:, 1], along[:, 0])
    order = np.argsort(angles)
    half = np.searchsorted(np.cumsum(lengths[order]), lengths.sum() / 2)
    return float(angles[order][min(half, len(order) - 1)])


def _characters(readings: Sequence[Reading], scale: float) -> Characters:
    """Return the characters of all lines, with their boxes in points on the page as it is."""
    import numpy as np

    codes: list[int] = []
    boxes: list[NDArray[np.float64]] = [np.zeros((0, 4))]
    for reading, em in zip(readings, _sizes(readings), strict=True):
        if not reading.glyphs:
            continue
        codes += [ord(glyph.character[0]) for glyph in reading.glyphs]
        boxes.append(_boxes(reading, em) * scale)
    placed: Boxes = np.concatenate(boxes).astype(np.float32)
    return Characters(np.array(codes, dtype=np.uint32), placed, placed[:, 3])


def _boxes(reading: Reading, em: float) -> NDArray[np.float64]:
    """Return the boxes of a line's characters in pixels: squares and half squares around their middles."""
    import numpy as np

    corners = reading.corners
    start, end = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
    length = float(np.hypot(*(end - start)))
    middles = np.maximum.accumulate([length * glyph.middle for glyph in reading.glyphs])
    wide = np.array([glyph.character >= "\u2000" for glyph in reading.glyphs])
    half = np.where(wide, em / 2, _ADVANCE * em / 2)
    lefts, rights = middles - half, middles + half
    gaps = lefts[1:] - rights[:-1]
    mark = np.array([not glyph.character.isalnum() for glyph in reading.glyphs])
    most = np.where(mark[1:] | mark[:-1], _CLOSE_TO_MARK, _CLOSE) * em
    close = ~_blanks(reading) & (gaps < most) | (gaps < 0)
    # A wide character keeps its width, which tells the size of the line; narrow ones reach as far as their neighbours.
    both = wide[1:] & wide[:-1]
    meets = np.where(both, close & (gaps > _LOOSE * em), close)
    between = np.where(
        wide[:-1] & ~both, rights[:-1], np.where(wide[1:] & ~both, lefts[1:], middles[1:] - half[1:] - gaps / 2)
    )
    rights[:-1] = np.where(meets, between, rights[:-1])
    lefts[1:] = np.where(meets, between, lefts[1:])
    along = (end - start) / max(length, 1.0)
    centres = start + np.outer((lefts + rights) / 2, along)
    reach = np.maximum((rights - lefts) / 2, 0.05 * em)
    return np.stack(
        [centres[:, 0] - reach, centres[:, 1] - em / 2, centres[:, 0] + reach, centres[:, 1] + em / 2], axis=1
    )


def _blanks(reading: Reading) -> NDArray[np.bool_]:
    """Tell for each two neighbours of a line whether OCR saw a blank between them."""
    import numpy as np

    blanks = [False] * max(len(reading.glyphs) - 1, 0)
    at = -1
    for character in reading.string:
        if not character.isspace():
            at += 1
        elif 0 <= at < len(blanks):
            blanks[at] = True
    return np.array(blanks, dtype=bool)


def _sizes(readings: Sequence[Reading]) -> list[float]:
    """Return the size of each line's characters in pixels; lines of about one size get the same."""
    import numpy as np

    heights = [float(np.hypot(*(reading.corners[3] - reading.corners[0]))) for reading in readings]
    steps = [_step(reading.glyphs, reading) for reading in readings]
    known = [step / height for step, height in zip(steps, heights, strict=True) if step and height]
    share = float(np.median(known)) if known else _HEIGHT
    sizes = [step or share * height for step, height in zip(steps, heights, strict=True)]
    weights = [len(reading.glyphs) for reading in readings]
    left = set(range(len(sizes)))
    while left:
        # The size that most characters have takes those in along with it that hardly differ.
        order = sorted(left, key=lambda i: sizes[i])
        half, total = sum(weights[i] for i in order) / 2, 0
        pivot = order[-1]
        for i in order:
            total += weights[i]
            if total >= half:
                pivot = i
                break
        reach = [(_SIZES if steps[i] else _GUESSED) * sizes[pivot] for i in order]
        near = [i for i, most in zip(order, reach, strict=True) if i == pivot or abs(sizes[i] - sizes[pivot]) <= most]
        known_near = [i for i in near if steps[i]] or near
        usual = float(np.average([sizes[i] for i in known_near], weights=[max(weights[i], 1) for i in known_near]))
        for i in near:
            sizes[i] = usual
        left -= set(near)
    return sizes


def _step(glyphs: Sequence[Glyph], reading: Reading) -> float | None:
    """Return how far apart the Chinese characters of a line stand that have no gap between them; None for too few."""
    import numpy as np

    length = float(np.hypot(*(reading.corners[1] - reading.corners[0])))
    middles = np.array([glyph.middle for glyph in glyphs]) * length
    chinese = is_chinese(np.array([ord(glyph.character[0]) for glyph in glyphs], dtype=np.uint32))
    steps = np.diff(middles)[chinese[1:] & chinese[:-1]]
    if len(steps) < _FEWEST:
        return None
    steps = steps[steps < 1.5 * np.median(steps)]
    return float(steps.mean()) if len(steps) else None
