"""Web pages give the text that was published, and nothing of the site around it."""

from __future__ import annotations

import base64
import json
import quopri

import pytest

from jianbao.errors import DamagedFile, EmptyFile, LimitExceeded
from jianbao.readers import Limits, read_bytes

SENTENCE = "6月7日，督察组向青山市转办第2批信访件20件，其中来电12件、来信8件。"
CLOSING = "以上信访件均已转交有关县区办理，办理情况将向社会公开。"
FOOTER = (
    "<div class=foot><p>主办：青山市人民政府办公室　地址：青山市人民路1号</p>"
    "<p>版权所有：青山市人民政府　网站标识码0000000000　某ICP备00000000号，建议使用分辨率浏览本站，谢谢。</p></div>"
)
MENU = "<ul><li><a href=/>首页</a></li><li><a href=/a>政务公开</a></li><li><a href=/b>办事服务</a></li></ul>"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def lines(html: str | bytes) -> list[str]:
    data = html if isinstance(html, bytes) else html.encode()
    return [line.strip("　 ") for line in read_bytes(data, "页.html").raw.string.splitlines() if line.strip("　 ")]


def test_menus_breadcrumbs_buttons_and_footers_are_left_out() -> None:
    body = (
        f'<div id="header"><img src=logo.png>{MENU}</div>'
        "<div>您当前的位置：<a href=/>首页</a> &gt; <a href=/a>公开</a></div>"
        "<div class=wrap><h1>青山市收到第2批信访件</h1><div>日期：2024-06-08　浏览次数：31　【字号：大 中 小】</div>"
        f"<div class=article><p>{SENTENCE}</p><p>{CLOSING}</p></div><div>【打印本页】【关闭窗口】</div>"
        "<div>上一篇：<a href=/1>青山市召开会议，研究部署整改工作。</a></div><div>（责任编辑：王小明）</div>"
        "<div class=bdsharebuttonbox>分享到：<a>微信</a></div></div>" + FOOTER
    )
    title = "<title>青山市收到第2批信访件_青山市人民政府网</title>"
    assert lines(page(body, title)) == ["青山市收到第2批信访件", SENTENCE, CLOSING]


def test_a_short_notice_outweighs_a_long_footer() -> None:
    body = f"{MENU}<div><div><p>青山市今日收到信访件3件，均为来电。</p></div></div>{FOOTER * 3}"
    assert lines(page(body)) == ["青山市今日收到信访件3件，均为来电。"]


TABLE = (
    "<table><tr><td>县区</td><td>转办</td><td>办结</td></tr><tr><td>甲县</td><td>12</td><td>9</td></tr>"
    "<tr><td>乙县</td><td>8</td><td>8</td></tr></table>"
)
ROWS = ["县区\t转办\t办结", "甲县\t12\t9", "乙县\t8\t8"]


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=TRS_Editor><p>{SENTENCE}</p><div style='overflow:auto'>{TABLE}</div></div>",
        f"<div><div><p>{SENTENCE}</p></div><div>{TABLE}</div></div>",
        f"<table width=100%><tr><td>{MENU}</td><td><p>{SENTENCE}</p>{TABLE}</td></tr></table>",
        f"<form><div>{SENTENCE}{TABLE}</div></form>",
    ],
)
def test_sentence_and_table_come_together(body: str) -> None:
    assert lines(page(f"{MENU}{body}{FOOTER}")) == [SENTENCE, *ROWS]


def test_a_page_of_a_table_alone() -> None:
    assert lines(page(f"{MENU}<div><h2>办理情况表</h2>{TABLE}</div>{FOOTER}")) == ["办理情况表", *ROWS]


def test_merged_cells_and_captions() -> None:
    table = (
        "<table><caption>进度表（单位：件）</caption><thead><tr><th rowspan=2>县区</th><th colspan=2>转办</th></tr>"
        "<tr><th>来电</th><th>来信</th></tr></thead><tbody><tr><td><p>甲县</p></td><td><p>1</p></td><td><p>2</p></td></tr>"
        "<tr><td>合计</td><td colspan='2'>3</td></tr></tbody></table>"
    )
    assert lines(page(table)) == ["进度表（单位：件）", "转办", "县区\t来电\t来信", "甲县\t1\t2", "合计\t3"]


