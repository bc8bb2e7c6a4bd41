"""The text of a bulletin as a web page, in the ways that government sites publish it.

*portal*: menus, breadcrumbs, an information line, share buttons, related links, a footer. *layout*: GB2312, tables for
layout, nothing but line breaks. *office*: saved from Word. *script*: the text is a string inside a script. *bare*:
paragraphs only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from pathlib import Path

from jianbao.record import Bulletin

from .writers import Writer

__all__ = ["STYLES", "write", "writer"]

STYLES = ("portal", "layout", "office", "script", "bare")


def writer(style: str) -> Writer:
    """Return what writes one page a bulletin in that style."""

    def write_all(bulletins: Mapping[str, Bulletin], folder: Path) -> dict[str, Path]:
        paths = {name: folder / f"{name}.html" for name in bulletins}
        for name, bulletin in bulletins.items():
            write(bulletin.text, paths[name], style)
        return paths

    return write_all


def write(text: str, path: Path, style: str = "portal") -> None:
    """Write ``text`` (a line a paragraph, tabs between the cells of tables) to the .html file ``path``."""
    lines = text.strip("\n").split("\n")
    page = {"portal": _portal, "layout": _layout, "office": _office, "script": _script, "bare": _bare}[style](lines)
    path.write_bytes(page.encode("gb18030" if style == "layout" else "utf-8"))


def _portal(lines: list[str]) -> str:
    links = "".join(f'<li><a href="/{i}.html">{name}</a></li>' for i, name in enumerate(("首页", "新闻", "政务公开")))
    related = "".join(f'<li><a href="/n{i}.html">某市召开第{i}次调度会，部署整改{i}件</a></li>' for i in range(1, 7))
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{escape(lines[0])}_某市人民政府</title>'
        '<script>var a = "<p>共收到举报件99件</p>";</script><style>p{margin:0}</style></head><body>'
        f'<div class="header"><ul class="nav">{links}</ul></div>'
        '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 正文</div>'
        f'<div class="main"><h1>{escape(lines[0])}</h1>'
        '<div class="info">来源：本网　浏览次数：<span id="hits">308</span>次　'
        "字号：[<a>大</a> <a>中</a> <a>小</a>]</div>"
        f'<div class="TRS_Editor" id="zoom">{"".join(_blocks(lines[1:]))}</div>'
        '<div class="share">分享到：<a>微信</a><a>微博</a></div>'
        '<div class="print"><a>打印本页</a> <a>关闭窗口</a></div>'
        f'<div class="relate"><h3>相关文章</h3><ul>{related}</ul></div></div>'
        '<div style="display:none">共收到举报件77件，其中来电70件。</div>'
        '<div class="footer"><p>版权所有：某市人民政府办公室　地址：某市人民路1号　电话：0000-0000000</p>'
        "<p>网站标识码0000000000　某ICP备00000000号　建议使用1024×768分辨率浏览本站。</p></div></body></html>"
    )


def _layout(lines: list[str]) -> str:
    parts: list[str] = []
    for is_table, group in _groups(lines):
        if is_table:
            parts.append(_table(group))
        else:
            parts += [f"&nbsp;&nbsp;&nbsp;&nbsp;{_escaped(line)}<br>\r\n" if line else "<br>\r\n" for line in group]
    menu = "".join(f"<tr><td><a href=#>栏目{i}</a></td></tr>" for i in range(1, 9))
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
        "<title>某市环保局</title></head>"
        "<BODY><table width=100%><tr><td colspan=2><a href=/>首页</a>|<a href=/a>机构</a>|<a href=/b>动态</a></td></tr>"
        f"<tr><td width=150 valign=top><table>{menu}</table></td><td><font size=3>{''.join(parts)}</font></td></tr>"
        "<tr><td colspan=2 align=center>主办：某市环保局　技术支持：某公司　您是第12345位访客</td></tr></table>"
        "</BODY></html>"
    )


def _office(lines: list[str]) -> str:
    body = "".join(
        f'<p class=MsoNormal style="text-indent:32.0pt"><span lang=EN-US>{piece}</span><o:p></o:p></p>'
        if not piece.startswith("<table")
        else piece
        for piece in _pieces(lines)
    )
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv=Content-Type'
        ' content="text/html; charset=utf-8">'
        "<!--[if gte mso 9]><xml><w:WordDocument>共1件</w:WordDocument></xml><![endif]-->"
        f"<style>/* 2件 */</style></head><body lang=ZH-CN><div class=WordSection1>{body}</div></body></html>"
    )


def _script(lines: list[str]) -> str:
    data = json.dumps({"title": lines[0], "id": 7, "content": "".join(_blocks(lines))})
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>某市</title></head><body><div id="app"></div>'
        f"<script>window.__STATE__ = {data.replace('</', '<' + chr(92) + '/')};</script></body></html>"
    )


def _bare(lines: list[str]) -> str:
    return f'<html><head><meta charset="utf-8"></head><body>{"".join(_blocks(lines))}</body></html>'


def _groups(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    for is_table, group in groupby(lines, key=lambda line: "\t" in line.strip()):
        yield is_table, list(group)


def _pieces(lines: list[str]) -> Iterator[str]:
    """Yield the paragraphs, escaped, and the tables."""
    for is_table, group in _groups(lines):
        if is_table:
            yield _table(group)
        else:
            yield from map(_escaped, group)


def _blocks(lines: list[str]) -> Iterator[str]:
    return (piece if piece.startswith("<table") else f"<p>　　{piece}</p>\n" for piece in _pieces(lines))


def _escaped(line: str) -> str:
    """Return a line as an editor saves it: a browser would make one blank of two."""
    return escape(line).replace("  ", "&nbsp; ")


def _table(rows: list[str]) -> str:
    cells = "".join(f"<tr>{''.join(f'<td><p>{escape(c)}</p></td>' for c in row.split(chr(9)))}</tr>" for row in rows)
    return f'<table border="1"><tbody>{cells}</tbody></table>'
