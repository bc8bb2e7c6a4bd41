"""The commands, run as a user runs them: output, exit code, one line on standard error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jianbao.cli.doctor import diagnose
from jianbao.readers import ocr

BULLETIN = """云岭市环境保护督察整改工作简报

2021年第5期 总第12期

云岭市环境保护督察整改工作领导小组办公室

2021年6月3日

云岭市召开推进会

6月2日上午，云岭市委副书记、市长赵青山主持召开整改推进会。会议要求抓好整改。

第三批信访件交办情况

6月2日，督察组向我市交办第三批信访件12件，其中来电7件、来信4件。

报：市委、市政府
"""


def jianbao(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jianbao", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    path = tmp_path / "bulletin.txt"
    path.write_text(BULLETIN, encoding="utf-8")
    return path


def test_extract_prints_a_record(bulletin: Path) -> None:
    done = jianbao("extract", bulletin)
    record = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert record["masthead"]["title"] == "云岭市环境保护督察整改工作简报"
    assert [o["name"] for o in record["updates"][0]["officials"]] == ["赵青山"]
    assert [f["value"] for f in record["figures"]] == [12, 7, 4]
    assert [f["status"] for f in record["findings"]] == ["violated"]


def test_jsonl_gives_a_line_a_file_and_goes_on_after_a_bad_one(bulletin: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    done = jianbao("extract", "--jsonl", bulletin, empty, tmp_path / "none.txt", bulletin)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    errors = done.stderr.splitlines()
    assert len(errors) == 2
    assert errors[0].startswith(f"jianbao: {empty}: ")
    assert errors[1].startswith(f"jianbao: {tmp_path / 'none.txt'}: ")


def test_output_file_is_whole_or_not_there(bulletin: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert jianbao("extract", "--jsonl", bulletin, "-o", out).returncode == 0
    assert json.loads(out.read_text(encoding="utf-8"))["record_version"] == 1
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_metadata_gives_dates_and_fills_the_masthead(tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text("6月7日，青山县收到督察组转来的第2批信访件共6件，其中来电4件、来信2件。", encoding="utf-8")
    meta = tmp_path / "meta.csv"
    meta.write_text("path,date,issuer\nnotice.txt,2019-06-09,青山县督察办\n", encoding="utf-8")
    record = json.loads(jianbao("extract", notice, "--metadata", meta).stdout)
    assert record["figures"][0]["as_of"] == "2019-06-07"
    assert record["masthead"]["issuer"] == "青山县督察办"
    assert record["masthead"]["date"] == "2019-06-09"
    assert record["masthead"]["spans"] == {}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("file,date\nx,2019-01-01\n", "has no column 'path'"),
        ("path,day\nx,2019-01-01\n", "unknown column 'day'"),
        ("path,date\nx,January\n", "'January' is no date"),
        ("path,issue\nx,three\n", "issue 'three' is no number"),
    ],
)
def test_wrong_metadata_is_wrong_use(bulletin: Path, tmp_path: Path, content: str, complaint: str) -> None:
    meta = tmp_path / "meta.csv"
    meta.write_text(content, encoding="utf-8")
    done = jianbao("extract", bulletin, "--metadata", meta)
    assert done.returncode == 2
    assert complaint in " ".join(done.stderr.replace("│", " ").split())


def test_show_marks_what_does_not_add_up(bulletin: Path) -> None:
    chinese, english = jianbao("show", bulletin), jianbao("show", "--lang", "en", "--why", bulletin)
    assert chinese.returncode == english.returncode == 0
    assert "✗" in chinese.stdout
    assert "核对" in chinese.stdout
    assert "Findings" in english.stdout
    assert "7+4" in english.stdout.replace(" ", "")


def test_archive_twice_changes_nothing(bulletin: Path, tmp_path: Path) -> None:
    database = tmp_path / "bulletins.db"
    first = jianbao("archive", bulletin, "--into", database)
    again = jianbao("archive", bulletin, "--into", database)
    assert (first.returncode, again.returncode) == (0, 0)
    assert "1 archived" in first.stdout
    assert "1 unchanged" in again.stdout


def test_archive_quarantines_and_says_so(bulletin: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4\nnothing more")
    done = jianbao("archive", bulletin, bad, "--into", tmp_path / "b.db")
    assert done.returncode == 1
    assert "1 quarantined" in done.stdout
    assert str(bad) in done.stderr


def test_audit_of_a_bulletin_an_archive_and_a_table_agree(bulletin: Path, tmp_path: Path) -> None:
    database = tmp_path / "bulletins.db"
    jianbao("archive", bulletin, "--into", database)
    table = tmp_path / "figures.csv"
    table.write_text(
        "id,subject,scope,dimension,label,value,unit,parent\n"
        "0,信访件,new,,,12,件,\n1,信访件,new,channel,来电,7,件,0\n2,信访件,new,channel,来信,4,件,0\n",
        encoding="utf-8",
    )
    for target in (bulletin, database, table):
        done = jianbao("audit", target, "--format", "json")
        found = json.loads(done.stdout)
        assert done.returncode == 1, target
        assert [(f["constraint"], f["status"], f["expected"], f["actual"]) for f in found] == [
            ("partition", "violated", 12, 11)
        ], target
    cited = json.loads(jianbao("audit", database, "--format", "json").stdout)[0]
    assert cited["issue"] == "2021年第5期（2021-06-03）"
    assert {c["quote"] for c in cited["cited"]} == {"12件", "7件", "4件"}


def test_schema_is_json_schema() -> None:
    schema = json.loads(jianbao("schema").stdout)
    assert schema["type"] == "object"
    assert {"figures", "findings", "groups", "lines"} <= set(schema["properties"])


def test_rules_check(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text('[pack]\nname = "good"\nextends = "gov"\n', encoding="utf-8")
    bad.write_text("[sections]\nheadngs = {}\n", encoding="utf-8")
    assert jianbao("rules", "check", good).returncode == 0
    done = jianbao("rules", "check", bad)
    assert done.returncode == 1
    assert done.stderr == f"jianbao: {bad}: [sections] headngs: no such key; did you mean 'headings'?\n"


def test_unknown_pack_is_wrong_use(bulletin: Path) -> None:
    done = jianbao("extract", bulletin, "--rules", "inspecton")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'inspection'?" in done.stderr


def test_doctor_names_every_part() -> None:
    done = jianbao("doctor")
    assert done.returncode == 0
    assert "ok   rule packs: inspection" in done.stdout
    assert "pdfplumber" in done.stdout


@pytest.mark.parametrize(
    ("cause", "remedy"),
    [("No module named 'rapidocr'", "pip install 'jianbao[ocr]'"), ("libGL.so.1: cannot open", "apt install libgl1")],
)
def test_doctor_says_how_scans_can_be_read(cause: str, remedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "why_not", lambda: cause)
    (found,) = [item for item in diagnose() if item.subject.startswith("scans")]
    assert (found.ok, found.required, found.found, found.remedy) == (False, False, cause, remedy)


@pytest.mark.parametrize("command", ["extract", "show", "archive", "audit", "export", "schema", "evaluate"])
def test_help_has_examples(command: str) -> None:
    done = jianbao(command, "--help")
    assert done.returncode == 0
    assert f"jianbao {command}" in done.stdout


def test_output_spares_what_it_must(bulletin: Path, tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.json", tmp_path / "link.json"
    kept.write_text("old", encoding="utf-8")
    link.symlink_to(kept)
    assert jianbao("extract", tmp_path / "none.txt", "-o", kept).returncode == 1
    assert kept.read_text(encoding="utf-8") == "old"
    assert jianbao("extract", bulletin, "-o", bulletin).returncode == 2
    assert bulletin.read_text(encoding="utf-8") == BULLETIN
    assert jianbao("extract", bulletin, "-o", tmp_path).returncode == 2
    assert jianbao("extract", bulletin, "-o", link).returncode == 0
    assert link.is_symlink()
    assert json.loads(kept.read_text(encoding="utf-8"))["figures"]
    assert oct(kept.stat().st_mode & 0o777) == oct(0o666 & ~umask())


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_what_is_no_bulletin_is_one_line(tmp_path: Path) -> None:
    odd = {"loop": "", "pipe": "is not a regular file", "new\nline.txt": "", "folder": "is a folder"}
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "new\nline.txt").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for name, cause in odd.items():
        done = jianbao("extract", tmp_path / name)
        assert done.returncode == 1, name
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert cause in done.stderr


def test_a_wrong_table_names_row_and_column(tmp_path: Path) -> None:
    table = tmp_path / "figures.csv"
    table.write_text("dimension,value,unit\n,eighteen,件\n", encoding="utf-8")
    done = jianbao("audit", table)
    assert done.returncode == 1
    assert done.stderr == f"jianbao: {table}: row 2, column 'value': 'eighteen' is no number that can be counted\n"
    table.write_text('id,dimension,value,unit,parent\n0,,"1,018",件,\n1,channel,1018,件,0\n', encoding="gb18030")
    assert jianbao("audit", table).returncode == 0


def test_a_reader_that_stops_is_no_fault(bulletin: Path) -> None:
    command = f"{sys.executable} -m jianbao extract --jsonl {' '.join([str(bulletin)] * 60)} | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_what_libraries_print_by_themselves_stays_out_of_the_output() -> None:
    code = "import os; from jianbao.cli import _keep_output_clean as keep; keep(); os.write(1, b'noise'); print('ours')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "ours\n"