def test_hidden_things_are_not_read() -> None:
    body = (
        f"<p>{SENTENCE}</p><p style='display: none'>共9件，隐藏。</p><p hidden>共8件，隐藏。</p>"
        "<script>'共7件，脚本。'</script><noscript>共6件，请启用脚本。</noscript><!-- 共5件，注释。 -->"
        "<textarea>共4件，草稿。</textarea><select><option>共3件</option></select><template>共2件</template>"
        "<p>甲<span style='visibility:hidden'>乙</span><rt>bǐng</rt>丁<del>戊</del></p>"
        "<p style='font-size:0px'>共1件，无字号。</p><p style='font-size:0.8em'>小字。</p>"
    )
    assert lines(page(body)) == [SENTENCE, "甲丁", "小字。"]


def test_links_inside_sentences_stay() -> None:
    linked = "青山县<a href=/x>县委书记</a><a href=/y>王小明</a>到<a>甲镇</a>调研，实地察看了乙村污水处理站建设情况。"
    bare = "青山县县委书记王小明到甲镇调研，实地察看了乙村污水处理站建设情况。"
    assert lines(page(f"<p>{linked}</p><p>附件：<a href=x.docx>公开情况一览表.docx</a></p>")) == [
        bare,
        "附件：公开情况一览表.docx",
    ]


def test_related_articles_are_left_out_with_their_abstracts() -> None:
    related = "<div class='related-list'><h3>相关阅读</h3><p>乙市昨日收到信访件99件，已全部转办。</p></div>"
    assert lines(page(f"<div><div>{'<p>' + SENTENCE + '</p>'}<p>{CLOSING}</p></div>{related}</div>")) == [
        SENTENCE,
        CLOSING,
    ]


def test_what_calls_itself_print_but_holds_the_text_is_the_text() -> None:
    assert lines(page(f"{MENU}<div id=print class=footer><p>{SENTENCE}</p><p>{CLOSING}</p></div>{FOOTER}")) == [
        SENTENCE,
        CLOSING,
    ]


def test_the_card_of_a_document_is_left_out() -> None:
    card = "<table><tr><td>索 引 号：</td><td>A/2024-9</td><td>主题分类：</td><td>环保</td></tr>"
    card += "<tr><td>发布机构：</td><td>青山市环保局</td><td>成文日期：</td><td>2024-06-08</td></tr></table>"
    assert lines(page(f"{card}<div><p>{SENTENCE}</p></div>")) == [SENTENCE]


def test_line_breaks_are_lines_and_line_ends_are_not() -> None:
    body = "<div>&nbsp;&nbsp;青山市收到\n  信访件20件，<br>\r\n　　均已\n转办。<br/><br>PM2.5\nlevels</div>"
    assert read_bytes(page(body).encode(), "页.html").raw.string.splitlines() == [
        "\u00a0\u00a0青山市收到信访件20件，",
        "　　均已转办。",
        "",
        "PM2.5 levels",
    ]


def test_preformatted_text_keeps_its_lines() -> None:
    assert lines(page("<pre>县区    件数\n甲县    12\n</pre>")) == ["县区    件数", "甲县    12"]


def test_ordered_lists_show_their_numbers() -> None:
    body = "<ol><li>第一项，整改。<li>3家企业，整改。</ol>"
    body += "<ol start=4 style='list-style-type:cjk-ideographic'><li><p>第四项，整改。</p></ol>"
    assert lines(page(body + "<ul><li>无号，整改。</ul>")) == [
        "1.第一项，整改。",
        "2.\t3家企业，整改。",
        "四、第四项，整改。",
        "无号，整改。",
    ]


def test_marks_of_notes_are_no_digits() -> None:
    assert lines(page("<p>共12件<sup>[1]</sup>，面积3m<sup>2</sup>，浓度10<sup>-6</sup>。</p>")) == [
        "共12件，面积3m2，浓度10-6。"
    ]


