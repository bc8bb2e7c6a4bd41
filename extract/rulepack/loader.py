"""Loads rule packs: reads TOML, follows ``extends``, merges, validates, freezes, fingerprints.

A pack is a TOML file, or a folder of TOML files of one table each. Lists of a pack add to those of the pack it
extends, tables merge key by key, other values replace; words named in ``[remove]`` are taken out of the inherited
lists. A mistake is a ``RuleError`` that names file, table and key, and the nearest name that would have been right.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, is_dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from ..errors import RuleError
from .gazetteer import Gazetteer
from .schema import Pack

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["DEFAULT_PACK", "Rules", "check_pack", "load_rules"]

DEFAULT_PACK = "inspection"

Tables = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Rules:
    """A rule pack, ready for use: its merged tables and the gazetteer, with its own places added.

    Frozen, equal and hashed by ``fingerprint``, so that what a parser compiles from it can be cached.
    """

    name: str
    fingerprint: str
    pack: Pack = field(repr=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rules) and other.fingerprint == self.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The national gazetteer with the pack's own places."""
        return load_gazetteer().extended(self.pack.places.local)

    @property
    def home(self) -> str | None:
        """GB/T 2260 code of the place whose bulletins the pack is for, None for a pack for all places."""
        return self.pack.pack.home or None

    @cached_property
    def lineage(self) -> str:
        """Hash of this pack and of all places' own packs that could be used in its stead (see ``at``)."""
        packs = [self, *(load_rules(name) for name in _homes().values() if not self.home)]
        return hashlib.sha256("\n".join(p.fingerprint for p in packs).encode()).hexdigest()

    def at(self, home: str | None) -> Rules:
        """Return the shipped pack for bulletins of the place ``home``, or of its prefecture, that builds on this one.

        This one itself where there is none.
        """
        if home is None or self.home:
            return self
        name = _homes().get(home) or _homes().get(f"{home[:4]}00")
        if name is None:
            return self
        local = load_rules(name)
        return local if self.name in _ancestors(name) else self


@cache
def load_gazetteer() -> Gazetteer:
    """Return the national gazetteer, without any pack's own places."""
    folder = files("jianbao.rules")
    return Gazetteer.load(_lines(folder / "gazetteer.csv"), _lines(folder / "ethnic_groups.txt"))


def _lines(resource: Traversable) -> list[str]:
    return resource.read_text(encoding="utf-8").splitlines()


def load_rules(pack: str = DEFAULT_PACK) -> Rules:
    """Return the rules of a pack, named by a shipped pack's name or by the path of a TOML file or folder.

    A shipped pack is loaded once; a user's is read again each time, since its owner may be at work on it.
    Raises RuleError where the pack, or one that it extends, is missing or wrong.
    """
    return _loaded(pack) if _is_path(pack) else _shipped(pack)


@cache
def _shipped(pack: str) -> Rules:
    return _loaded(pack)


def _loaded(pack: str) -> Rules:
    merged: Tables = {}
    for tables in _chain(pack).values():
        merged = _merge(_without(merged, tables.get("remove", {})), {k: v for k, v in tables.items() if k != "remove"})
    fingerprint = hashlib.sha256()
    fingerprint.update(json.dumps(merged, sort_keys=True, ensure_ascii=False, default=str).encode())
    for name in ("gazetteer.csv", "ethnic_groups.txt"):
        fingerprint.update((files("jianbao.rules") / name).read_bytes())
    rules: Pack = _built(Pack, merged)
    _hold_names(rules, pack)
    return Rules(rules.pack.name or Path(pack).stem, fingerprint.hexdigest(), rules)


def check_pack(pack: str) -> Rules:
    """Return the rules of a pack after every file of it, and of those it extends, was held against the schema.

    ``load_rules`` does so only for packs that do not ship with the program: it must be quick.
    Raises RuleError.
    """
    for name in _chain(pack):
        for resource in _files_of(name):
            _validated(_content(resource), str(resource))
    return load_rules(pack)


def _chain(pack: str) -> dict[str, Tables]:
    """Return the tables of the packs by name, from the root to ``pack`` itself."""
    chain: dict[str, Tables] = {}
    name = pack
    while name:
        if name in chain:
            raise RuleError(f"{name}: [pack] extends", "the packs extend each other in a circle: " + " ← ".join(chain))
        chain[name] = _read(name) if _is_path(name) else _read_shipped(name)
        name = chain[name].get("pack", {}).get("extends", "")
    return dict(reversed(chain.items()))


@cache
def _ancestors(pack: str) -> list[str]:
    return [tables.get("pack", {}).get("name", "") for tables in _chain(pack).values()]


@cache
def _homes() -> Mapping[str, str]:
    """Return the shipped packs that are for one place, by its code."""
    homes = {}
    for resource in sorted(files("jianbao.rules").iterdir(), key=lambda r: r.name):
        if resource.name.endswith(".toml"):
            header = tomllib.loads(resource.read_text(encoding="utf-8")).get("pack", {})
            if header.get("home"):
                homes[header["home"]] = header["name"]
    return homes


