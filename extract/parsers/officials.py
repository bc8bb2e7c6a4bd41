"""People in office in one news item: name, titles, organisation, role.

Found: 云岭县委书记甲, 副县长乙、丙 (one title for both), 甲、乙等县领导, 督察组甲带队; the role comes from the
verb, not from the rank. Later mentions (甲要求, 甲书记一行) add no person, but may say what he did. Refused: posts
without a person, bodies that look like people, names in phrases of doctrine, people without office.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..record import Official, Role
from ..rulepack import Lexicon, Rules
from ..span import Span
from .context import Context
from .official_groups import Group, Mention, Taken
from .official_mentions import find_mentions
from .official_words import OfficialWords, official_words
from .roles import PRECEDENCE, roles_of

__all__ = ["find_officials"]

#: From so many forms on, one pass for all of them is faster than a search for each.
_MANY = 60
#: Characters of a name with a surname and a given name of two.
_USUAL = 3


def find_officials(text: str, rules: Rules, context: Context, body: int = 0) -> list[Official]:
    """Return the officials of one item, folded; ``text[:body]`` are its title lines.

    Each person is returned once, with the span of the first mention that gives his title, in the body if there is one.
    """
    words = official_words(rules)
    groups = find_mentions(text, words)
    if not groups:
        return []
    people = _people(groups)
    groups = _joined(text, sorted([*groups, *_later(text, groups, people, words)], key=lambda group: group.span))
    for group, (role, verb) in zip(groups, roles_of(text, groups, words), strict=True):
        for mention in group.people:
            if role:
                people[mention.name].roles.append((role, verb))
    found = [person.official(body) for person in people.values()]
    return sorted(found, key=lambda official: official.span)


@dataclass(slots=True)
class _Person:
    """All that an item says of one person."""

    name: str
    mentions: list[Mention] = field(default_factory=list)
    roles: list[tuple[str, str]] = field(default_factory=list)

    def official(self, body: int) -> Official:
        """Return the record."""
        mentions = sorted(self.mentions, key=lambda m: (m.span.start < body, m.span))
        first = next((m for m in mentions if m.titles or m.organisation), mentions[0])
        organisation = next((m.organisation for m in mentions if m.organisation), None)
        titles: list[str] = []
        for mention in mentions:
            titles += [t for t in mention.titles if not any(f"{organisation or ''}{old}".endswith(t) for old in titles)]
        role, verb = min(self.roles, key=lambda r: PRECEDENCE.index(r[0]), default=("mention", ""))
        if role == "attend" or role == "accompany":
            role, verb = next(r for r in self.roles if r[0] in ("attend", "accompany"))
        why = f"{first.why}; role {_NAMES[role]} " + (f"from {verb}" if verb else "as no verb says more")
        return Official(self.name, titles, organisation, _NAMES[role], first.span, why)


#: Role found → role in the record.
_NAMES: dict[str, Role] = {
    "lead": "lead",
    "chair": "chair",
    "attend": "attend",
    "accompany": "accompany",
    "speak": "speak",
    "work": "lead",
    "present": "attend",
    "mention": "mention",
}


def _people(groups: Iterable[Group]) -> dict[str, _Person]:
    """Return the people of the groups by name."""
    people: dict[str, _Person] = {}
    for group in groups:
        for mention in group.people:
            people.setdefault(mention.name, _Person(mention.name)).mentions.append(mention)
    return people


def _joined(text: str, groups: Sequence[Group]) -> list[Group]:
    """Return the groups with those joined that one breath names: a later mention 与 a new person (甲与县长乙一道)."""
    result: list[Group] = []
    for group in groups:
        last = result[-1] if result else None
        if last is not None and not last.role and text[last.span.end : group.span.start] in ("与", "和", "同"):
            result[-1] = Group(Span(last.span.start, group.span.end), [*last.people, *group.people], group.role)
        else:
            result.append(group)
    return result


def _later(text: str, groups: Sequence[Group], people: Mapping[str, _Person], words: OfficialWords) -> list[Group]:
    """Return the later mentions of known people, each list of them as one group."""
    forms = {name: name for name in people} | {f"{name[1:]}同志": name for name in people if len(name) == 3}
    taken = Taken(group.span for group in groups)
    found = [*_occurrences(text, forms), *_by_surname(text, people, taken, words)]
    result: list[Group] = []
    for span, name in sorted(found, key=lambda item: (item[0].start, -item[0].end)):
        if taken.overlaps(span) or (result and span.overlaps(result[-1].span)):
            continue
        mention = Mention(name, span)
        if result and text[result[-1].span.end : span.start] in words.separators:
            result[-1].people.append(mention)
            result[-1].span = Span(result[-1].span.start, span.end)
        else:
            result.append(Group(span, [mention]))
    return result


def _occurrences(text: str, forms: Mapping[str, str]) -> Iterator[tuple[Span, str]]:
    """Yield where the forms occur, with what each stands for."""
    if len(forms) > _MANY:
        yield from ((hit.span, hit.value) for hit in Lexicon(forms).find(text))
        return
    for form, name in forms.items():
        place = text.find(form)
        while place >= 0:
            yield Span(place, place + len(form)), name
            place = text.find(form, place + 1)


def _by_surname(text: str, people: Mapping[str, _Person], taken: Taken, words: OfficialWords) -> list[tuple[Span, str]]:
    """Return mentions such as 毛书记, 高副县长 and 志坚县长, of the one known person so named."""
    found = []
    bearing: dict[str, list[str]] = {}
    for name in people:
        for length in (1, 2):
            bearing.setdefault(name[:length], []).append(name)
    given: dict[str, list[str]] = {}
    for name in people:
        if len(name) == _USUAL:
            given.setdefault(name[1:], []).append(name)
    for hit in words.posts.find(text):
        start = hit.span.start
        if taken.overlaps(hit.span):
            continue
        while deputy := words.deputies.before(text, start):
            start -= len(deputy)
        for length in (2, 1):
            part = text[max(0, start - length) : start]
            bearers = bearing.get(part, []) if part in words.surnames else given.get(part, [])
            if len(bearers) == 1 and not text.endswith(tuple(bearers), 0, start - length):
                found.append((Span(start - length, hit.span.end), bearers[0]))
                break
    return found
