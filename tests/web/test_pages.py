"""What the pages answer: complete without a script, every text escaped, and found where it should be."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from desks import RULES, archiver, ready, settings
from fastapi.testclient import TestClient

from bench.formats import ofd
from jianbao import extract
from jianbao.archive import Store, save
from jianbao.web import desk
from jianbao.web.listing import LISTS

PAGES = [
    "/", "/?q=水库", "/?person=周大勇", "/audit", "/charts", "/people", "/sites", "/places", "/review", "/api",
    "/login", "/upload", "/bulletin/1", "/bulletin/2", "/bulletin/4", "/bulletin/4?view=text", "/person/周大勇",
    "/site/柘林镇红旗砂场", "/place/360425", "/place/永修县", *(f"/lists/{name}" for name in LISTS),
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_in_both_languages_and_escapes_what_documents_say(client: TestClient, path: str) -> None:
    html = ready(client, path)
    assert html.rstrip().endswith("</html>")
    assert '<html lang="zh">' in html
    assert "<script>document" not in html
    assert "<img src=x" not in html
    client.cookies.set("lang", "en")
    assert '<html lang="en">' in ready(client, path)


def test_every_answer_forbids_scripts_of_others_frames_and_guessing_of_types(client: TestClient) -> None:
    for path in ("/", "/bulletin/1", "/nowhere", "/api/lists", "/static/desk.js"):
        headers = client.get(path).headers
        assert "script-src 'self';" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_pages_name_no_place_outside(client: TestClient) -> None:
    for path in PAGES:
        assert re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*', ready(client, path)) == []


def test_the_bulletin_page_has_an_anchor_and_a_box_for_every_value(client: TestClient) -> None:
    html = client.get("/bulletin/1").text
    figures = client.get("/api/bulletins/1").json()["figures"]
    assert [f["value"] for f in figures] == [10, 6, 4, 10, 6, 4]
    for number in range(len(figures)):
        assert f'id="figure-{number}"' in html
        assert f'<rect class="box figures" data-v="figure-{number}"' in html
    assert 'id="official-0-0"' in html
    assert 'id="masthead-title"' in html


def test_text_offsets_on_the_page_are_those_of_the_record(client: TestClient) -> None:
    record = client.get("/api/bulletins/2").json()
    html = client.get("/bulletin/2").text
    parts = re.findall(r'<span data-start="(\d+)"[^>]*>([^<]*)</span>', html)
    assert len(parts) > 20
    for start, string in parts:
        assert record["text"].startswith(string, int(start))


def test_next_and_previous_issue_follow_the_series(client: TestClient) -> None:
    second = client.get("/bulletin/2").text
    assert 'rel="prev" href="/bulletin/1"' in second
    assert 'rel="next" href="/bulletin/3"' in second


def test_a_bulletin_is_found_by_its_hash_too(client: TestClient) -> None:
    record = client.get("/api/bulletins/1").json()
    assert client.get(f"/api/bulletins/{record['source']['sha256']}").json() == record


@pytest.mark.parametrize("path", ["/bulletin/99", "/bulletin/x", "/nowhere", "/lists/none", "/person/谁", "/place/1"])
def test_what_is_not_there_is_said_in_a_page_and_in_json(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    told = client.get(path, headers={"accept": "application/json"})
    assert (told.status_code, list(told.json())) == (404, ["error"])


def test_the_archive_page_shows_the_calendar_with_its_gap(client: TestClient) -> None:
    html = client.get("/").text
    assert re.search(r'href="/bulletin/2" title="2024年第2期（2024-03-12）">2</a><span class="gap"[^>]*>3</span>', html)


def test_search_marks_the_words_and_leads_to_their_place(client: TestClient) -> None:
    html = client.get("/", params={"q": "红旗", "until": "2024-03-11"}).text
    record = client.get("/api/bulletins/1").json()
    at = record["text"].index("红旗")
    assert "<mark>红旗</mark>" in html
    assert f"/bulletin/1#at-{at}-{at + 2}" in html
    assert "/bulletin/2" not in html


def test_the_audit_page_spells_out_the_arithmetic_and_names_the_gap(client: TestClient) -> None:
    html = ready(client, "/audit")
    assert "5+3 = 8 ≠ 9" in html
    (gap,) = (f for f in client.get("/api/audit").json()["findings"] if f["constraint"] == "missing" and f["cited"])
    assert gap["message"] in html
    only = ready(client, "/audit?kind=partition")
    assert "5+3 = 8 ≠ 9" in only
    assert only.count("<article") < html.count("<article")


def test_the_audit_report_can_be_kept(client: TestClient) -> None:
    ready(client, "/audit")
    findings = json.loads(client.get("/audit/report.json").text)
    assert "5+3 = 8 ≠ 9" in [finding["arithmetic"] for finding in findings]
    assert client.get("/audit/report.html").text.startswith("<!DOCTYPE html>")
    assert client.get("/audit/report.xlsx").content[:2] == b"PK"
    assert client.get("/audit/report.exe").status_code == 404


def test_pictures_of_pages_and_originals_come_from_the_file(client: TestClient, store: Store) -> None:
    picture = client.get("/bulletin/1/page/1.png")
    assert (picture.status_code, picture.headers["content-type"], picture.content[:4]) == (200, "image/png", b"\x89PNG")
    strip = client.get("/bulletin/1/page/1.png?top=50&bottom=90")
    assert len(strip.content) < len(picture.content)
    assert client.get("/bulletin/1/page/9.png").status_code == 404
    assert client.get("/bulletin/1/page/1.png?width=99999").status_code == 400
    original = client.get("/bulletin/1/original")
    assert original.content[:5] == b"%PDF-"
    assert original.headers["content-disposition"].startswith("attachment")


def test_the_charts_have_the_published_numbers_with_their_anchors(client: TestClient) -> None:
    data = client.get("/charts/data").json()
    assert [point[1:] for point in data["totals"]["new"]] == [[10, 0], [5, 0], [9, 0]]
    assert [point[1] for point in data["totals"]["cumulative"]] == [10, 15, 32]
    assert data["parts"]["channel/new"]["来电"][0] == [0, 6, 1]


def test_a_list_sorts_filters_and_exports(client: TestClient) -> None:
    ask = {
        "sort": json.dumps([{"colId": "value", "sort": "desc"}]),
        "filter": json.dumps({"label": {"filterType": "text", "type": "equals", "filter": "来电"}}),
    }
    found = client.get("/lists/figures/rows", params={"start": 0, "end": 3} | ask).json()
    assert [row["value"] for row in found["rows"]] == [30, 20, 9]
    assert found["rows"][2]["_href"] == "/bulletin/2#figure-4"
    assert found["last"] is None
    lines = client.get("/lists/figures/figures.csv", params=ask).text.splitlines()
    assert len(lines) == 1 + 8
    some = {"value": {"conditions": [{"type": "greaterThan", "filter": 8}, {"type": "lessThan", "filter": 11}]}}
    found = client.get("/lists/figures/rows", params={"filter": json.dumps(some), "end": 100}).json()
    assert {row["value"] for row in found["rows"]} == {9, 10}
    assert found["last"] == len(found["rows"])


@pytest.mark.parametrize(
    "ask",
    [
        {"sort": '[{"colId": "value; DROP TABLE figures", "sort": "asc"}]'},
        {"sort": "nonsense"},
        {"filter": '{"nothing": {"type": "equals"}}'},
        {"filter": '{"value": {"type": "equals", "filter": "1 OR 1=1"}}'},
        {"filter": '{"label": {"type": "regexp", "filter": "x"}}'},
        {"filter": "[1]"},
        {"filter": '{"label": {"conditions": 5}}'},
        {"filter": '{"label": {"conditions": [5]}}'},
    ],
)
def test_what_a_list_cannot_be_asked_is_refused(client: TestClient, ask: dict[str, str]) -> None:
    assert client.get("/lists/figures/rows", params=ask).status_code == 400
    assert client.get("/lists/figures/figures.csv", params=ask).status_code == 400


def test_wildcards_in_a_filter_are_characters(client: TestClient) -> None:
    percent = json.dumps({"label": {"type": "contains", "filter": "%"}})
    assert client.get("/lists/figures/rows", params={"filter": percent}).json()["rows"] == []


@pytest.mark.parametrize("name", list(LISTS))
def test_every_list_can_be_read_and_sorted_by_each_column(client: TestClient, name: str) -> None:
    for column in client.get("/api/lists").json()[name]:
        assert client.get(f"/api/lists/{name}", params={"sort": f"-{column}"}).status_code == 200


def test_the_api_describes_itself_and_needs_no_network(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    page = client.get("/api").text
    assert {"/api/search", "/api/bulletins/{name}", "/api/audit"} < set(paths)
    assert all(path in page for path in paths)
    hits = client.get("/api/search", params={"q": "红旗"}).json()
    assert [hit["issue"] for hit in hits] == [9, 4, 2, 1]
    person = client.get("/api/people/周大勇").json()
    assert sum(len(one["mentions"]) for one in person) == 4


@pytest.mark.parametrize(
    "path",
    [
        "/lists/figures/rows?start=99999999999999999999&end=1", "/sites?start=99999999999999999999",
        "/people?start=x", "/?series=99999999999999999999", "/api/lists/figures?start=99999999999999999999",
        "/api/search?most=0", "/charts?series=1.5",
    ],
)  # fmt: skip
def test_numbers_that_are_none_are_refused_in_one_form(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept": "application/json"})
    assert (answer.status_code, list(answer.json())) == (422, ["error"])


@pytest.mark.parametrize(
    "path", ["/?q=%00", "/?q=%25_", "/?since=zzz", "/?person=%00&place=%27", "/bulletin/1/page/0.png"]
)
def test_odd_questions_are_answered(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (200, 404)


def test_an_ofd_is_drawn_from_its_own_lines(client: TestClient, store: Store, tmp_path: Path) -> None:
    (path,) = ofd.write({"a": extract(Path("corpus/bulletins/baise-2016-18.txt"), RULES)}, tmp_path).values()
    bulletin = extract(path, RULES)
    with store.write() as connection:
        save(connection, bulletin)
    html = client.get("/bulletin/5").text
    assert 'class="drawn"' in html
    assert html.count("<rect") >= len(bulletin.figures)
    assert "郑怀远" in html.partition("<svg")[2].partition("</svg>")[0]
    assert client.get("/bulletin/5/page/1.png").status_code == 404


def test_a_mistake_of_the_program_is_one_answer_and_gives_nothing_away(store: Store, tmp_path: Path) -> None:
    app = desk(store, RULES, settings(tmp_path), archiver(store))

    @app.get("/api/broken")
    def broken() -> None:
        raise RuntimeError("a secret of the program")

    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        answer = client.get("/api/broken")
    assert (answer.status_code, list(answer.json())) == (500, ["error"])
    assert "secret" not in answer.text
