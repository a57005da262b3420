"""Decoding: the encoding is told from what comes out, and no damage ends the reading."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.errors import UnreadableError
from policykb.readers.encoding import decode, share_expected

HANS = """关于做好禾川县农村电商服务站建设工作的通知
各乡镇人民政府，县直有关单位：
为推动农产品上行，经县政府同意，2023年在全县建设村级电商服务站60个，其中示范站不少于12个。现将有关事项通知如下。
一、总体要求
坚持政府引导、市场运作，优先在脱贫村布点，力争到2024年底实现服务覆盖所有行政村，年网络零售额突破1.5亿元。
二、补助标准
对验收合格的服务站，每个给予一次性补助3万元；对年销售额达到50万元的示范站，再奖励2万元。资金由县财政列支。
三、工作步骤
（一）申报阶段（4月1日至4月20日）。各乡镇择优推荐，报县商务局汇总。
（二）建设阶段（5月至10月）。县商务局会同农业农村局每月调度一次进度，确保按期完成。
联系人：陈明，电话：0000-1234567。
禾川县人民政府办公室
2023年3月15日
"""
HANT = """澤南市政府農業局補助青年農民購置農機具作業要點
一、為鼓勵青年從事農業，減輕購置農機具之負擔，提升經營效率，特訂定本要點。
二、補助對象：設籍本市且實際從事農業生產，年齡在十八歲以上四十五歲以下者。
三、補助標準：每臺農機具補助購置金額百分之四十，每人每年最高新臺幣十五萬元整。
四、申請人應於每年三月一日至四月三十日檢附申請書、身分證影本及估價單，向所在地區公所提出申請，逾期不予受理。
五、經核定補助者，應於核定之日起六個月內完成採購，並檢據送本局核銷。
"""
ENCODINGS = {
    "utf-8": ("utf-8", b"", HANS),
    "gb18030": ("gb18030", b"", HANS),
    "big5": ("big5hkscs", b"", HANT),
    "utf-16-le with a mark": ("utf-16-le", b"\xff\xfe", HANS),
    "utf-16-le": ("utf-16-le", b"", HANS),
    "utf-16-be": ("utf-16-be", b"", HANT),
}
ASCII_HEAD = "<!-- page template, version 4: header, navigation, styles -->\n" * 66


def samples() -> Iterator[tuple[str, str, bytes]]:
    """Encodings, the true codec, and bytes: whole, cut off, with flipped bits, a byte short, behind 4 KB of ASCII."""
    dice = random.Random(20230315)
    for name, (codec, mark, text) in ENCODINGS.items():
        for start in range(0, 240, 30):
            body = text[start:].encode(codec)
            raw = mark + body
            yield name, codec, raw
            yield name, codec, raw[:301]
            flipped = bytearray(raw)
            for place in dice.sample(range(len(mark), len(raw)), max(1, len(raw) // 400)):
                flipped[place] ^= 1 << dice.randrange(8)
            yield name, codec, bytes(flipped)
            gone = dice.randrange(len(mark), len(raw))
            yield name, codec, raw[:gone] + raw[gone + 1 :]
            yield name, codec, mark + ASCII_HEAD.encode(codec) + body


def test_at_least_99_of_100_damaged_samples_are_read_in_their_own_encoding() -> None:
    outcomes = [(name, decode(raw).encoding == codec) for name, codec, raw in samples()]
    wrong = [name for name, right in outcomes if not right]
    assert len(outcomes) == 240
    assert len(wrong) * 100 <= len(outcomes), wrong


@pytest.mark.parametrize("name", ENCODINGS)
def test_sound_text_comes_back_whole(name: str) -> None:
    codec, mark, text = ENCODINGS[name]
    read = decode(mark + text.encode(codec))
    assert (read.text, read.encoding, read.issues) == (text, codec, ())


def test_a_mark_at_the_beginning_is_left_out() -> None:
    assert decode(b"\xef\xbb\xbf" + "通知".encode()).text == "通知"


def test_a_declared_encoding_that_lies_is_not_believed() -> None:
    assert decode(HANS.encode("gb18030"), "utf-8").text == HANS
    assert decode(HANS.encode("utf-8"), "gb2312").text == HANS


def test_a_declared_encoding_is_asked_where_no_known_one_fits() -> None:
    text = "Приказ о выделении субсидий сельским кооперативам на 2023 год"
    assert decode(text.encode("koi8-r"), "koi8-r").text == text


def test_two_characters_that_make_valid_utf8_are_still_gbk() -> None:
    assert decode("联通".encode("gbk")).text == "联通"


def test_a_character_cut_off_at_the_end_is_reported_and_nothing_else_is_lost() -> None:
    read = decode(HANS.encode()[:-2])
    assert read.text.startswith(HANS[:-2])
    assert [issue.kind for issue in read.issues] == ["undecodable"]


def test_each_loss_is_reported_at_its_place() -> None:
    first, second, third = (part.encode() for part in (HANS[:90], HANS[90:200], HANS[200:]))
    read = decode(first + b"\xff" + second + b"\xfe\xff" + third)
    assert [issue.span.cut(read.text) for issue in read.issues if issue.span] == ["\ufffd", "\ufffd\ufffd"]
    assert read.text.replace("\ufffd", "") == HANS


def test_one_file_in_two_encodings_is_read_line_by_line() -> None:
    lines = HANS.splitlines()
    raw = b"\n".join(line.encode("gb18030" if number % 3 == 1 else "utf-8") for number, line in enumerate(lines))
    read = decode(raw)
    assert read.text == "\n".join(lines)
    assert {issue.kind for issue in read.issues} == {"mixed_encoding"}
    assert all(issue.span and issue.span.cut(read.text).strip() in lines for issue in read.issues)


def test_a_page_in_one_line_with_its_body_in_another_encoding_is_read_between_the_tags() -> None:
    head, body = "<html><title>禾川县农业农村局</title><body>", "<p>现将名单予以公布。</p><p>请按时领取补助资金。</p>"
    assert decode(head.encode() + body.encode("gb18030") + HANS.encode()).text == head + body + HANS


def test_utf8_lines_in_a_gbk_file_are_found_although_they_decode() -> None:
    lines = HANS.splitlines()
    raw = b"\n".join(line.encode("utf-8" if number == 4 else "gb18030") for number, line in enumerate(lines))
    assert decode(raw).text == "\n".join(lines)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_after_a_lost_byte_utf16_is_read_on_in_step(codec: str) -> None:
    raw = HANS.encode(codec)
    read = decode(raw[:401] + raw[402:])
    assert read.text[:199] == HANS[:199]
    assert read.text.endswith(HANS[203:])
    assert "lost_bytes" in {issue.kind for issue in read.issues}


def test_rubbish_is_refused_in_one_line() -> None:
    with pytest.raises(UnreadableError, match=r"^[^\n]+$"):
        decode(bytes(random.Random(1).randrange(128, 256) for _ in range(4000)))


def test_latin_text_with_a_few_letters_beyond_ascii_is_kept() -> None:
    assert decode("Subsidies for the Café cooperative, façade works and more".encode("cp1252")).text.startswith(
        "Subsidies"
    )


def test_many_losses_are_counted_not_listed() -> None:
    raw = b"".join("站".encode() * 20 + b"\xff" for _ in range(500))
    assert len(decode(raw).issues) == 51


def test_the_share_of_expected_characters_tells_text_from_misread_text() -> None:
    assert share_expected(HANS) > 0.95
    assert share_expected(HANT) > 0.95
    assert share_expected(HANS.encode().decode("gb18030", "replace")) < 0.3
    assert share_expected(HANS.encode("gb18030").decode("big5hkscs", "replace")) < 0.3


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_the_one_error(data: bytes) -> None:
    try:
        read = decode(data)
    except UnreadableError:
        return
    assert all(issue.span is None or issue.span.end <= len(read.text) for issue in read.issues)


@settings(max_examples=100, deadline=None)
@given(st.text("禾川县农村电商服务站建设工作，。一二三abc123\n", min_size=1, max_size=200))
def test_what_is_valid_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()).text == text
