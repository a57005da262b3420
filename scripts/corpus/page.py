"""Drafts as web pages, with the site around them, and as saved .mhtml."""

from __future__ import annotations

from html import escape

from .draft import Grid, Line

SITE = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>{title}_{site}</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{published}">
<meta name="ContentSource" content="{source}"><script>var visits = 0;</script>
<style>.nav a {{ padding: 4px; }}</style></head>
<body><div class="header"><a href="/">{site}</a></div>
<ul class="nav"><li><a href="/zw">政务公开</a></li>
<li><a href="/fw">办事服务</a></li><li><a href="/hd">互动交流</a></li></ul>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt;
<a href="/zw">政务公开</a> &gt; <a href="/zw/wj">文件</a></div>
{header}<h1>{title}</h1>
<div class="info">发布时间：{published} 来源：{source} 浏览次数：<span id="hits">128</span>
字号：[大 中 小] 打印 关闭</div>
<div class="article" id="zoom">
{body}
</div>
<div class="share">分享到：微信 微博</div>
<div class="footer">主办：{site}编辑部 网站标识码：3600000099 备案号：宁ICP备20240001号</div>
</body></html>
"""


def page(parts: list[Line | Grid], facts: dict[str, str]) -> str:
    """A page of an invented site. `facts`: site, published, source; further keys become the page's own header table."""
    titles = [part.text for part in parts if isinstance(part, Line) and part.style == "title"]
    first = next(n for n, part in enumerate(parts) if isinstance(part, Line) and part.style == "title")
    body = [part for n, part in enumerate(parts) if n != first]
    known = ("site", "published", "source")
    rows = "".join(f"<tr><td>{escape(k)}：</td><td>{escape(v)}</td></tr>" for k, v in facts.items() if k not in known)
    return SITE.format(
        title=escape(titles[0]),
        site=escape(facts["site"]),
        published=facts["published"],
        source=escape(facts["source"]),
        header=f'<table class="head">{rows}</table>' if rows else "",
        body="\n".join(_table(part) if isinstance(part, Grid) else _line(part) for part in body),
    )


def _line(line: Line) -> str:
    align = {"right": "right", "body": "", "auto1": "", "auto2": "", "auto3": ""}.get(line.style, "center")
    style = f' style="text-align:{align}"' if align else ""
    indent = "" if align else "&emsp;&emsp;"
    return f"<p{style}>{indent}{escape(line.text)}</p>"


def _table(grid: Grid) -> str:
    rows: list[list[str]] = [[] for _ in grid.rows]
    for cell in grid.cells():
        reach = (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "") + (
            f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        )
        rows[cell.row].append(f"<td{reach}><p>{escape(cell.text).replace(chr(10), '<br>')}</p></td>")
    return '<table border="1">' + "\n".join("<tr>" + "".join(row) + "</tr>" for row in rows) + "</table>"


def mhtml(html: str) -> bytes:
    """The page as a browser saves it in one file."""
    from email.generator import BytesGenerator
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText
    from io import BytesIO

    saved = MIMEMultipart("related", boundary="----saved-page", type="text/html")
    saved["From"] = "<Saved by a browser>"
    saved["Snapshot-Content-Location"] = "http://www.example.org/notice.html"
    saved["Subject"] = "notice"
    saved.attach(MIMEText(html, "html", "utf-8"))
    out = BytesIO()
    BytesGenerator(out).flatten(saved)
    return out.getvalue()
