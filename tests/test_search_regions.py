from __future__ import annotations

import pytest

from policykb.search import region_of


@pytest.mark.parametrize(
    ("issuer", "region"),
    [
        ("青岭县水产局", "青岭县"),
        ("青岭省云溪市白河县人民政府", "青岭省云溪市白河县"),
        ("白河壯族自治區人民政府辦公廳", "白河壮族自治区"),
        ("中共青岭县委组织部", "青岭县"),
        ("国务院办公厅", "全国"),
        ("国家林业和草原局", "全国"),
        ("市场监督管理局", None),
        ("各市人民政府", None),
        ("城乡建设委员会", None),
        ("县农业农村局", None),
    ],
)
def test_an_issuer_is_of_a_place(issuer: str, region: str | None) -> None:
    assert region_of([issuer], None) == region


def test_a_title_counts_where_it_names_an_issuer() -> None:
    assert region_of([], "青岭县人民政府关于禁渔的通告") == "青岭县"
    assert region_of([], "青岭县禁渔取得成效") is None
    assert region_of(["云溪市水务局"], "青岭县人民政府关于禁渔的通告") == "云溪市"
