"""Table ``[counts]``: words about complaint statistics."""

from __future__ import annotations

from dataclasses import dataclass, field

from .base import CONFIG, Words

__all__ = ["Counts"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Words about complaint statistics. The grammar that puts them together is ``parsers/counts``."""

    __pydantic_config__ = CONFIG

    case_units: Words = ()
    """Units in which complaints are counted; a headline total bears one of them."""
    plain_unit: str = ""
    """The unit of cases where the text elides it, or says none in words (未收到信访件)."""
    thing_unit: str = ""
    """The unit of things without a measure of their own: 8个督察组, 3个环境问题."""
    other_units: Words = ()
    """Units of anything else that a notice counts: people, firms, money."""
    unread_units: dict[str, Words] = field(default_factory=dict)
    """Reason → units of numbers that are no statistics at all: 1个月, 8个督察组."""
    reasons: dict[str, dict[str, str]] = field(default_factory=dict)
    """Reason why a number is left unread → what it is called, by language (zh, en)."""

    noun_parts: Words = ()
    """What the noun for the counted thing is made of (群众 + 信访 + 举报件)."""
    noun_cores: Words = ()
    """Parts of which the noun must hold one."""
    problem_nouns: Words = ()
    """What a second total counts (涉及问题N个)."""
    handing_verbs: Words = ()
    """Verbs by which cases come or are handed on; with a date or a batch they announce a headline."""
    tally_verbs: Words = ()
    """Verbs of other statistics than complaints; with a date they announce a total: 排查隐患30处."""
    this_period_words: Words = ()
    """Words that stand for the period of the report, and begin a new total: 本周新收12件."""
    cumulative_words: Words = ()
    number_words: Words = ()
    """Behind the noun, that its number follows: 信访件数量."""
    other_batch_words: Words = ()
    """Words that announce a report on another batch than the day's."""
    until_words: Words = ()
    """Words before the date up to which is counted."""
    same_day_words: Words = ()
    """Words that stand for the date named before."""
    relative_days: dict[str, int] = field(default_factory=dict)
    """Words for the day of the notice and those before it → how many days from it (昨日 → -1)."""
    this_batch_words: Words = ()
    """Words that go back to the day's batch after a cumulative total: 本批."""
    own_area_words: Words = ()
    """How a notice names its own area: 我市."""
    every_area_words: Words = ()
    """All areas of the notice together; with the number of the total they repeat it (涉及各市350件)."""
    rest_words: Words = ()
    """Words for what is left of a total; what it is stands behind the number (其余27件正在办理)."""
    outcome_verbs: Words = ()
    """Verbs for what cases have come to; before a batch they count its cases of that outcome (办结第3批29件)."""
    settling_verbs: Words = ()
    """Verbs of dealing with cases; behind a batch's total they say that its results follow (已全部核查办理)."""
    taking_words: Words = ()
    """Before a number that takes up the total: 立即将29件信访件转至."""
    inspection_words: Words = ()
    """What a batch number may count besides batches of cases: 第四批中央生态环境保护督察."""

    openers: Words = ()
    """Words before a label that are no part of it: 其中, 涉及."""
    part_openers: Words = ()
    """Openers that say that parts of the total follow; no headline follows them."""
    ranking_cores: Words = ()
    """What a ranking or an extract begins with, before its dimension and verb: 较多的县区分别是."""
    ranking_heads: Words = ()
    """What makes a heading one of a ranking: 办件量位于前三的部门："""
    ranking_openers: Words = ()
    """Openers of a ranking or an extract: the list is partial."""
    ranking_prefixes: Words = ()
    """What may stand before such an opener: 投诉 + 较多的是."""
    rank_words: Words = ()
    """Behind a label, that it ranks high: 大气污染最多."""
    involving_words: Words = ()
    """Words in mid-piece that a label follows: 本批举报件涉及噪声."""
    ranking_tails: Words = ()
    """Words behind a number that make its list a ranking: 居第一位."""
    label_tails: Words = ()
    """Words between a label and its number that are no part of the label: 的, 件数."""
    body_words: Words = ()
    """Behind a number, whom a measure hits, and how it is taken: 15家企业立案处罚, 3个单位进行约谈."""
    dealing_words: Words = ()
    """Between several numbers and the measure that they share: 对5名干部和2个单位进行约谈."""
    towards_words: Words = ()
    """Before such a number, that a measure is for them: 相关部门给 (79家企业下达了整改通知书)."""
    team_endings: Words = ()
    """Behind a verb of other statistics, that it names a team and no deed: 检查组, 督查办."""
    ranking_nouns: Words = ()
    """What a ranking ranks, besides dimensions: 工单较多的单位为."""
    kind_endings: Words = ()
    """The end of a label that names a kind, whatever it is: 公共服务类."""
    truncation_words: Words = ()
    """Words that say that a list is an extract: 其余详见附表."""
    total_columns: Words = ()
    """Heads of the column of a table that holds what the other columns break down."""
    kind_nouns: Words = ()
    """Nouns for cases that are kinds of them where they stand alone in a list: 建议11件、举报9件、投诉15件."""
    belonging_words: Words = ()
    """Before a label, that cases belong to it (属大气污染类), where it is not a part of the label itself (属实)."""
    conjunctions: Words = ()
    part_frames: Words = ()
    """Words that refer back to a figure as the whole of what follows: 已办结的件中."""
    all_words: Words = ()
    """Before a label: all of them are of that kind (均为来电)."""
    none_words: Words = ()
    """Before a label: there is none of them (无重点件)."""
    after_words: Words = ()
    """In a label about merging: it names what is left, not what was merged."""
    joint_words: Words = ()
    """In a label: the case belongs to all places named (X和Y合办)."""

    no_numbers: Words = ()
    """Words that hold a numeral and a unit and count nothing: 一次性."""
    cause_words: Words = ()
    """Before a number: it explains another one (因1件涉及两市)."""
    threshold_words: Words = ()
    """Before a number: it is a bound, not a count (均少于10件)."""
    added_words: Words = ()
    """Before a total of other days: 加上此前移交的80件."""
    since_words: Words = ()
    """Before a date: it begins a period and is no date up to which is counted (自11月21日以来)."""
    reference_words: Words = ()
    """Before a total that was given already: 上述47件信访件."""
    bound_words: Words = ()
    """Behind a number: it is a bound (70%以上)."""
    office_words: Words = ()
    """Before a number of things: offices are counted (走访有关部门和单位139个)."""
    naming_words: Words = ()
    """At the beginning of a sentence: it names the batch of the total before it (这是第22批)."""
    source_endings: Words = ()
    """What labels end with in a list of where cases come from, whatever else they say: 职能部门移交."""
    average_words: Words = ()
    """Before a number: it is an average, not a count."""
    change_words: Words = ()
    """In a label: the number is a change, not a count."""

    lead_openers: Words = ()
    """Words that begin the lead-in of a list: 按, 从."""
    lead_closers: Words = ()
    """Words that end it: 分类, 看."""
    dimension_words: dict[str, Words] = field(default_factory=dict)
    """Dimension → what lead-ins call it."""
    overlap_words: Words = ()
    """Words of a note that says that one case counts in several parts."""

    categories: dict[str, dict[str, Words]] = field(default_factory=dict)
    """Dimension → canonical name → its other names. Found as a whole label first, then anywhere in it."""
    exact: dict[str, dict[str, Words]] = field(default_factory=dict)
    """As ``categories``, but for whole labels only."""
    precedence: Words = ()
    """Dimensions in the order in which a label that fits several is theirs."""
    label_affixes: Words = ()
    """What a label may end with without change of category: 类, 问题, 案件."""
    region_endings: Words = ()
    region_words: Words = ()
    """Labels of a region list that name no place: 市辖区."""
    department_endings: Words = ()
    department_words: Words = ()
    relations: dict[str, str] = field(default_factory=dict)
    """Dimension → what a list of it is to its whole, where the text says nothing else."""
    rest_categories: Words = ()
    """Categories that complete a list: with them the parts exhaust the whole (未办结, 一般件)."""
