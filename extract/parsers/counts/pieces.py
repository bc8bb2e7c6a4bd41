"""Pieces: tokens grouped by the marks between them, brackets nested. The grammar reads piece by piece.

``太原市17件（重点件1件），大同市、朔州市各3件。`` has the pieces 太原市 17件 (bracket: 重点件 1件), 大同市,
朔州市 各3件.
A number is followed by a new piece also where only a conjunction parts it from the next label (来电8件和来信7件).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .tokens import Token
from .vocabulary import Vocabulary

__all__ = ["Bracket", "Piece", "pieces"]


#: Brackets nested more deeply are read as if they were not there.
_DEEPEST = 6


@dataclass(slots=True)
class Piece:
    """What stands between two marks; ``mark`` is the one that ends it (empty at the end of the text)."""

    units: list[Token | Bracket] = field(default_factory=list)
    mark: str = ""
    end: int = 0
    """Where the mark stands."""


@dataclass(slots=True)
class Bracket:
    """What stands in brackets."""

    start: int
    end: int
    pieces: list[Piece]
    kind: str = "bracket"


def pieces(tokens: list[Token], words: Vocabulary) -> list[Piece]:
    """Return the pieces of a text. A newline closes brackets left open; a stray closing one is passed over."""
    stack: list[tuple[int, list[Piece]]] = []
    done: list[Piece] = []
    current = Piece()
    after_number = False
    passed = 0
    for token in tokens:
        kind = token.kind
        if kind == "mark" or (kind == "stop" and (token.text != "\n" or not stack)):
            current.mark, current.end = token.text, token.start
            done.append(current)
            current = Piece()
        elif kind == "open" and len(stack) == _DEEPEST:
            passed += 1
        elif kind == "close" and passed:
            passed -= 1
        elif kind == "open":
            stack.append((token.start, done))
            done.append(current)
            done, current = [], Piece()
        elif kind == "close" or kind == "stop":
            if stack:
                while stack:
                    done, current = _closed(stack, done, current, token.end)
                    if kind == "close":
                        break
            if kind == "stop":
                passed = 0
                current.mark, current.end = token.text, token.start
                done.append(current)
                current = Piece()
        else:
            if after_number and kind == "words" and (joint := words.conjunction.match(token.text)):
                current.mark, current.end = "、", token.start
                done.append(current)
                current = Piece()
                token = token._replace(start=token.start + joint.end(), text=token.text[joint.end() :])
            if token.text:
                current.units.append(token)
        after_number = kind in ("number", "close")
    while stack:
        done, current = _closed(stack, done, current, tokens[-1].end)
    done.append(current)
    return [piece for piece in done if piece.units or piece.mark]


def _closed(
    stack: list[tuple[int, list[Piece]]], done: list[Piece], current: Piece, end: int
) -> tuple[list[Piece], Piece]:
    """Close the innermost bracket: return the pieces before it, and the piece that it stands in."""
    done.append(current)
    start, outer = stack.pop()
    inner = [piece for piece in done if piece.units]
    host = outer.pop()
    host.units.append(Bracket(start, end, inner))
    return outer, host
