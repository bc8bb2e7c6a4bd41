"""The main part of a web page: which element holds what was published, and what in it is furniture of the site.

Nothing is known of any site. Every stretch of text belongs to the block that it stands in; a block of sentences, or a
table of data, is content; links, the words of menus and share buttons, and parts that call themselves footer or
breadcrumb are furniture. The main part is the deepest element with all content in it, widened as long as that brings
in no furniture: so the title above the text, a table and a signature come along. What is doubtful stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from .webtext import BLOCKS
from .webtree import is_hidden

__all__ = ["MainPart", "main_part"]

_SENTENCE = re.compile(r"[。！；]|[，、].*[，、]")
_SHORT = 12
"""Characters that a block has at least to be content."""
_MOST_OF_IT = 0.3
"""An element with more than this share of all content is no furniture, whatever it calls itself."""
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|navigation|menu|menus|topbar|toolbar|breadcrumbs?|crumbs?|position|location|weizhi|"
    r"dqwz|foot|footer|bottom|copyright|share|bdsharebuttonbox|print|relate|related|relation|xgxw|xgyd|recommend|sidebar|"
    r"aside|pagination|pager|pages?|prev|next|login|search|qrcode|ewm|comments?|friendlink|links?|advert|ads?)"
    r"(?:$|[\s_-]|\d)",
    re.I,
)
_TAGS = frozenset(["nav", "footer", "aside"])
_LEGAL = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|最佳分辨率|分辨率浏览|技术支持\s*[：:]|您是第.{0,4}\d+.{0,4}位|网站访问量|未经.{0,8}(?:授权|许可)"
)
_PLACE = re.compile(
    r"\s*(?:您|你)?(?:现在|当前|目前)?(?:所)?(?:在)?的?位置(?:是)?\s*[：:>]|\s*[\u4e00-\u9fff]{0,12}首页\s*(?:>|»|›|/|→)"
)
_COUNTER = re.compile(
    r"(?:浏览|阅读|访问|点击)(?:次数|量|数|率)?\s*[：:]|[【\[(（]?\s*(?:字号|字体|视力保护色|背景色)(?:大小)?\s*[：:]"
)
_WORDS = (
    "打印本页|打印此页|打印|关闭窗口|关闭本页|关闭|收藏本页|收藏|分享到|分享|微信|微博|新浪微博|QQ空间|朋友圈|返回顶部|返回列表|"
    "返回首页|返回|顶部|我要纠错|纠错|扫一扫在手机打开当前页|扫一扫|手机版|无障碍阅读|无障碍|繁体|简体|放大|缩小|默认|大|中|小|"
    "上一页|下一页|首页|尾页|更多|相关文章|相关新闻|相关链接|相关阅读|相关信息|推荐阅读|热点新闻|字体|字号|复制链接|[Tt+-]"
)
_BETWEEN = r"[\s|｜/【】\[\]()（）<>《》:：·•,，]*"
_BUTTONS = re.compile(rf"{_BETWEEN}(?:(?:{_WORDS}){_BETWEEN})+")
_NEIGHBOUR = re.compile(r"\s*[上下前后]一?[篇条](?:文章)?\s*[：:]")
_EDITOR = re.compile(
    r"[\s【\[(（]*(?:责任编辑|责编|信息审核|网站编辑|编辑|初审|复审|终审|校对)\s*[：:]\s*[\u4e00-\u9fff·\s]{0,12}[】\])）]?\s*"
)
_INDEX = re.compile(
    r"\s*(?:索\s*引\s*号|主题分类|信息分类|组配分类|发文字号|有效性|公开(?:方式|时限|形式|范围)|发布机构|成文日期|主\s*题\s*词)\s*[：:]?"
)
_LONGEST_FURNITURE = 150
_LEAST_TITLE = 5
_CONTAINERS = frozenset(
    [
        "body",
        "html",
        "div",
        "td",
        "th",
        "article",
        "section",
        "main",
        "form",
        "center",
        "blockquote",
        "fieldset",
        "header",
    ]
)


@dataclass(slots=True)
class _Leaf:
    """The text that stands right in one block element (not in a block within it)."""

    element: Any
    text: str = ""
    linked: int = 0
    links: int = 0
    furniture: bool = False
    content: bool = False

    @property
    def is_sentence(self) -> bool:
        """Whether it reads like a sentence that is no link."""
        own = len(self.text.strip()) - self.linked
        return own >= _SHORT and 2 * self.linked < len(self.text) and bool(_SENTENCE.search(self.text))


@dataclass(frozen=True, slots=True)
class MainPart:
    """The element with the main text, the title's element where that stands before it, and the furniture within."""

    root: Any
    title: Any | None
    furniture: frozenset[Any]


