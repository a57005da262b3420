from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest

from policykb.ask import AskResult, ask
from policykb.search import Engine, IndexDocument, open_index, rebuild
from policykb.text import Text

Json = dict[str, Any]

TEXTS = {
    "a": "青岭县水产工作办法\n一、扶持\n对考核合格的水产站按年度给予不低于8万元后补助。到2025年，建成水产站20家以上。\n"
    "二、职责\n县水产局负责水产站验收。乡镇政府不得挪用资金。\n于每年11月底前报送年度总结。",
    "b": "云溪市工作安排\n一、（2016年9月）\n市科协开展对接。\n二、评估\n将评估结果作为对水产站择优给予后补助的依据。",
    "c": "白河镇情况报告\n水产站补贴政策由上级制定，另行通知。现有科普信息员120人。",
    "d": "禁渔通告\n四月至七月禁止捕捞。",
}
HEADS = {
    "a": ("青岭县水产工作办法", "青水发〔2022〕7号", ["青岭县水产局"]),
    "b": ("云溪市工作安排", None, []),
    "c": ("白河镇情况报告", None, []),
    "d": ("禁渔通告", None, []),
}


def amount(low: int | None, high: int | None, unit: str) -> Json:
    return {"min": low, "max": high, "approx": False, "unit": unit}


def when(start: str | None, end: str | None, text: str) -> Json:
    return {"text": text, "start": start, "end": end, "every": None, "inferred_year": False}


RECORDS: tuple[Json, ...] = (
    {
        "document": "a",
        "kind": "subsidy",
        "quote": "对考核合格的水产站按年度给予不低于8万元后补助",
        "section": "一、",
        "instrument": "后补助",
        "recipient": "考核合格的水产站",
        "amount": amount(80000, None, "元"),
        "per": "年度",
        "condition": "考核合格",
    },
    {
        "document": "a",
        "kind": "target",
        "quote": "到2025年，建成水产站20家以上",
        "section": "一、",
        "indicator": "水产站",
        "action": "建成",
        "quantity": amount(20, None, "家"),
        "when": when(None, "2025-12-31", "到2025年"),
    },
    {"document": "a", "kind": "obligation", "quote": "县水产局负责水产站验收", "section": "二、", "actor": "县水产局",
     "modality": "must", "action": "水产站验收"},
    {"document": "a", "kind": "obligation", "quote": "乡镇政府不得挪用资金", "section": "二、", "actor": "乡镇政府",
     "modality": "forbid", "action": "挪用资金"},
    {"document": "a", "kind": "deadline", "quote": "于每年11月底前报送年度总结", "section": "二、",
     "when": when(None, None, "每年11月底前"), "action": "报送年度总结"},
    {"document": "b", "kind": "deadline", "quote": "（2016年9月）", "section": "一、",
     "when": when("2016-09-01", "2016-09-30", "2016年9月"), "action": None},
    {"document": "b", "kind": "obligation", "quote": "市科协开展对接", "section": "一、", "actor": "市科协",
     "modality": "must", "action": "开展对接"},
    {"document": "b", "kind": "subsidy", "quote": "将评估结果作为对水产站择优给予后补助的依据", "section": "二、",
     "instrument": "后补助", "recipient": "水产站", "amount": None, "per": None, "condition": "择优"},
    {"document": "c", "kind": "fact", "quote": "现有科普信息员120人", "section": None, "indicator": "科普信息员",
     "quantity": amount(120, 120, "人"), "when": None},
)  # fmt: skip
ROWS = [["1", "青岭县", "东湾水产站", "12"], ["2", "青岭县", "西湾水产站", "12"], ["3", "白河县", "白河水产站", "30"]]
TABLE: Json = {
    "document": "d",
    "label": "附件1",
    "title": "水产站服务关系表",
    "columns": ["序号", "受援县", "水产站名称", "专家数量（人）"],
    "rows": ROWS,
    "totals": [],
    "cells": [
        {"row": row, "col": col, "rowspan": 2 if (row, col) in ((1, 1), (1, 3)) else 1, "colspan": 1, "text": ""}
        for row in range(4)
        for col in range(4)
        if (row, col) not in ((2, 1), (2, 3))
    ],
    "evidence": {"span": [0, 12], "rows": [{"span": [0, 3], "page": None}] * 3},
}


class Catalogue:
    """A catalogue of four documents."""

    revision = 1

    def documents(self, ids: Sequence[str] | None = None, names: Sequence[str] = ()) -> list[Json]:
        return [
            {"id": id, "source": f"{id}.txt", "title": title, "inner_title": None, "doc_number": number, "issuers": by}
            for id, (title, number, by) in HEADS.items()
            if ids is None or id in ids
        ]

    def packed(self, table: str, names: Sequence[str], ids: Sequence[str]) -> dict[str, str]:
        found = {
            id: [[one["number"], *(column(one, name) for name in names)] for one in self._all(table, id)] for id in ids
        }
        return {
            id: "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) for id, rows in found.items() if rows
        }

    def chosen(self, table: str, places: Iterable[tuple[str, int]]) -> list[Json]:
        return [
            {key: value for key, value in self._all(table, id)[number].items() if key != "number"}
            for id, number in sorted(places)
        ]

    def _all(self, table: str, id: str) -> list[Json]:
        if table == "grid":
            found = [TABLE] if id == "d" else []
        elif table in ("paragraph", "section"):
            found = self.parts(table, id)
        else:
            found = [
                {**record, "evidence": {"span": self._span(record), "page": None}}
                for record in RECORDS
                if (record["kind"], record["document"]) == (table, id)
            ]
        return [{**one, "number": number} for number, one in enumerate(found)]

    def _span(self, record: Json) -> list[int]:
        start = TEXTS[record["document"]].index(record["quote"])
        return [start, start + len(record["quote"])]

    def parts(self, table: str, id: str) -> list[Json]:
        if table == "paragraph":
            return [{"span": [0, len(TEXTS[id])]}] if id != "d" else [{"span": [0, 4]}]
        text = TEXTS[id]
        found = [(mark, text.index(mark)) for mark in ("一、", "二、") if mark in text]
        return [{"path": mark, "title": "", "span": [at, at + 2], "body": [at, len(text)]} for mark, at in found]

    def text(self, id: str) -> str:
        return TEXTS[id]

    def source_text(self, id: str) -> str:
        return TEXTS[id]

    def aligned(self, id: str) -> Text:
        return Text.of(TEXTS[id])


