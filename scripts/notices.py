"""Notices made up for measuring: about four kilobytes each, every one different, the same for the same seed."""

from __future__ import annotations

import random

COUNTIES = [a + b for a in "东西南北上下青白松柳" for b in ("川县", "岭县", "湖市", "原旗", "溪区", "门县")]
BODIES = ["科学技术局", "农业农村局", "财政局", "发展和改革局", "人力资源和社会保障局", "教育局", "乡村振兴局"]
THINGS = ["工作站", "示范基地", "服务点", "合作社", "试验田", "培训班", "冷链仓库", "特色产业园", "农技推广站"]
CROPS = ["马铃薯", "燕麦", "肉牛", "食用菌", "中药材", "杂粮", "蔬菜", "奶山羊"]
STEPS = ["总体要求", "主要任务", "支持政策", "组织保障", "实施步骤", "工作措施"]
UNITS = ["家", "个", "处", "名", "项"]
SENTENCES = [
    "到{year}年底，全县新建{thing}{n}{unit}以上，带动{crop}种植户{m}户增收",
    "对评估优秀的{thing}按年度给予不低于{n}万元的补助",
    "每年举办{crop}技术培训{n}期，培训农民{m}人次左右",
    "{body}要会同有关部门制定{thing}建设标准，并于{year}年{month}月底前报县政府",
    "鼓励企业和科研院所在{county}共建{crop}{thing}，单个项目补助最高不超过{n}万元",
    "各乡镇应当建立{thing}台账，每季度向{body}报送进展情况",
    "目前全县已有{thing}{n}{unit}，{crop}面积达到{m}亩",
    "力争{year}年{crop}良种覆盖率达到{p}%",
    "不得虚报、冒领、挪用{thing}建设资金",
    "支持{thing}与{crop}龙头企业开展长期合作，完善利益联结机制，健全服务网络，提升服务水平",
]


def notice(number: int, seed: int = 0) -> str:
    """The n-th notice as plain text."""
    pick = random.Random(seed * 1_000_003 + number)
    county, body, crop = pick.choice(COUNTIES), pick.choice(BODIES), pick.choice(CROPS)
    year = pick.randint(2016, 2025)
    title = f"{county}{body}关于做好{crop}{pick.choice(THINGS)}建设工作的通知"
    lines = [title, f"{county[:2]}发〔{year}〕{number % 400 + 1}号", "各乡镇人民政府，县直有关单位："]
    lines.append(f"　　为推动{crop}产业发展，现将有关事项通知如下。")
    for place, step in enumerate(pick.sample(STEPS, 5)):
        lines.append(f"　　{'一二三四五'[place]}、{step}")
        for item in range(3):
            words = [_sentence(pick, year) for _ in range(2 + item % 2)]
            lines.append(f"　　（{'一二三'[item]}）{'；'.join(words)}。")
    lines += [county + body, f"{year}年{pick.randint(1, 12)}月{pick.randint(1, 28)}日"]
    return "\n".join(lines) + "\n"


def _sentence(pick: random.Random, year: int) -> str:
    return pick.choice(SENTENCES).format(
        year=year + pick.randint(0, 3),
        month=pick.randint(1, 12),
        thing=pick.choice(THINGS),
        crop=pick.choice(CROPS),
        unit=pick.choice(UNITS),
        body=pick.choice(BODIES),
        county=pick.choice(COUNTIES),
        n=pick.randint(2, 90),
        m=pick.randint(100, 9000),
        p=pick.randint(60, 98),
    )


def query(number: int, seed: int = 0) -> str:
    """The n-th query: one word, two words, or a phrase, all of which stand in some notices."""
    pick = random.Random(seed * 7919 + number)
    one, two = pick.choice(THINGS), pick.choice(CROPS)
    return (one, f"{two} {one}", f'"{two}{one}"', f"{pick.choice(COUNTIES)} {one}")[number % 4]
