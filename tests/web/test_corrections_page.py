"""Values confirmed, corrected, added and removed through the desk; reviews; the queue; gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desks import RULES, ready
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from jianbao import extract
from jianbao.archive import Store, save
from jianbao.cli.app import app
from jianbao.record import from_json, to_json

URL = "/api/bulletins/4/corrections"


def say(client: TestClient, document: int = 3, **given: Any) -> Any:
    body = {"action": "correct", "table": "figures", "row": 0, "part": 0, "why": "看过原文"} | given
    return client.post(f"/api/bulletins/{document}/corrections", json=body)


def record(client: TestClient, document: int = 3) -> Any:
    return client.get(f"/api/bulletins/{document}").json()


def test_a_corrected_value_is_shown_the_extracted_one_is_kept(writer: TestClient) -> None:
    assert [f["status"] for f in record(writer)["findings"]] == ["violated", "holds"]
    assert say(writer, values={"value": "8"}).status_code == 201
    assert record(writer)["figures"][0]["value"] == 8
    assert [f["status"] for f in record(writer)["findings"]] == ["holds", "holds"]
    assert writer.get("/api/bulletins/3?state=extracted").json()["figures"][0]["value"] == 9
    (row,) = writer.get("/api/bulletins/3/corrections").json()["corrections"]
    assert (row["author"], row["why"], row["extracted_value"], row["value"], row["outcome"]) == (
        "周审核", "看过原文", 9, 8, "applied",
    )  # fmt: skip
    html = writer.get("/bulletin/3").text
    assert "<del>9</del> → <ins>8</ins>" in html
    assert 'class="value figures corrected" id="figure-0"' in html


def test_a_correction_outlives_a_new_extraction_and_conflicts_are_shown(writer: TestClient, store: Store) -> None:
    say(writer, values={"value": "8"})
    changed = from_json(to_json(extract(_path(writer, 3), RULES)))
    changed.figures[0].value = 7
    with store.write() as connection:
        save(connection, changed, "another fingerprint")
    (row,) = writer.get("/api/bulletins/3/corrections").json()["corrections"]
    assert (row["outcome"], row["extracted_now"], record(writer)["figures"][0]["value"]) == ("conflict", 7, 8)
    assert 'role="alert"' in writer.get("/bulletin/3").text
    assert writer.get("/api/review").json()[0] | {"uri": ""} == {
        "document": 3, "uri": "", "issue": "2024年第4期（2024-03-14）", "violated": 0, "unread": 0, "doubtful": 0,
        "conflicts": 1,
    }  # fmt: skip


def test_what_is_withdrawn_is_not_replayed_any_more(writer: TestClient) -> None:
    say(writer, values={"value": "8"})
    assert writer.delete("/api/bulletins/3/corrections/0").status_code == 200
    assert record(writer)["figures"][0]["value"] == 9
    assert writer.delete("/api/bulletins/3/corrections/0").status_code == 404


def test_a_selected_name_becomes_an_official(writer: TestClient) -> None:
    text = record(writer)["text"]
    at = text.index("柘林镇")
    given = {
        "action": "add",
        "table": "officials",
        "span": [at, at + 3],
        "values": {"name": "柘林", "titles": "镇长、书记"},
    }
    assert say(writer, **given).status_code == 201
    added = record(writer)["updates"][0]["officials"][-1]
    assert (added["name"], added["titles"], added["span"]) == ("柘林", ["镇长", "书记"], [at, at + 3])
    assert 'id="official-0-1"' in writer.get("/bulletin/3").text


def test_removed_values_are_gone_and_links_to_others_stay(writer: TestClient) -> None:
    assert say(writer, action="remove", row=1).status_code == 201
    html = writer.get("/bulletin/3").text
    assert 'id="figure-1"' not in html
    assert 'id="figure-2"' in html
    assert len(record(writer)["figures"]) == 5


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        ({"values": {"value": "many"}}, "value: many is no number"),
        ({"values": {"value": "9"}}, "nothing was changed"),
        ({"values": {"nothing": "9"}}, "nothing: no field"),
        ({"values": None}, "values: missing"),
        ({"table": "documents"}, "documents: nothing of this kind"),
        ({"row": 99, "values": {"value": "1"}}, "no such item"),
        ({"row": -1, "values": {"value": "1"}}, "row: no place"),
        ({"row": "0", "values": {"value": "1"}}, "row: no place"),
        ({"action": "delete", "values": {}}, "delete: not something"),
        ({"action": "remove", "table": "masthead"}, "cannot be removed"),
        ({"action": "add", "table": "updates", "span": [0, 1]}, "cannot be added"),
        ({"action": "add", "table": "sites", "values": {"name": "x"}}, "span: select"),
        ({"action": "add", "table": "sites", "values": {"name": "x"}, "span": [0, 1]}, "stands in no news item"),
        ({"action": "add", "table": "sites", "values": {"name": "x"}, "span": [5, 999999]}, "span: select"),
        ({"action": "add", "table": "figures", "values": {"unit": "件"}, "span": [5, 6]}, "value: may not be empty"),
        ({"action": "confirm", "table": "findings", "row": 50}, "no such item"),
        ({"author": " \u200b", "values": {"value": "1"}}, "author"),
        ({"why": "长" * 1001, "values": {"value": "1"}}, "why: longer"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_refused_with_its_cause(writer: TestClient, given: dict[str, Any], cause: str) -> None:
    answer = say(writer, **given)
    assert answer.status_code == 422, answer.text
    assert cause in answer.json()["error"]
    assert writer.get(URL.replace("4", "3")).json()["corrections"] == []


def test_what_was_seen_must_still_be_there(writer: TestClient) -> None:
    state = writer.get("/api/bulletins/3/corrections").json()["state"]
    assert say(writer, values={"value": "8"}, state=state).status_code == 201
    assert say(writer, values={"value": "7"}, state=state).status_code == 409


def test_a_finding_is_reviewed_on_its_bulletin_and_leaves_the_queue(writer: TestClient) -> None:
    assert [(w["document"], w["violated"]) for w in writer.get("/api/review").json()] == [(3, 1)]
    finding = {"action": "confirm", "table": "findings", "row": 0, "why": "原文如此"}
    assert say(writer, **finding).status_code == 201
    assert writer.get("/api/review").json() == []
    assert "周审核 于" in writer.get("/bulletin/3").text


def test_a_finding_of_the_audit_is_reviewed_and_says_by_whom(writer: TestClient) -> None:
    ready(writer, "/audit")
    findings = writer.get("/api/audit").json()["findings"]
    for finding in findings:
        body = {"message": finding["message"], "why": "核过", "author": "李复核"}
        assert writer.post(f"/api/audit/{finding['id']}/review", json=body).status_code == 201
    html = ready(writer, "/audit?reviewed=yes")
    assert html.count("李复核 于") == len(findings) > 1
    assert "<article" not in ready(writer, "/audit?reviewed=no")
    assert writer.post("/api/audit/0/review", json={"message": "something else"}).status_code == 409
    long = {"message": findings[0]["message"], "why": "长" * 1001}
    assert writer.post(f"/api/audit/{findings[0]['id']}/review", json=long).status_code == 422


def test_corrected_bulletins_come_out_as_gold(writer: TestClient, store: Store, tmp_path: Path) -> None:
    say(writer, values={"value": "8"})
    out = tmp_path / "gold"
    done = CliRunner().invoke(app, ["gold", store.name, "--to", str(out)])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in out.iterdir()) == ["000003.gold.json", "000003.txt"]
    gold = json.loads((out / "000003.gold.json").read_text(encoding="utf-8"))
    assert gold == writer.get("/api/bulletins/3/gold").json()
    assert gold["figures"][0]["value"] == 8
    scored = CliRunner().invoke(app, ["evaluate", str(out), "--json"])
    assert scored.exit_code == 0
    misses = [miss for miss in json.loads(scored.output)["misses"] if miss["field"] == "figures"]
    assert [(miss["expected"], miss["got"]) for miss in misses] == [
        ('["new", [4, 4], null, null, null, null, 8, "件", false]', None),
        (None, '["new", [4, 4], null, null, 9, "件"]'),
    ]


def _path(client: TestClient, document: int) -> Path:
    return Path(record(client, document)["source"]["uri"])
