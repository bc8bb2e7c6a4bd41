"""Zips: the members of a zip, read within limits, under names that people gave them.

Nothing is ever unpacked to a disk, so a member called ``../../etc/passwd`` is a member with an odd name. A zip bomb
shows in the directory: more members, more bytes or a higher ratio than documents have; and no member is read further
than the directory promised. Names without the UTF-8 flag are UTF-8, GB18030 or Big5 that zip tools took for cp437.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from ..errors import DamagedFile, EncryptedFile, LimitExceeded, UnsupportedFormat
from .encodings import plausibility
from .limits import Limits

__all__ = ["Zip", "names_in"]

_ENCRYPTED = 0x1
_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_UNOPENED = (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, OSError)
"""What zipfile raises for a directory that it cannot read; NotImplementedError where a newer version made it."""
_SMALL = 1_000_000
"""A member of so few bytes may be as repetitive as it likes."""
_ENTRY, _LEAST_ENTRY = 1_000, 46
"""Bytes that an entry of the directory takes at most, on average, and at least."""
_TAIL = 65_557 + 20
"""Bytes at the end of a zip in which its end record stands, and before that the one of a large zip."""


class Zip:
    """A zip, opened from its bytes or its path; ``names`` are the names of its files, each one once.

    Raises DamagedFile where it is none, LimitExceeded where it holds more than the limits allow.
    """

    def __init__(self, source: bytes | Path, uri: str, limits: Limits) -> None:
        self._uri = uri
        self._limits = limits
        try:
            with BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
                _refuse_huge_directory(file, limits, uri)
            self._zip = zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source)
        except _UNOPENED as error:
            raise DamagedFile(uri, f"a broken zip: {_clause(error)}") from error
        infos = [info for info in self._zip.infolist() if not info.filename.endswith("/") and not _is_link(info)]
        limits.demand("members", len(infos), uri)
        limits.demand("unpacked", sum(info.file_size for info in infos), uri)
        for info in infos:
            ratio = info.file_size // max(info.compress_size, 1)
            if info.file_size > _SMALL and ratio > limits.ratio:
                cause = f"a member of the zip is {ratio:,} times as long as it is packed (a zip bomb?)"
                raise LimitExceeded(uri, f"{cause}, the limit is {limits.ratio:,}; raise it with --limit ratio={ratio}")
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            self._infos[_unused(_name_of(info), self._infos)] = info

    @property
    def names(self) -> list[str]:
        """The names of the files, in the order of the zip: relative, parted by ``/``, without ``..``."""
        return list(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str) -> bytes:
        """Return the bytes of one file.

        Raises DamagedFile where it is missing or broken, EncryptedFile, LimitExceeded, and UnsupportedFormat where the
        zip packs it in a way that Python's zipfile does not know.
        """
        info = self._infos.get(name)
        if info is None:
            raise DamagedFile(self._uri, f"the zip has no member {name}")
        if info.flag_bits & _ENCRYPTED:
            raise EncryptedFile(self._uri, f"the zip has a password (member {name})")
        self._limits.demand("bytes", info.file_size, self._uri)
        try:
            return self._zip.read(info)
        except NotImplementedError as error:
            raise UnsupportedFormat(self._uri, f"member {name} of the zip is packed by an unknown method") from error
        except RuntimeError as error:
            raise EncryptedFile(self._uri, f"member {name} of the zip: {_clause(error)}") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise DamagedFile(self._uri, f"member {name} of the zip is broken: {_clause(error)}") from error


def _is_link(info: zipfile.ZipInfo) -> bool:
    """Tell whether a member is a link to another file: a path, and no document."""
    return stat.S_ISLNK(info.external_attr >> 16)


def names_in(data: bytes) -> list[str]:
    """Return the names in the directory of a zip, as far as it can be read; nothing where it cannot."""
    try:
        file = BytesIO(data)
        _refuse_huge_directory(file, Limits(), "")
        return zipfile.ZipFile(file).namelist()
    except (*_UNOPENED, LimitExceeded):
        return []


def _refuse_huge_directory(file: BinaryIO, limits: Limits, uri: str) -> None:
    """Raise LimitExceeded where the directory is longer than so many members need: zipfile reads it whole."""
    size = file.seek(0, 2)
    file.seek(max(size - _TAIL, 0))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        return
    (length,) = struct.unpack_from("<L", tail, end + 12)
    if length == 0xFFFFFFFF:
        (offset,) = struct.unpack_from("<Q", tail, end - 12)
        file.seek(offset)
        (length,) = struct.unpack_from("<Q", file.read(56), 40)
    file.seek(0)
    if length > _ENTRY * limits.members:
        limits.demand("members", length // _LEAST_ENTRY, uri)


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of a member as people gave it, without anything that leads out of a folder."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        try:
            raw = info.orig_filename.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        name = _unicode_path(info.extra, raw) or _decoded(raw) or name
    parts = name.replace("\\", "/").split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not (part.endswith(":") and len(part) == 2)]
    return "/".join(kept).replace("\0", "").replace("!/", "！/") or "unnamed"


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """Return the name in Info-ZIP's Unicode Path field, if it belongs to the name in the directory."""
    for kind, field in _fields(extra):
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<L", field, 1)[0] == zlib.crc32(raw):
            return field[5:].decode("utf-8", "replace")
    return None


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        yield kind, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _decoded(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    tried = [raw.decode(encoding, "replace") for encoding in ("gb18030", "big5hkscs")]
    best = max(tried, key=plausibility)
    return best if plausibility(best) > 0.5 else None


def _unused(name: str, used: dict[str, zipfile.ZipInfo]) -> str:
    if name not in used:
        return name
    stem, dot, ending = name.rpartition(".")
    number = 2
    while (other := f"{stem} ({number}){dot}{ending}" if stem else f"{name} ({number})") in used:
        number += 1
    return other


def _clause(error: BaseException) -> str:
    return str(error).split("\n")[0] or type(error).__name__