UNDECLARED = f"<html><body><p>{SENTENCE}</p><p>{CLOSING}</p></body></html>"
DECLARED = UNDECLARED.replace("<body>", "<meta http-equiv='Content-Type' content='text/html; charset={}'><body>")
BIG5 = "<html><body><p>六月七日，督察組向青山市轉辦信訪件二十件，均已轉交辦理。</p></body></html>"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (UNDECLARED, "utf-8"),
        (UNDECLARED, "gb18030"),
        (UNDECLARED, "utf-16"),
        (UNDECLARED, "utf-8-sig"),
        (BIG5, "big5"),
        (DECLARED.format("gb2312"), "gbk"),
        (DECLARED.format("GBK"), "gbk"),
        (DECLARED.format("gb2312"), "utf-8"),
        (DECLARED.format("utf-8"), "gb18030"),
        (DECLARED.format("iso-8859-1"), "gb18030"),
        (DECLARED.format("no-such-charset"), "gb18030"),
        (BIG5.replace("<body>", "<meta charset=big5><body>"), "big5"),
    ],
)
def test_encodings(text: str, encoding: str) -> None:
    expected = [SENTENCE, CLOSING] if SENTENCE in text else ["六月七日，督察組向青山市轉辦信訪件二十件，均已轉交辦理。"]
    # A page is mostly markup: the encoding is seen in what little text there is.
    padding = "<style>" + "p { margin: 0 } " * 2_000 + "</style>"
    assert lines(text.replace("<html>", "<html>" + padding).encode(encoding)) == expected


def test_numeric_references_are_characters() -> None:
    assert lines(page("<p>&#38738;&#x5c71;市收到信访件&middot;共&#49;2件，均已转办。</p>")) == [
        "青山市收到信访件·共12件，均已转办。"
    ]


@pytest.mark.parametrize("escaped", [True, False])
def test_a_page_built_by_a_script_gives_the_text_in_it(escaped: bool) -> None:
    data = json.dumps({"id": 5, "content": f"<p>{SENTENCE}</p><p>{CLOSING}</p>"}, ensure_ascii=escaped)
    body = f"<div id=app>加载中</div><script>window.DATA = {data.replace('</', '<' + chr(92) + '/')};</script>"
    assert lines(page(body)) == [SENTENCE, CLOSING]


def test_saved_pages_are_read() -> None:
    html = page(f"<p>{SENTENCE}</p>").replace("utf-8", "gb2312").encode("gb18030")
    for name, packed in (("quoted-printable", quopri.encodestring(html)), ("base64", base64.encodebytes(html))):
        mail = (
            "From: <Saved>\r\nSubject: =?utf-8?B?6Z2S?=\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b"\r\n\r\n----b\r\n'
            f"Content-Type: text/html\r\nContent-Transfer-Encoding: {name}\r\n\r\n"
        )
        data = mail.encode() + packed + b"\r\n----b\r\nContent-Type: image/png\r\n\r\nxx\r\n----b--\r\n"
        document = read_bytes(data, "页.doc")
        assert (document.media_type, document.text.string) == ("multipart/related", SENTENCE)


def test_tags_that_are_never_closed_lose_nothing() -> None:
    body = f"<p>{SENTENCE}</p>" + "<font><span>" * 400 + f"<p>{CLOSING}</p>"
    assert lines(page(body)) == [SENTENCE, CLOSING]


@pytest.mark.parametrize(
    ("data", "error", "cause"),
    [
        (page("").encode(), EmptyFile, "no text"),
        (page("<script>alert(1)</script>").encode(), EmptyFile, "no text"),
        (("<html>" + "<div>" * 5_000 + SENTENCE).encode(), DamagedFile, "2,048 elements"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx", DamagedFile, "without a page"),
        (b"MIME-Version: 1.0\nContent-Type: text/html\n\n", DamagedFile, "empty"),
    ],
)
def test_a_bad_page_gives_one_clear_line(data: bytes, error: type[Exception], cause: str) -> None:
    with pytest.raises(error, match=cause) as caught:
        read_bytes(data, "坏.html")
    assert str(caught.value).startswith("坏.html: ")
    assert "\n" not in str(caught.value)


def test_limits_hold() -> None:
    with pytest.raises(LimitExceeded, match="characters"):
        read_bytes(page(f"<p>{SENTENCE}</p>").encode(), "大.html", Limits(characters=50))
