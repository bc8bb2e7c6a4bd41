"""Table ``[officials]``: words about people in office."""

from __future__ import annotations

from dataclasses import dataclass, field

from .base import CONFIG, Words

__all__ = ["Officials"]


@dataclass(frozen=True, slots=True)
class Officials:
    """Words about people in office. An entry may hold several words with spaces between them."""

    __pydantic_config__ = CONFIG
    surnames: dict[str, Words] = field(default_factory=dict)
    """People in a million who bear the surname → surnames (``"70000" = ["王 李 张"]``)."""
    compound_surnames: Words = ()
    """Surnames of two characters (欧阳)."""
    word_surnames: Words = ()
    """Surnames that are common words too (于, 任, 向): a name needs more evidence behind them."""
    given_characters: Words = ()
    """Characters that given names are usually made of, without spaces between them."""
    never_given: Words = ()
    """Characters that no given name holds (等, 赴)."""
    never_last: Words = ()
    """Characters that no given name ends with (局, 镇)."""
    middle_given: Words = ()
    """Those of them that are the second of three characters all the same (在 in 李在明)."""
    adverbs: Words = ()
    """Those of ``not_names`` that stand between a post and its verb: no names before a verb (马上参加)."""
    person_marks: Words = ()
    """What follows people alone, besides their verbs (一行, 同志)."""
    name_elements: Words = ()
    """Parts of names of peoples without surnames that are written without a dot (扎西, 其木格)."""
    name_syllables: Words = ()
    """Characters that write the sounds of such names, without spaces between them."""
    not_names: Words = ()
    """Words that begin like a name where a name could stand (高度, 包案, 任务)."""
    not_given: Words = ()
    """Words that are never a given name behind a character that is also a surname (于近日, 向大家)."""
    doctrines: Words = ()
    """What follows a leader's name where no person acts (思想, 同志为核心)."""

    posts: Words = ()
    """Head nouns of titles (书记, 县长)."""
    weak_posts: Words = ()
    """Head nouns that often stand without a person (领导, 成员): a name needs more evidence behind them."""
    list_posts: Words = ()
    """What a list of names is called behind it (县领导, 班子成员)."""
    deputies: Words = ()
    """What stands before a post and belongs to it (副, 常务副, 代理)."""
    post_tails: Words = ()
    """What stands behind a post and belongs to it (候选人, 助理)."""
    post_followers: Words = ()
    """What turns a post into another word when it follows at once (负责制, 热线)."""
    outsiders: Words = ()
    """Whose representatives are nobody in office (村民)."""
    committees: Words = ()
    """Bodies that stay in the title (县委, 党组, 人大常委会)."""
    governments: Words = ()
    """Bodies that are an organisation before a post of their own (人民政府)."""
    organisation_endings: Words = ()
    """What organisations end with (局, 中心, 公司)."""
    division_endings: Words = ()
    """What parts of an organisation end with; they stay in the title (处, 支队)."""
    division_posts: Words = ()
    """Posts inside an organisation: in a list they belong to the organisation named before (局长, 科长)."""
    chiefs: Words = ()
    """Posts of those who look after waters, several of them in one title: 青溪河、白水河县级河长."""
    waters: Words = ()
    """The last characters of waters' names."""
    bodies: Words = ()
    """Groups whose head may be named without a title (督察组)."""
    title_breaks: Words = ()
    """Words that cannot be part of a title: it begins behind them (上午, 陪同, 由)."""

    title_words: Words = ()
    """Words that hold one of those and belong to a title all the same (组织部, 发展和改革)."""

    separators: Words = ()
    """What stands between two people (、, 和, 以及)."""
    followers: Words = ()
    """What follows a name, besides punctuation and the verbs (等, 一行, 同志)."""
    crowds: Words = ()
    """People without names: behind 和 they end the name before it (相关, 部门)."""
    weak_followers: Words = ()
    """Single characters that follow a name, but are parts of names too (和, 在)."""
    verbs: dict[str, Words] = field(default_factory=dict)
    """Kind of verb → verbs: the roles, activity, work, object, go, together, present, quote and none."""
    adjacent_verbs: dict[str, Words] = field(default_factory=dict)
    """The same, for verbs that count only directly behind a name (率, 带)."""
    subjects: Words = ()
    """What a new subject of a clause ends with (负责人, 会议)."""
    list_heads: dict[str, Words] = field(default_factory=dict)
    """Role → what stands before a list of people who had it (参加会议的有)."""
