"""Targets set by tables: which columns say so, and what a row gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from policykb.extract import extract
from policykb.model import Source
from policykb.normalize import normalize
from policykb.readers.base import Draft, DraftCell
from policykb.records import Target
from policykb.structure import parse


def targets(*rows: list[str], above: str = "2024年任务表") -> list[Target]:
    draft = Draft("docx", "test")
    draft.paragraph("东柳县2024年工作要点")
    draft.paragraph(above)
    draft.table([DraftCell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)])
    content = draft.content()
    text, _ = normalize(content)
    records, _ = extract(parse(Source("t.docx", b""), content, text))
    return [one for one in records if isinstance(one, Target) and one.evidence.rule == "targets.table"]


def figures(found: list[Target]) -> list[tuple[Any, ...]]:
    return [(one.indicator, one.quantity.min, one.quantity.max, one.quantity.unit) for one in found]


def test_a_row_is_a_target_with_its_time_and_who_answers_for_it() -> None:
    found = targets(
        ["序号", "指标名称", "目标值", "完成时限", "责任单位"],
        ["1", "村级养老服务站", "24个", "2024年12月底", "县民政局"],
        ["2", "生活污水治理率", "≥45%", "2024年底前", "县生态环境局"],
        ["3", "示范建设", "稳步推进", "2024年12月底", "县住建局"],
    )
    assert figures(found) == [("村级养老服务站", 24, 24, "个"), ("生活污水治理率", 45, None, "%")]
    assert [one.actor for one in found] == ["县民政局", "县生态环境局"]
    assert [one.when.end for one in found if one.when] == [date(2024, 12, 31)] * 2
    assert found[0].quote == "1\t村级养老服务站\t24个\t2024年12月底\t县民政局"


@pytest.mark.parametrize(
    ("header", "row", "above", "figure"),
    [
        (["指标", "单位", "目标值"], ["新建道路", "公里", "8.5"], "任务表", ("新建道路", 8.5, 8.5, "公里")),
        (["指标", "目标值（万亩）"], ["播种面积", "3"], "任务表", ("播种面积", 30000, 30000, "亩")),
        (["指标", "2025年目标"], ["培训人数（人次）", "1200"], "任务表", ("培训人数", 1200, 1200, "人次")),
        (["指标", "计划数"], ["总投资", "1,200"], "单位：万元", ("总投资", 12000000, 12000000, "元")),
        (["指标", "单位", "2025年"], ["养老院", "家", "30以上"], "任务表", ("养老院", 30, None, "家")),
        (["三级指标", "指标值"], ["受益群众满意度", "达到95%以上"], "绩效表", ("受益群众满意度", 95, None, "%")),
    ],
)
def test_the_unit_comes_from_where_it_is_stated(
    header: list[str], row: list[str], above: str, figure: tuple[Any, ...]
) -> None:
    assert figures(targets(header, row, row, above=above))[:1] == [figure]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["指标", "实际完成值"], ["新建道路", "8公里"]),
        (["指标", "分值"], ["新建道路", "20"]),
        (["姓名", "目标值"], ["张三", "20"]),
        (["指标", "2019年"], ["新建道路", "20公里"]),
        (["指标", "现状值", "责任单位"], ["新建道路", "20公里", "县交通局"]),
    ],
)
def test_what_no_header_calls_a_target_is_none(header: list[str], row: list[str]) -> None:
    assert targets(header, row, row) == []
