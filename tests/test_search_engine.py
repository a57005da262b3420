from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policykb.errors import DamagedError, LockedError, UsageError
from policykb.search import Engine, Heading, IndexDocument, is_current, open_index, rebuild
from policykb.search.engine import LocalEngine

STATION = (
    "青岭县水产工作站补助办法\n一、总则\n对考核合格的工作站每年给予不低于8万元后补助。\n二、附则\n由县财政局负责解释。"
)
REPORT = "关于白河镇养殖情况的报告\n白河镇现有工作站12个，科技特派员3名。技工作业规范。"
ORDER = "云溪市禁渔通告\n根据云水字〔2021〕3号文件，四月至七月禁止捕捞。PM2.5监测与2021-05统计另行公布。"

DOCUMENTS = (
    IndexDocument(
        "a",
        "a.txt",
        STATION,
        "青岭县水产工作站补助办法",
        "青水发〔2022〕7号",
        ("青岭县水产局",),
        "2022-03-01",
        2022,
        "办法",
        "青岭县",
        (
            Heading(STATION.index("一、"), STATION.index("二、"), "一、", "总则"),
            Heading(STATION.index("二、"), len(STATION), "二、", "附则"),
        ),
        ("subsidy",),
    ),
    IndexDocument("b", "b.txt", REPORT, "关于白河镇养殖情况的报告", None, ("白河镇",), "2021-06-01", 2021, "报告"),
    IndexDocument("c", "c.txt", ORDER, "云溪市禁渔通告", "云政告〔2021〕1号", ("云溪市",), None, None, "通告"),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("kb") / "search"
    rebuild(folder, DOCUMENTS)
    opened = open_index(folder)
    yield opened
    opened.close()


def found(engine: Engine, query: str) -> list[str]:
    return [hit.id for hit in engine.search(query).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("工作站", ["a", "b"]),
        ("工作站 补贴", ["a"]),
        ("工作站補助", ["a"]),
        ("工作站 NOT 补助", ["b"]),
        ("工作站NOT补助", ["b"]),
        ("禁渔 OR 补助 NOT 工作站", ["c"]),
        ("(禁渔 OR 补助) AND 工作站", ["a"]),
        ("（禁渔 OR 补助） AND 工作站", ["a"]),
        ("NOT 工作站", ["c"]),
        ('"作站每年给"', ["a"]),
        ("“每年给予”", ["a"]),
        ('"特派"', ["b"]),
        ("科特派", ["b"]),
        ("title:补助", ["a"]),
        ("title：補助", ["a"]),
        ("title:(禁渔 OR 养殖)", ["c", "b"]),
        ("year:2021", ["b"]),
        ("year:2021..2022", ["a", "b"]),
        ("type:通告", ["c"]),
        ("kind:subsidy", ["a"]),
        ("region:青岭", ["a"]),
        ("issuer:水产局", ["a"]),
        ("number:青水发[2022]7号", ["a"]),
        ("number:青水发（2022）第07号", ["a"]),
        ("云水字2021年3号", ["c"]),
        ('"云水字［２０２１］３号"', ["c"]),
        ("2.5", ["c"]),
        ('"8万元"', ["a"]),
        ('"2021-05"', ["c"]),
    ],
)
def test_a_query_finds(engine: Engine, query: str, expected: list[str]) -> None:
    result = engine.search(query)
    assert sorted(hit.id for hit in result.hits) == sorted(expected)
    assert result.total == len(expected) and not result.relaxed


def test_a_number_is_not_found_inside_a_longer_one(tmp_path: Path) -> None:
    rebuild(tmp_path / "s", (IndexDocument("x", "x", "补助15万元。"), IndexDocument("y", "y", "补助115万元。")))
    engine = open_index(tmp_path / "s")
    assert found(engine, '"15万元"') == ["x"]
    cut_in_half = engine.search('"15万"')
    assert (cut_in_half.total, cut_in_half.relaxed) == (1, False)
    engine.close()


def test_where_nothing_has_all_the_words_some_are_enough(engine: Engine) -> None:
    result = engine.search("禁渔 补助")
    assert result.relaxed and {hit.id for hit in result.hits} == {"a", "c"}
    assert result.as_json()["relaxed"] is True


def test_a_question_ranks_by_its_words(engine: Engine) -> None:
    assert found(engine, "白河镇有多少名科技特派员？")[0] == "b"


def test_marks_are_whole_words_of_the_snippet(engine: Engine) -> None:
    (hit,) = engine.search("工作站 补贴").hits
    marked = [(s.section, s.text[a:b]) for s in hit.snippets for a, b in s.marks]
    assert ("一、", "工作站") in marked and ("一、", "补助") in marked
    (hit,) = engine.search('"作站每年"').hits
    assert [s.text[a:b] for s in hit.snippets for a, b in s.marks] == ["工作站每年"]


def test_the_json_is_what_the_interface_says(engine: Engine) -> None:
    result = engine.search("工作站", limit=1, facets=True).as_json()
    assert list(result) == ["query", "total", "truncated", "hits", "facets"]
    assert result["truncated"] is True and result["total"] == 2
    assert list(result["hits"][0]) == ["id", "source", "title", "doc_number", "issued_on", "score", "snippets"]
    assert list(result["hits"][0]["snippets"][0]) == ["text", "marks", "section"]
    assert result["facets"]["year"] == {"2021": 1, "2022": 1}
    assert result["facets"]["type"] == {"办法": 1, "报告": 1}


