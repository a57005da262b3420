from __future__ import annotations

import logging
import sys

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.search import analysis

TRADITIONAL = opencc.OpenCC("s2t")
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
TEXT = st.text(
    st.one_of(HAN, st.sampled_from("补助工作站科技特派员县 　\n\t，。（）〔〕[]2021年第号0AbＢ１.,-")), max_size=60
)

# Runs of official prose, made up, in which a dictionary and guessing both have work to do.
RUNS = (
    "青岭县科学技术协会组织科技特派员下沉基层一线开展技术服务",
    "对考核优秀的水产工作站按年度给予后补助支持",
    "各乡镇人民政府要压实禁渔期巡查责任严禁电鱼毒鱼炸鱼",
    "由县农业农村局会同财政局研究制定冷链物流设施奖补办法",
    "嘎查村集体经济合作社苏木乡镇综合保障和技术推广中心",
    "白河镇张桂兰等三人拟认定为乡土能人特此公示",
    "城乡居民基本医疗保险参保缴费宣传动员",
    "长护险失能等级评估复评申请表",
)


@pytest.mark.parametrize("run", RUNS)
def test_the_cutting_agrees_with_jieba(run: str) -> None:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    assert analysis.cut(run) == list(jieba.cut(run))
    searched = [part for word in analysis.cut(run) for part in (*analysis.subwords(word), word)]
    assert sorted(searched) == sorted(jieba.cut_for_search(run))


def test_jieba_stands_in_where_rjieba_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "，".join(RUNS)
    words, parts = analysis.words(text), analysis.subwords("中华人民共和国")
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "rjieba", None)
        analysis._cutter.cache_clear()
        analysis.subwords.cache_clear()
        assert (analysis.words(text), analysis.subwords("中华人民共和国")) == (words, parts)
    analysis._cutter.cache_clear()
    analysis.subwords.cache_clear()


@pytest.mark.parametrize(
    "written",
    [
        "青水发〔2021〕7号",
        "青水发[2021]7号",
        "青水发（2021）第07号",
        "青水发【２０２１】007号",
        "青水发2021年7号",
        "青水發〔2021〕 7 號",
    ],
)
def test_a_number_has_one_form_however_it_is_written(written: str) -> None:
    assert analysis.words(written)[-1] == "〔2021〕7号"
    assert analysis.one_form(written) == "青水发〔2021〕7号"


def test_runs_of_letters_and_digits_are_cut_here() -> None:
    assert analysis.words("PM2.5共1,200台，2021-05") == ["pm", "2.5", "共", "1200", "台", "2021", "05"]
    assert analysis.squeeze("New York 2021-05，补助 15 万元") == "new york 2021 05补助15万元"


def test_positions_count_words_without_gaps() -> None:
    tokens = analysis.tokens("补助，\n\n工作站（2021年）")
    assert [token.position for token in tokens] == list(range(len(tokens)))


@given(TEXT)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(analysis.fold(text)) == len(text)


@given(TEXT)
def test_folding_once_is_enough(text: str) -> None:
    assert analysis.fold(analysis.fold(text)) == analysis.fold(text)


@given(TEXT)
def test_tokens_stand_where_they_say(text: str) -> None:
    folded = analysis.fold(text)
    place = 0
    for token in analysis.tokens(text):
        assert place <= token.start < token.end <= len(text)
        if token.text.isalpha():
            assert folded[token.start : token.end] == token.text
        place = token.end


@given(TEXT)
def test_a_squeezed_text_knows_its_places(text: str) -> None:
    squeezed, places = analysis.squeezed(text)
    assert len(places) == len(squeezed) + 1 and places == sorted(places)
    read = analysis.analyse(text)
    assert read.squeezed == squeezed
    assert read.words == [token.text for token in analysis.tokens(text)]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(RUNS), min_size=1, max_size=3))
def test_both_scripts_give_the_same_words(parts: list[str]) -> None:
    text = "，".join(parts)
    assert analysis.words(TRADITIONAL.convert(text)) == analysis.words(text)
