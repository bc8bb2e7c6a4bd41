"""Which files a user means: folders, patterns, lists and single files, in an order that never varies."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..errors import ReadError
from ..readers import Limits, expand, is_member
from .places import is_remote, opened

__all__ = ["Found", "find_files"]

#: Names that desktops and Office leave in folders, and that nobody means: lower case.
_LITTER = ("thumbs.db", "desktop.ini", "ehthumbs.db")
_LITTER_STARTS = (".", "~$")
_LITTER_FOLDERS = ("__macosx",)


class Found(NamedTuple):
    """The files, each once, and how many others stood in the folders and were left aside."""

    files: list[str]
    ignored: int


def find_files(paths: Iterable[str | Path], own: Collection[Path] = (), limits: Limits | None = None) -> Found:
    """Return the files that ``paths`` name: folders with all below them, patterns (``*``, ``?``, ``**``), ``@lists``.

    A URL that fsspec opens (``s3://…``) names what stands there, in the same ways. A list is a text file with one path
    or URL a line, relative to the current folder. A zip stands for the files in it, called
    ``archive.zip!/folder/name.docx``; one that cannot be read within the limits is found itself. Files come in the
    order of ``paths``, those of a folder or pattern sorted by name; a file named twice comes once. What stands in a
    folder and is hidden, litter (``Thumbs.db``, ``~$…``, ``__MACOSX``), no regular file, or one of the archive's
    ``own`` is counted as ignored, not found. A path on a list that does not exist, and a folder that may not be
    entered, are found, so that the failure to read them is reported.

    Raises ReadError where a path that was named directly does not exist, or a pattern names nothing.
    """
    files: dict[str, None] = {}
    ignored: dict[str, None] = {}
    skip = {str(path) for path in own}
    for given in paths:
        for path in _named(given):
            if path in skip:
                ignored[path] = None
            elif is_remote(path):
                (ignored if _is_litter(path.rpartition("/")[2]) else files)[path] = None
            elif is_member(path):
                files[path] = None
            elif os.path.isdir(path):
                _walk(path, files, ignored, skip, set())
            else:
                files[path] = None
    found = dict.fromkeys(member for path in files for member in ([path] if is_remote(path) else expand(path, limits)))
    return Found(list(found), len(ignored.keys() - files.keys()))


def _named(given: str | Path) -> Iterator[str]:
    """Yield the absolute paths that one argument names."""
    name = str(given)
    if is_remote(name):
        yield from _remote(name)
    elif name.startswith("@") and not os.path.lexists(name):
        yield from _listed(name[1:])
    elif os.path.lexists(name) or is_member(name):
        yield os.path.abspath(name)
    elif glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))
        if not matches:
            raise ReadError(name, "no file matches the pattern")
        # ``**`` names folders and, again, what is in them: a file comes once, wherever it is first named.
        yield from (os.path.abspath(match) for match in matches)
    else:
        raise ReadError(name, "no such file or folder")


def _listed(name: str) -> Iterator[str]:
    try:
        text = Path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(name, "a list of paths must be UTF-8") from None
    except OSError as error:
        raise ReadError(name, str(error.strerror)) from None
    lines = [line for line in text.splitlines() if line.strip()]
    yield from (line.strip() if is_remote(line.strip()) else os.path.abspath(line) for line in lines)


def _remote(url: str) -> Iterator[str]:
    """Yield the URLs of the files that a URL names: itself, all below it, or what matches."""
    system, path = opened(url)
    try:
        if glob.has_magic(path):
            names = [name for name in system.glob(path) if system.isfile(name)]
        else:
            names = system.find(path)
    except Exception as error:  # each driver has errors of its own
        raise ReadError(url, f"cannot be listed: {type(error).__name__}: {error}") from error
    if not names:
        raise ReadError(url, "no such file or folder")
    yield from (system.unstrip_protocol(name) for name in sorted(names))


def _walk(
    folder: str, files: dict[str, None], ignored: dict[str, None], skip: Collection[str], above: set[str]
) -> None:
    """Add what stands below ``folder``; links are followed, but never round in a circle (``above``)."""
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError:
        files[folder] = None
        return
    for entry in entries:
        if _leads_nowhere(entry):
            files[entry.path] = None
        elif entry.is_dir():
            if _is_litter(entry.name) or entry.name.lower() in _LITTER_FOLDERS:
                ignored[entry.path] = None
            else:
                _walk(entry.path, files, ignored, skip, above | {real})
        elif _is_litter(entry.name) or entry.path in skip or not (entry.is_file() or entry.is_symlink()):
            ignored[entry.path] = None
        else:
            files[entry.path] = None


def _leads_nowhere(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a link that goes round in a circle: it is found, and fails when it is read."""
    try:
        entry.is_dir()
    except OSError:
        return True
    return False


def _is_litter(name: str) -> bool:
    return name.startswith(_LITTER_STARTS) or name.lower() in _LITTER
