"""A fault of the program in one file is reported in one line, and the other files go on."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from jianbao import second_look
from jianbao.cli.app import app


def test_the_other_files_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    for path in (good, bad):
        path.write_text("6月7日，青山县召开会议。", encoding="utf-8")
    parse = second_look.parse

    def faulty(document: object, *rest: object) -> object:
        if str(bad) in document.uri:  # type: ignore[attr-defined]
            raise KeyError("unforeseen")
        return parse(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(second_look, "parse", faulty)
    done = CliRunner().invoke(app, ["extract", "--jsonl", str(bad), str(good)])
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == f"jianbao: {bad}: KeyError: 'unforeseen' (a fault of the program: please report it)\n"
