"""The scripts that draw tables and charts: AG Grid and ECharts, as they lie in NiceGUI's wheel."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from ..errors import JianbaoError

__all__ = ["MissingAssets", "chart_folder", "grid_folder"]


class MissingAssets(JianbaoError):
    """What the desk needs in a browser is not installed."""


def grid_folder() -> Path:
    """Return the folder with AG Grid's ``index.js``. Raises MissingAssets."""
    return _folder("aggrid")


def chart_folder() -> Path:
    """Return the folder with ECharts' ``index.js``. Raises MissingAssets."""
    return _folder("echart")


def _folder(name: str) -> Path:
    found = find_spec("nicegui")  # only looked for: importing it would start a server's machinery
    for root in (found.submodule_search_locations or ()) if found is not None else ():
        folder = Path(root) / "elements" / name / "dist"
        if (folder / "index.js").is_file():
            return folder
    raise MissingAssets("the desk's tables and charts are missing: pip install 'jianbao[web]'")