def _read(name: str) -> Tables:
    """Return the tables of a user's pack, held against the schema file by file: a mistake is reported where it is."""
    tables: Tables = {}
    for resource in _files_of(name):
        content = _content(resource)
        _validated(content, str(resource))
        tables = _merge(tables, content)
    return tables


@cache
def _read_shipped(name: str) -> Tables:
    """Return the tables of a pack that ships with the program: read once, held against the schema by the tests."""
    tables: Tables = {}
    for resource in _files_of(name):
        tables = _merge(tables, _content(resource))
    return tables


def _content(resource: Traversable) -> Tables:
    try:
        return tomllib.loads(resource.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(str(resource), f"is not valid TOML: {error}") from error


def _is_path(name: str) -> bool:
    """Tell whether a pack is named by its path, and so is not one that ships with the program."""
    return name.endswith(".toml") or Path(name).is_dir()


def _files_of(name: str) -> list[Traversable]:
    path = Path(name)
    if _is_path(name):
        found: list[Traversable] = [*sorted(path.glob("*.toml"))] if path.is_dir() else [path]
        if not found or not all(f.is_file() for f in found):
            raise RuleError(name, "no such rule pack file")
        return found
    root = files("jianbao.rules")
    if (root / f"{name}.toml").is_file():
        return [root / f"{name}.toml"]
    if (root / name).is_dir():
        found = [r for r in (root / name).iterdir() if r.name.endswith(".toml")]
        return sorted(found, key=lambda r: r.name)
    shipped = {r.name.removesuffix(".toml") for r in root.iterdir() if r.name.endswith(".toml") or r.is_dir()}
    raise RuleError(name, f"no such rule pack{_nearest(name, {s for s in shipped if not s.startswith('_')})}")


def _merge(base: Tables, more: Tables) -> Tables:
    merged = dict(base)
    for key, value in more.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merge(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            merged[key] = old + [item for item in value if item not in old]
        else:
            merged[key] = value
    return merged


def _without(base: Tables, remove: Tables) -> Tables:
    kept = dict(base)
    for key, value in remove.items():
        old = kept.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            kept[key] = _without(old, value)
        elif isinstance(old, dict) and isinstance(value, list):
            kept[key] = {k: v for k, v in old.items() if k not in value}
        elif isinstance(old, list) and isinstance(value, list):
            kept[key] = [item for item in old if item not in value]
        else:
            raise RuleError(f"[remove] {key}", "names nothing that an inherited pack holds")
    return kept


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Pack)


def _built(kind: Any, value: Any) -> Any:
    """Return a table as the frozen dataclass ``kind`` of the schema, its lists as tuples."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{key: _built(hints[key], item) for key, item in value.items()})
    arguments = get_args(kind)
    if get_origin(kind) is tuple:
        return tuple(_built(arguments[0], item) for item in value)
    if get_origin(kind) is dict:
        return {key: _built(arguments[1], item) for key, item in value.items()}
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _hold_names(rules: Pack, where: str) -> None:
    """Raise RuleError where a table is keyed by a kind of section or a dimension that the record does not know."""
    from ..record import Dimension, SectionKind

    kinds, dimensions = set(get_args(SectionKind)), set(get_args(Dimension))
    keyed: list[tuple[str, Iterable[str], set[str]]] = [
        ("sections.headings", rules.sections.headings, kinds),
        ("counts.categories", rules.counts.categories, dimensions),
    ]
    for table, held, known in keyed:
        for key in sorted(set(held) - known):
            raise RuleError(f"{where}: [{table}] {key}", f"no such name{_nearest(key, known)}")


def _validated(tables: Tables, where: str) -> None:
    """Raise RuleError, with table, key and the nearest name, where ``tables`` break the schema."""
    from pydantic import ValidationError

    try:
        _adapter().validate_python({key: table for key, table in tables.items() if key != "remove"})
    except ValidationError as error:
        first = error.errors()[0]
        keys = [str(part) for part in first["loc"]]
        place = f"{where}: [{'.'.join(keys[:-1])}] {keys[-1]}" if len(keys) > 1 else f"{where}: [{keys[0]}]"
        if first["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
            raise RuleError(place, f"no such key{_nearest(keys[-1], _known(keys[:-1]))}") from None
        raise RuleError(place, f"{first['msg']} (found {first['input']!r})") from None


def _known(keys: list[str]) -> set[str]:
    """Return the keys that the schema knows at a place."""
    node: Any = Pack()
    for key in keys:
        node = getattr(node, key, None)
    return set(getattr(type(node), "__dataclass_fields__", {}))


def _nearest(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), 1, 0.5)
    return f"; did you mean {near[0]!r}?" if near else ""
