"""Text to record, beside what finds words, times and places in the same text; and the grammar of counts alone."""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import tempfile
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from jianbao import extract
from jianbao.parsers.context import Context
from jianbao.parsers.counts import parse_counts
from jianbao.parsers.fold import fold
from jianbao.rulepack import load_rules

from .measure import Table, paired

__all__ = ["BULLETINS", "grammar", "texts"]

BULLETINS = Path(__file__).parents[2] / "corpus" / "bulletins"
_FIVE = tuple(
    map(re.compile, (r"\d+件", r"\d{1,2}月\d{1,2}日", r"[一-龥]{2,6}[县市区]", r"第\d+期", r"[一-龥]{2,8}公司"))
)


def texts(rounds: int = 5) -> list[Table]:
    """Return text to record against the floor, jieba, jionlp and Recognizers-Text."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jieba
        import jieba.posseg
        import jionlp
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number
    from recognizers_text import Culture

    rules = load_rules()
    names = [name for name, _ in rules.gazetteer.forms().items()]
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for path in sorted(BULLETINS.glob("*.txt")):
            copy = Path(folder) / path.name  # one encoding for all: the others know no GB18030
            copy.write_text(extract(path, rules).text, encoding="utf-8")
            paths.append(copy)
        strings = [path.read_text(encoding="utf-8") for path in paths]

        def floor() -> None:
            for path in paths:
                data = path.read_bytes()
                hashlib.sha256(data).hexdigest()
                text = data.decode()
                automaton.find_matches_as_indexes(text)
                for pattern in _FIVE:
                    pattern.findall(text)

        def jionlp_both() -> None:
            for string in strings:
                for line in filter(None, string.split("\n")):
                    jionlp.ner.extract_time(line, time_base={"year": 2024})
                    jionlp.recognize_location(line)

        def recognizers() -> None:
            for string in strings:
                recognize_number(string, Culture.Chinese)
                recognize_datetime(string, Culture.Chinese)

        measured = paired(
            {
                "floor": floor,
                "record": lambda: [extract(path, rules) for path in paths],
                "jieba.cut": lambda: [list(jieba.cut(string)) for string in strings],
                "jieba.posseg": lambda: [list(jieba.posseg.cut(string)) for string in strings],
                "jionlp": jionlp_both,
                "Recognizers-Text": recognizers,
            },
            rounds,
        )
    size = sum(len(string.encode()) for string in strings)
    said = {
        "floor": "reading, SHA-256, decoding, one pass of an automaton over all names of places, five patterns of `re`",
        "record": "**Jianbao: text to record**, sums checked",
        "jieba.cut": "jieba.cut: words",
        "jieba.posseg": "jieba.posseg.cut: words with parts of speech (names of people, places)",
        "jionlp": "jionlp: extract_time and recognize_location, line by line",
        "Recognizers-Text": "Recognizers-Text: recognize_number and recognize_datetime",
    }
    rows = tuple(
        (said[name], f"{size / measured.median(name) / 1000:,.0f}", measured.over(name, "record"))
        for name in measured.seconds
    )
    text = f"The {len(strings)} bulletins of the corpus ({size / 1000:.0f} kB of UTF-8), one core, {rounds} rounds."
    return [Table("Text to record", text, ("what", "kB a second", "× the time of text to record"), rows)]


def grammar(rounds: int = 7) -> list[Table]:
    """Return what the grammar of counts costs by itself."""
    rules = load_rules()
    parts = []
    for path in sorted(BULLETINS.glob("*.txt")):
        bulletin = extract(path, rules)
        parts += [s.span.of(bulletin.text) for s in bulletin.sections if s.kind == "statistics"]
    folded = [fold(part).string for part in parts]
    size = sum(len(part.encode()) for part in parts)
    measured = paired(
        {
            "fold": lambda: [fold(part) for part in parts],
            "grammar": lambda: [parse_counts(part, rules, Context(None, None)) for part in folded],
            "patterns": lambda: [pattern.findall(part) for part in folded for pattern in _FIVE],
        },
        rounds,
    )
    rows = tuple(
        (said, f"{size / measured.median(name) / 1e6:.2f}", measured.over(name, "grammar"))
        for name, said in (
            ("grammar", "tokens, tree, figures"),
            ("fold", "one width and script"),
            ("patterns", "five patterns of `re`"),
        )
    )
    text = f"The statistics sections of the corpus, {size / 1000:.0f} kB."
    return [Table("The grammar of counts alone", text, ("what", "MB a second", "× the time of the grammar"), rows)]
