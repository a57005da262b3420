"""The structure of a document: parts, headings, header; on invented notices."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.model import Block, Content, Notice, Source
from policykb.structure import parse
from policykb.text import Span, Text


def notice(text: str) -> Notice:
    """A plain text, a block a line, as if it had been clean from the start."""
    blocks, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", Span(place, place + len(line))))
        place += len(line) + 1
    content = Content(text, tuple(blocks), "txt", "test")
    return parse(Source("t.txt", text.encode()), content, Text.of(text))


LETTER = """青岭县人民政府办公室关于印发青岭县水库管护实施方案的通知
青政办发〔2021〕3号
各乡镇人民政府，县政府各部门、各直属机构：
现将《青岭县水库管护实施方案》印发给你们，请认真执行。
青岭县人民政府办公室
2021年5月20日
青岭县水库管护实施方案
为管好水库，制定本方案。
一、总体要求
（一）目标。到2023年底管好全部水库。
（二）原则。分级负责。
二、保障措施
各乡镇要落实经费。"""


def test_a_covering_notice_stands_apart_from_its_plan() -> None:
    found = notice(LETTER)
    assert found.metadata.title == "青岭县人民政府办公室关于印发青岭县水库管护实施方案的通知"
    assert found.metadata.inner_title == "青岭县水库管护实施方案"
    assert found.metadata.doc_number == "青政办发〔2021〕3号"
    assert found.metadata.issuers == ("青岭县人民政府办公室",)
    assert found.metadata.addressees == ("各乡镇人民政府", "县政府各部门", "各直属机构")
    assert str(found.metadata.issued_on) == "2021-05-20"
    parts = [(p.part, p.span.cut(LETTER)[:6]) for p in found.paragraphs]
    assert ("letter", "现将《青岭县") in parts
    assert ("signature", "青岭县人民政") in parts
    assert ("plan", "为管好水库，") in parts


def test_sections_have_paths_and_bodies() -> None:
    found = notice(LETTER)
    assert [s.path for s in found.outline] == ["一、", "一、（一）", "一、（二）", "二、"]
    assert found.outline[1].title == "目标"
    assert found.section_at(LETTER.index("分级负责")) == "一、（二）"
    assert found.section_at(LETTER.index("各乡镇要")) == "二、"
    assert found.section_at(LETTER.index("为管好")) is None


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="一二、（）第条章1.附件：。年月日\n关于通知的 \t〔〕号局", max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    found = notice(text)
    for section in found.outline:
        assert section.span.start == section.body.start <= section.body.end <= len(text)
    for paragraph in found.paragraphs:
        assert paragraph.span.cut(text).strip()
    ends = [place for paragraph in found.paragraphs for place in (paragraph.span.start, paragraph.span.end)]
    assert ends == sorted(ends)


def test_linked_files_are_attachments_where_the_text_names_none() -> None:
    text = "青岭县关于填报情况的通知\n各镇人民政府：\n请按要求填报。"
    content = Content(
        text, (Block("paragraph", Span(0, len(text))),), "html", "test", attachments=("附件1：秋收进度表.xlsx",)
    )
    found = parse(Source("t.html", b""), content, Text.of(text))
    assert [(item.label, item.title) for item in found.attachments] == [("附件1", "秋收进度表")]
