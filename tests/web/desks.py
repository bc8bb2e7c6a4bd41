"""A desk on a small archive: its bulletins, its settings, a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from fastapi.testclient import TestClient

from jianbao.archive import Store, Summary
from jianbao.cli.archiving import How
from jianbao.cli.serving import archived
from jianbao.corpus.make_pdf import write_pdf
from jianbao.readers import Limits
from jianbao.rulepack import load_rules
from jianbao.web import Settings

RULES = load_rules()
SECRET = "a long enough secret"
HEAD = "{title}\n2024年第{n}期\n德安市督察整改工作领导小组办公室\n2024年3月{day}日\n\n"
TITLE = "德安市环境保护督察工作简报"


def issue(
    n: int, new: tuple[int, int], total: tuple[int, int], batch_total: int | None = None, title: str = TITLE
) -> str:
    """Return the text of an issue: a news item of a county, and complaints by phone and by letter."""
    return (
        HEAD.format(title=title, n=n, day=10 + n)
        + "【县区动态】\n"
        + f"永修县：3月{9 + n}日，县委书记周大勇到柘林镇红旗砂场检查扬尘。\n"
        + "【信访件交办情况】\n"
        + f"3月{10 + n}日，省督察组向我市交办第{'一二三四五六七八九'[n - 1]}批群众信访件{batch_total or sum(new)}件，"
        + f"其中来电{new[0]}件、来信{new[1]}件。\n"
        + f"截至3月{10 + n}日，累计交办群众信访件{sum(total)}件，其中来电{total[0]}件、来信{total[1]}件。\n"
    )


#: Issue 3 is missing; the sum of issue 4 does not hold; a title tries to be a script.
ISSUES = {
    "1.pdf": issue(1, (6, 4), (6, 4)),
    "2.txt": issue(2, (3, 2), (9, 6)),
    "4.txt": issue(4, (5, 3), (20, 12), batch_total=9),
    "script.txt": issue(9, (1, 1), (30, 20), title="<script>document.title='owned'</script>工作简报").replace(
        "扬尘", "<img src=x onerror=alert(1)>扬尘"
    ),
}


class Served(NamedTuple):
    """A desk that answers, its archive, and where the files are."""

    url: str
    store: Store
    folder: Path


def archiver(store: Store) -> Callable[[list[str]], Summary]:
    """Return what puts files into the archive, as the command does."""
    return partial(archived, store=store, how=How("inspection", None, Limits()))


def fill(folder: Path) -> None:
    """Write the files."""
    for name, text in ISSUES.items():
        if name.endswith(".pdf"):
            write_pdf(text, folder / name)
        else:
            (folder / name).write_text(text, encoding="utf-8")


def settings(tmp_path: Path, **changes: Any) -> Settings:
    """Return settings of a desk that only this machine reaches."""
    values: dict[str, Any] = {"host": "127.0.0.1", "secret": SECRET, "uploads": tmp_path / "sent"}
    return Settings(**values | {"author": "周审核"} | changes)


def log_in(client: TestClient) -> None:
    """Begin a session, and send the token of its pages with every request."""
    assert client.post("/login", data={"password": SECRET}, follow_redirects=False).status_code == 303
    page = client.get("/").text
    client.headers["x-jianbao-token"] = page.partition('name="forgery-token" content="')[2].partition('"')[0]


def ready(client: TestClient, path: str) -> str:
    """Return a page, once what it needs has been made."""
    for _ in range(200):
        answer = client.get(path)
        if answer.status_code != 202:
            assert answer.status_code == 200, answer.text
            return answer.text
    raise AssertionError(f"{path} is never ready")
