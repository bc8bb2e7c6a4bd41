"""The gazetteer as the tests see it."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

from jianbao.rulepack.gazetteer import COLUMNS, Gazetteer

FOLDER = files("jianbao.rules")
TEXT = (FOLDER / "gazetteer.csv").read_text(encoding="utf-8")
ETHNIC = (FOLDER / "ethnic_groups.txt").read_text(encoding="utf-8").splitlines()
GAZETTEER = Gazetteer.load(TEXT.splitlines(), ETHNIC)
PLACES = tuple(GAZETTEER)
ROWS = [dict(zip(COLUMNS, line.split(","), strict=True)) for line in TEXT.splitlines()[1:]]
KINDS = {"经开区", "高新区", "新区", "管理区", "示范区", "度假区", "保税区", "开发区"}
KINDS |= {"垦区", "林区", "园区", "景区", "兵团", "兵团师", "其他"}
OPEN = date(1990, 1, 1), date(2100, 1, 1)
