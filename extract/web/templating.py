"""Templates: one environment, in which every text from a document is escaped and a missing name is an error."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..checks.numbers import exact, written
from ..publish.audit import check_label
from .settings import Settings
from .words import Words, both

__all__ = ["Templates"]


class Templates:
    """Fills templates for a request."""

    def __init__(self, words: Words, settings: Settings, name: str) -> None:
        self._settings = settings
        self._environment = Environment(
            loader=PackageLoader("jianbao.web", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {
            "both": both,
            "word": words,
            "known": lambda key: both(words.known(str(key))),
            "pair": words.pair,
            "value_of": lambda field, value: both(words.value(field, value)),
            "check_label": check_label,
            "number": number,
            "archive": name,
        }

    def page(self, request: Request, template: str, code: int = 200, **values: Any) -> HTMLResponse:
        """Return a page."""
        language = "en" if request.cookies.get("lang") == "en" else "zh"
        html = self._environment.get_template(template).render(
            language=language,
            nonce=request.state.nonce,
            may_write=request.state.may_write,
            forgery_token=request.state.forgery_token,
            author=self._settings.author,
            uploads=self._settings.uploads is not None,
            path=request.url.path,
            **values,
        )
        return HTMLResponse(html, code)


def number(value: float | int | None) -> str:
    """Return a number as it is printed: 1018, 9.5; nothing for None."""
    found = exact(value)
    return "" if found is None else written(found)