def test_pages_and_dates(engine: Engine) -> None:
    assert [hit.id for hit in engine.search("工作站 OR 禁渔", sort="newest").hits] == ["a", "b", "c"]
    assert [hit.id for hit in engine.search("工作站 OR 禁渔", sort="oldest").hits] == ["b", "a", "c"]
    second = engine.search("工作站 OR 禁渔", sort="newest", limit=1, offset=1)
    assert [hit.id for hit in second.hits] == ["b"] and second.truncated


@pytest.mark.parametrize(
    "query",
    [
        "",
        "。",
        "AND 甲",
        "甲 OR",
        "NOT",
        "title:",
        '"甲',
        "(甲",
        "year:去年",
        "甲 AND AND 乙",
        "(" * 500 + "甲" + ")" * 500,
    ],
)
def test_a_query_that_cannot_be_understood_says_so(engine: Engine, query: str) -> None:
    with pytest.raises(UsageError):
        engine.search(query)


def test_documents_come_change_and_go_while_a_reader_is_open(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    writer = open_index(folder, "w")
    reader = open_index(folder)
    assert reader.search("工作站").total == 0
    writer.add(DOCUMENTS)
    assert reader.search("工作站").total == 0
    writer.commit()
    assert reader.search("工作站").total == 2
    writer.add((IndexDocument("a", "a.txt", "改成别的内容"), IndexDocument("a", "a.txt", "又改成渔船检验")))
    writer.remove(("b", "unknown"))
    writer.commit()
    assert reader.search("工作站 OR 内容").total == 0
    assert found(reader, "渔船检验") == ["a"]
    writer.close()
    reader.close()


def test_what_was_not_committed_is_dropped(tmp_path: Path) -> None:
    writer = open_index(tmp_path / "s", "w")
    writer.add(DOCUMENTS)
    writer.close()
    again = open_index(tmp_path / "s", "w")
    again.add(DOCUMENTS[:1])
    again.commit()
    assert again.search("工作站").total == 1
    again.close()


def test_a_second_writer_is_turned_away(tmp_path: Path) -> None:
    first, second = open_index(tmp_path / "s", "w"), open_index(tmp_path / "s", "w")
    first.add(DOCUMENTS[:1])
    with pytest.raises(LockedError):
        second.add(DOCUMENTS[1:])
    first.commit()
    second.add(DOCUMENTS[1:])
    second.commit()
    assert second.search("工作站").total == 2
    first.close()
    second.close()


def test_a_stale_index_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "s"
    with pytest.raises(DamagedError):
        open_index(folder)
    rebuild(folder, DOCUMENTS)
    assert is_current(folder)
    monkeypatch.setattr("policykb.search.engine.made_by", lambda: "another version")
    assert not is_current(folder)
    with pytest.raises(DamagedError):
        open_index(folder)


def test_a_rebuild_that_fails_leaves_the_old_index(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    rebuild(folder, DOCUMENTS)

    def broken() -> Iterator[IndexDocument]:
        yield DOCUMENTS[0]
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        rebuild(folder, broken())
    engine = open_index(folder)
    assert engine.search("工作站").total == 2
    engine.close()


def test_a_reader_goes_over_to_a_rebuilt_index(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    rebuild(folder, DOCUMENTS)
    reader = open_index(folder)
    assert reader.search("工作站").total == 2
    folder.rename(tmp_path / "aside")
    assert reader.search("工作站").total == 2
    rebuild(folder, DOCUMENTS[1:])
    assert reader.search("工作站").total == 1
    assert [snippet.text for snippet in reader.search("工作站").hits[0].snippets]
    reader.close()


def test_reading_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    rebuild(folder, DOCUMENTS)
    before = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    reader = open_index(folder)
    assert reader.search("工作站").total == 2
    reader.close()
    after = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert {name: after.get(name) for name in before} == before


def test_a_commit_that_fails_lets_go_of_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = LocalEngine(tmp_path / "s", "w")
    engine.add(DOCUMENTS)

    def full(self: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr("policykb.search.whoosh._Writer._flush_segment", full)
        with pytest.raises(OSError, match="no space"):
            engine.commit()
    engine.add(DOCUMENTS)
    engine.commit()
    assert engine.search("工作站").total == 2
    engine.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("issued:2022", ["a"]),
        ("issued:2021-06..2022-03-01", ["a", "b"]),
        ("issued:..2021-12", ["b"]),
        ("水产*补助", ["a"]),
        ("科技?派员", ["b"]),
        ("title:白河*报告", ["b"]),
        ("云溪市禁鱼通告~", ["c"]),
        ("工作站 NOT 水产*办法", ["b"]),
        ("水产*禁渔", []),
    ],
)
def test_ranges_gaps_and_near_names(engine: Engine, query: str, found: list[str]) -> None:
    assert sorted(hit.id for hit in engine.search(query).hits) == found


def test_an_empty_result_says_what_was_understood_and_suggests_words(engine: Engine) -> None:
    result = engine.search("养殖 NOT 白河 issued:2021").as_json()
    assert result["total"] == 0 and result["understood"] == "(养殖 AND NOT 白河 AND issued:2021)"
    assert engine.search("养值").as_json()["suggestions"]["养值"] == ["养殖"]