def main_part(page: Any, names: Sequence[str] = ()) -> MainPart | None:
    """Return the main part of a page; None where the page has no text. ``names`` are titles that the page gives itself.

    The elements in it are those of ``page``, so it is good as long as they are.
    """
    leaves = list(_leaves(page))
    tables = _data_tables(page)
    weights = _weights(leaves)
    most = _MOST_OF_IT * weights.get(page, 0)
    flagged = {element for element, weight in weights.items() if weight <= most and _calls_itself_furniture(element)}
    flagged |= {table for table in page.iter("table") if _is_index(table)}
    for leaf in leaves:
        around = list(_with_ancestors(leaf.element))
        leaf.furniture = _is_furniture(leaf) or not flagged.isdisjoint(around)
        leaf.content = not leaf.furniture and (leaf.is_sentence or not tables.isdisjoint(around))
    content = [leaf for leaf in leaves if leaf.content] or [leaf for leaf in leaves if not leaf.furniture]
    if not content:
        return None
    root = _widened(_common([leaf.element for leaf in content], tables), leaves)
    inside = {leaf.element for leaf in leaves if root in _with_ancestors(leaf.element)}
    title = _title(leaves, inside, names)
    return MainPart(root, title, frozenset(flagged | _whole_furniture(leaves)))


def _leaves(page: Any) -> Iterator[_Leaf]:
    """Yield the blocks of a page that have text right in them, in order, without what is hidden."""
    open_blocks = [_Leaf(page)]
    links = 0
    stack = [(page, iter(page))]
    _add(open_blocks[-1], page.text, links)
    while stack:
        parent, children = stack[-1]
        element = next(children, None)
        if element is None:
            stack.pop()
            links -= parent.tag == "a"
            if parent.tag in BLOCKS and len(open_blocks) > 1 and open_blocks[-1].element is parent:
                leaf = open_blocks.pop()
                if leaf.text.strip():
                    yield leaf
            if stack:
                _add(open_blocks[-1], parent.tail, links)
        elif is_hidden(element):
            _add(open_blocks[-1], element.tail, links)
        else:
            if element.tag in BLOCKS:
                open_blocks.append(_Leaf(element))
            links += element.tag == "a"
            open_blocks[-1].links += element.tag == "a"
            _add(open_blocks[-1], element.text, links)
            stack.append((element, iter(element)))
    if open_blocks[0].text.strip():
        yield open_blocks[0]


def _add(leaf: _Leaf, string: str | None, links: int) -> None:
    if string:
        leaf.text += string
        leaf.linked += len(string.strip()) if links else 0


def _with_ancestors(element: Any) -> Iterator[Any]:
    yield element
    yield from element.iterancestors()


def _weights(leaves: Sequence[_Leaf]) -> dict[Any, int]:
    """Return for each element with text in it how many characters of sentences there are."""
    weights: defaultdict[Any, int] = defaultdict(int)
    for leaf in leaves:
        weight = len(leaf.text.strip()) if leaf.is_sentence else 0
        for element in _with_ancestors(leaf.element):
            weights[element] += weight
    return weights


def _calls_itself_furniture(element: Any) -> bool:
    return element.tag in _TAGS or any(_NAMES.search(element.get(name, "")) for name in ("class", "id", "role"))