def column(one: Json, name: str) -> Any:
    """A field by the name of its column: amount_min, evidence_span_end."""
    value: Any = one
    for key in name.split("_"):
        value = value[{"start": 0, "end": 1}[key]] if isinstance(value, list) else (value or {}).get(key)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("ask") / "search"
    rows = "\n".join("\t".join(row) for row in (TABLE["columns"], *ROWS))
    bodies = {id: f"{text}\n{rows}" if id == "d" else text for id, text in TEXTS.items()}
    rebuild(folder, (IndexDocument(id, f"{id}.txt", body, HEADS[id][0]) for id, body in bodies.items()))
    opened = open_index(folder)
    yield opened
    opened.close()


def asked(engine: Engine, question: str) -> AskResult:
    return ask(question, Catalogue(), engine)


def roles(result: AskResult) -> dict[str, str]:
    return {answer.id: answer.role for answer in result.answers}


@pytest.mark.parametrize(
    "question",
    ["哪些文件规定了水产站补助", "哪些文件規定了水產站補助", "哪些政策规定了对水产站的补贴？"],
)
def test_what_sets_stands_apart_from_what_mentions(engine: Engine, question: str) -> None:
    result = asked(engine, question)
    assert roles(result) == {"a": "sets", "b": "mentions", "c": "mentions"}
    first = result.answers[0].records[0]
    assert first["amount"]["min"] == 80000 and first["quote"] == RECORDS[0]["quote"]
    assert result.total == 3 and not result.truncated


def test_a_sentence_that_no_record_has_is_given_as_a_passage_with_its_place(engine: Engine) -> None:
    (answer,) = [answer for answer in asked(engine, "哪些文件规定了水产站补助").answers if answer.id == "c"]
    (passage,) = answer.records
    start, end = passage["evidence"]["span"]
    assert passage["kind"] == "passage" and TEXTS["c"][start:end] == passage["evidence"]["quote"]


@pytest.mark.parametrize(
    ("question", "document", "quote"),
    [
        ("水产站后补助标准是多少", "a", "对考核合格的水产站按年度给予不低于8万元后补助"),
        ("到2025年建成多少家水产站", "a", "到2025年，建成水产站20家以上"),
        ("2025年的目标", "a", "到2025年，建成水产站20家以上"),
        ("谁负责水产站验收", "a", "县水产局负责水产站验收"),
        ("什么时候前报送年度总结", "a", "于每年11月底前报送年度总结"),
        ("乡镇政府不得做什么", "a", "乡镇政府不得挪用资金"),
        ("科普信息员有多少人", "c", "现有科普信息员120人"),
        ("云溪市2016年9月要做什么", "b", "市科协开展对接"),
    ],
)
def test_records_answer(engine: Engine, question: str, document: str, quote: str) -> None:
    result = asked(engine, question)
    assert result.answers[0].id == document
    assert quote in [record["quote"] for record in result.answers[0].records]


def test_another_year_is_not_answered_for(engine: Engine) -> None:
    assert not asked(engine, "到2030年建成多少家水产站").answers


@pytest.mark.parametrize(
    ("question", "measure", "value", "rows"),
    [
        ("青岭县有多少名专家", "sum", 12, 2),
        ("青岭县有多少家水产站", "count", 2, 2),
        ("哪个水产站专家最多", "max", 30, 1),
        ("哪个水产站专家最少", "min", 12, 1),
    ],
)
def test_rows_answer(engine: Engine, question: str, measure: str, value: int, rows: int) -> None:
    (answer,) = [answer for answer in asked(engine, question).answers if answer.id == "d"]
    (computed,) = answer.computed
    assert (computed["measure"], computed["value"], computed["rows"]) == (measure, value, rows)
    assert len([record for record in answer.records if record["kind"] == "row"]) == rows


def test_what_is_forbidden_is_told_from_what_must_be_done(engine: Engine) -> None:
    (answer,) = asked(engine, "不得做什么").answers
    assert [record["quote"] for record in answer.records] == ["乡镇政府不得挪用资金"]


def test_rows_are_listed(engine: Engine) -> None:
    (answer,) = asked(engine, "青岭县有哪些水产站").answers
    assert [record["row"]["水产站名称"] for record in answer.records] == ["东湾水产站", "西湾水产站"]


def test_nothing_is_made_up(engine: Engine) -> None:
    result = asked(engine, "火星探测补助多少钱")
    assert result.answers == () and result.total == 0
    shown = result.as_json()
    assert shown["answers"] == [] and [hit["id"] for hit in shown["nearest"]]


def test_the_json_is_what_the_interface_says(engine: Engine) -> None:
    shown = asked(engine, "哪些文件规定了水产站补助").as_json()
    assert list(shown) == ["question", "understood", "answers", "total", "truncated"]
    assert {"kind", "terms", "synonyms"} <= set(shown["understood"])
    assert list(shown["answers"][0]) == ["id", "source", "title", "doc_number", "role", "records"]
    assert "document" not in shown["answers"][0]["records"][0]
