"""The exceptions of Jianbao.

::

    JianbaoError
    ├── ReadError          a file could not become a Document; names the file and the cause
    │   ├── EmptyFile          nothing in it
    │   ├── UnsupportedFormat  no reader for this kind of file
    │   ├── DamagedFile        truncated, or not what its kind promises
    │   ├── EncryptedFile      needs a password
    │   ├── UndecodableText    no known encoding gives text
    │   └── LimitExceeded      larger, longer or deeper than the limits allow
    ├── RuleError          a rule pack is wrong; names the file, the table and the key
    ├── StoreError         a database could not be opened, or is not one of ours
    ├── ExportError        what an export should go to cannot take it
    └── ExecutorError      what does the work (a cluster) is gone
"""

from __future__ import annotations

__all__ = [
    "DamagedFile",
    "EmptyFile",
    "EncryptedFile",
    "ExecutorError",
    "ExportError",
    "JianbaoError",
    "LimitExceeded",
    "ReadError",
    "RuleError",
    "StoreError",
    "UndecodableText",
    "UnsupportedFormat",
]


class JianbaoError(Exception):
    """Anything that Jianbao reports to its user in one line."""


class ReadError(JianbaoError):
    """A file could not become a Document.

    ``uri`` is the file as the user named it, ``cause`` one clause that says what is wrong with it.
    """

    def __init__(self, uri: str, cause: str) -> None:
        super().__init__(uri, cause)
        self.uri = uri
        self.cause = cause

    def __str__(self) -> str:
        return f"{self.uri}: {self.cause}"


class EmptyFile(ReadError):
    """The file holds no bytes, or no text and no pages."""


class UnsupportedFormat(ReadError):
    """No reader knows this kind of file."""


class DamagedFile(ReadError):
    """The file is truncated, or not what its kind promises."""


class EncryptedFile(ReadError):
    """The file cannot be opened without a password."""


class UndecodableText(ReadError):
    """No known encoding turns the bytes into text."""


class LimitExceeded(ReadError):
    """The file is larger, longer or deeper than the limits allow."""


class RuleError(JianbaoError):
    """A rule pack is wrong.

    ``where`` is ``file: [table] key`` as far as known, ``cause`` says what is wrong and, where it helps, the nearest
    name that would be right.
    """

    def __init__(self, where: str, cause: str) -> None:
        super().__init__(where, cause)
        self.where = where
        self.cause = cause

    def __str__(self) -> str:
        return f"{self.where}: {self.cause}"


class StoreError(JianbaoError):
    """A database could not be opened, or is not one that Jianbao made."""


class ExportError(JianbaoError):
    """An export cannot be written.

    ``target`` is where it should go, as the user named it, ``cause`` one clause that says what is wrong.
    """

    def __init__(self, target: str, cause: str) -> None:
        super().__init__(target, cause)
        self.target = target
        self.cause = cause

    def __str__(self) -> str:
        return f"{self.target}: {self.cause}"


class ExecutorError(JianbaoError):
    """What does the work of a batch, a cluster for instance, cannot be reached or is gone."""
