"""Laws of searching, over documents made up from sentences."""

from __future__ import annotations

from functools import cache

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.search import Engine, IndexDocument, analysis, open_index, rebuild

SENTENCES = (
    "对考核优秀的水产工作站按年度给予不低于8万元后补助。",
    "县财政局负责拨付冷链物流设施奖补资金，每平方米补助120元。",
    "各乡镇应当于6月底前报送农村科普示范基地建设情况。",
    "禁渔期内严禁电鱼、毒鱼、炸鱼，违者处500元以上2000元以下罚款。",
    "根据青水发〔2021〕7号文件，选派科技特派员30名下沉基层一线。",
    "嘎查村要建立农技员服务台账，定期开展技术培训。",
    "符合条件的失业人员可以申领临时生活补助金，每人每月600元。",
    "本办法自2022年3月1日起施行，有效期5年。",
    "老旧小区改造由住房城乡建设局牵头，发展改革委配合。",
    "PM2.5浓度控制在35微克以内，完成秸秆综合利用率90%。",
    "组织科技工作者深入脱贫村开展科技志愿服务不少于12次。",
    "新能源汽车充电桩每千瓦奖励200元，同一企业最高不超过50万元。",
)
QUERY_WORDS = ("补助", "工作站", "科技特派员", "县", "6月", "严禁", "奖励", "服务", "2021", "农技员", "充电桩", "科技")
COUNT = 40


def body(number: int) -> str:
    """Some sentences, another choice for each number."""
    chosen = [sentence for index, sentence in enumerate(SENTENCES) if (number * 7 + index * index) % 5 < 2]
    return "\n".join(chosen or SENTENCES[:1])


BODIES = {f"d{number:02}": body(number) for number in range(COUNT)}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("laws") / "search"
    rebuild(folder, (IndexDocument(doc_id, f"{doc_id}.txt", text) for doc_id, text in BODIES.items()))
    return open_index(folder)


@cache
def converter(way: str) -> opencc.OpenCC:
    return opencc.OpenCC(way)


def ids(engine: Engine, query: str) -> list[str]:
    return [hit.id for hit in engine.search(query, limit=COUNT).hits]


@settings(deadline=None, max_examples=50)
@given(
    query=st.lists(st.sampled_from(QUERY_WORDS), min_size=1, max_size=3), way=st.sampled_from(["s2t", "s2tw", "s2hk"])
)
def test_both_scripts_find_the_same(engine: Engine, query: list[str], way: str) -> None:
    text = " ".join(query)
    assert ids(engine, converter(way).convert(text)) == ids(engine, text)


@settings(deadline=None, max_examples=50)
@given(data=st.data(), doc_id=st.sampled_from(sorted(BODIES)))
def test_a_phrase_at_the_borders_of_words_finds_its_document(engine: Engine, data: st.DataObject, doc_id: str) -> None:
    tokens = analysis.tokens(BODIES[doc_id])
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first, min(len(tokens) - 1, first + 8)))
    phrase = BODIES[doc_id][tokens[first].start : tokens[last].end]
    result = engine.search(f'"{phrase}"', limit=COUNT)
    assert doc_id in [hit.id for hit in result.hits] and not result.relaxed


@settings(deadline=None, max_examples=50)
@given(data=st.data(), doc_id=st.sampled_from(sorted(BODIES)))
def test_any_piece_of_a_text_finds_its_document(engine: Engine, data: st.DataObject, doc_id: str) -> None:
    text = BODIES[doc_id]
    start = data.draw(st.integers(0, len(text) - 2))
    piece = text[start : start + data.draw(st.integers(2, 20))]
    if analysis.squeeze(piece):
        assert doc_id in ids(engine, f'"{piece}"')


@settings(deadline=None, max_examples=50)
@given(
    wanted=st.sampled_from(QUERY_WORDS),
    unwanted=st.text(st.sampled_from("补助工作站科技特派员农"), min_size=1, max_size=4),
)
def test_not_never_leaks(engine: Engine, wanted: str, unwanted: str) -> None:
    result = engine.search(f"{wanted} NOT {unwanted}", limit=COUNT)
    assert all(unwanted not in BODIES[hit.id] for hit in result.hits)


@settings(deadline=None, max_examples=50)
@given(words=st.lists(st.sampled_from(QUERY_WORDS), min_size=2, max_size=3, unique=True))
def test_and_or_not_are_sets(engine: Engine, words: list[str]) -> None:
    each = [set(ids(engine, word)) for word in words]
    both = engine.search(" AND ".join(words), limit=COUNT)
    assert both.relaxed or {hit.id for hit in both.hits} == set.intersection(*each)
    assert set(ids(engine, " OR ".join(words))) == set.union(*each)
    assert set(ids(engine, f"NOT {words[0]}")) == set(BODIES) - each[0]


@settings(deadline=None, max_examples=50)
@given(word=st.sampled_from(QUERY_WORDS))
def test_what_is_marked_is_whole_words_that_were_found(engine: Engine, word: str) -> None:
    for hit in engine.search(word, limit=COUNT).hits:
        for snippet in hit.snippets:
            assert snippet.text in BODIES[hit.id]
            borders = {0, len(snippet.text)}
            borders.update(place for token in analysis.tokens(snippet.text) for place in (token.start, token.end))
            assert all(start in borders and end in borders for start, end in snippet.marks)


def test_ties_are_in_the_order_of_the_ids(engine: Engine) -> None:
    hits = engine.search("补助", limit=COUNT).hits
    assert [hit.id for hit in hits] == [hit.id for hit in sorted(hits, key=lambda hit: (-hit.score, hit.id))]
    assert len({hit.score for hit in hits}) < len(hits)


def test_paging_goes_through_all_the_hits(engine: Engine) -> None:
    whole = ids(engine, "补助 OR 服务")
    pages = [
        hit.id for offset in range(0, COUNT, 3) for hit in engine.search("补助 OR 服务", limit=3, offset=offset).hits
    ]
    assert pages == whole