def _is_furniture(leaf: _Leaf) -> bool:
    """Tell whether a block is links, buttons, a breadcrumb, a counter, the small print of a site."""
    text = leaf.text.strip()
    if leaf.links and 2 * leaf.linked > len(text) and not text.startswith("附件"):
        return True
    if len(text) > _LONGEST_FURNITURE:
        return False
    if (
        _INDEX.match(text)
        or _BUTTONS.fullmatch(text)
        or _PLACE.match(text)
        or _NEIGHBOUR.match(text)
        or _EDITOR.fullmatch(text)
    ):
        return True
    return _LEGAL.search(text) is not None or (_COUNTER.search(text) is not None and "。" not in text)


def _data_tables(page: Any) -> frozenset[Any]:
    """Return the tables of a page that hold data and do not only place things."""
    found = []
    for table in page.iter("table"):
        rows = [row for row in table.iter("tr") if sum(cell.tag in ("td", "th") for cell in row) > 1]
        if len(rows) < 2 or next(table.iterdescendants("table"), None) is not None:
            continue
        text = "".join(table.itertext())
        linked = sum(len("".join(link.itertext())) for link in table.iter("a"))
        if 2 * linked < len(text) and not _is_index(table) and not _blocks_of_text(rows):
            found.append(table)
    return frozenset(found)


def _is_index(table: Any) -> bool:
    """Tell whether a table is the card that a document is filed under: 索引号, 发布机构, 主题分类."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    return sum(_INDEX.match("".join(cell.itertext())) is not None for cell in table.iter("td", "th")) >= 2


def _blocks_of_text(rows: Sequence[Any]) -> bool:
    """Tell whether most of a table stands in one cell with lines of its own: the table only places it."""
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    lengths = [len("".join(cell.itertext()).strip()) for cell in cells]
    longest = max(range(len(cells)), key=lengths.__getitem__)
    lines = sum(element.tag in ("p", "div", "br") for element in cells[longest].iter())
    return lines > 2 and lengths[longest] > 0.7 * sum(lengths)


def _common(elements: Sequence[Any], tables: Set[Any]) -> Any:
    """Return the deepest element that holds all of them and is no part of a table of data, nor a lone paragraph."""
    paths = [list(_with_ancestors(element))[::-1] for element in elements]
    common = paths[0][0]
    for step in zip(*paths, strict=False):
        if any(element is not step[0] for element in step) or step[0] in tables:
            break
        common = step[0]
    while common.tag not in _CONTAINERS and common.getparent() is not None:
        common = common.getparent()
    return common


def _widened(root: Any, leaves: Sequence[_Leaf]) -> Any:
    """Return the highest element above ``root`` that brings in no furniture."""
    bounds = {ancestor for leaf in leaves if leaf.furniture for ancestor in _with_ancestors(leaf.element)}
    while root not in bounds and (parent := root.getparent()) is not None and parent not in bounds:
        root = parent
    return root


def _whole_furniture(leaves: Sequence[_Leaf]) -> set[Any]:
    """Return the elements whose text is furniture alone."""
    kept = {element for leaf in leaves if not leaf.furniture for element in _with_ancestors(leaf.element)}
    return {leaf.element for leaf in leaves if leaf.furniture and leaf.element not in kept}


def _title(leaves: Sequence[_Leaf], inside: Set[Any], names: Sequence[str]) -> Any | None:
    """Return the block before the main part that is its title: the page's own name for itself, or its heading."""
    if not inside:
        return None
    first = next(i for i, leaf in enumerate(leaves) if leaf.element in inside)
    before = [leaf for leaf in leaves[:first] if not leaf.furniture]
    bare = [_bare(name) for name in names]
    within = {_bare(leaf.text) for leaf in leaves if leaf.element in inside}
    for leaf in reversed(before):
        text = _bare(leaf.text)
        if len(text) >= _LEAST_TITLE and text not in within and any(name.startswith(text) for name in bare):
            return leaf.element
    headings = [leaf for leaf in before if leaf.element.tag in ("h1", "h2", "h3") and _bare(leaf.text) not in within]
    return headings[-1].element if headings else None


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
