"""Updates: one news item, an article or one paragraph of the county updates, as a record.

``某县：6月3日，副县长甲到某镇某厂调研。`` gives its county, its event date, the official and the site.
Whatever the text does not give is left out: an item without a county is an item all the same.
"""

from __future__ import annotations

from ..record import Update
from ..rulepack import Rules
from ..span import Span
from .context import Context
from .date_events import event_dates
from .officials import find_officials
from .places import county_among, find_places
from .sites import sites_among

__all__ = ["parse_update"]


def parse_update(
    text: str,
    rules: Rules,
    context: Context,
    label: Span | None = None,
    body: int = 0,
    section: int = 0,
    title: str | None = None,
) -> Update:
    """Return the record of one item, with spans in ``text`` (folded).

    ``label`` is where the county that the item is labelled with stands, ``body`` where its title ends, ``section`` the
    number of its section.
    """
    places = find_places(text, rules, context)
    officials = find_officials(text, rules, context, body)
    return Update(
        section=section,
        title=title,
        county=county_among(places, text, rules, context, label, body),
        event_dates=event_dates(text, rules, context, body),
        officials=officials,
        sites=sites_among(text, rules, places, officials, body),
        span=Span(0, len(text)),
    )
