"""A page to read and to hand on: articles with their quotations lit up, who speaks beside them, nothing from outside.

The page is one file without a request to anywhere. Its Content-Security-Policy admits the one style and the one script
that are in it, by their hashes, so that nothing in an article can ever act; and every text is escaped, hostile
characters made visible.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TextIO

from pressq.article import Quotes, Summary
from pressq.errors import UsageError
from pressq.output.page.overview import overview_of
from pressq.output.page.view import view_of
from pressq.output.printable import printable
from pressq.output.results import Result
from pressq.output.writers import Writer
from pressq.report.annotated import AnnotatedArticle, annotated

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["HtmlWriter", "frame", "page"]


class HtmlWriter(Writer):
    """One page of all results."""

    def __init__(self, stream: TextIO, kind: type[Result], *, several: bool = False) -> None:
        super().__init__(stream, kind, several=several)
        self._articles: list[AnnotatedArticle] = []

    def add(self, result: Result | AnnotatedArticle) -> None:
        match result:
            case AnnotatedArticle():
                self._articles.append(result)
            case Quotes() | Summary():
                self._articles += annotated(result)
            case _:
                raise UsageError("only quotations and key sentences are shown on a page")

    def close(self) -> None:
        self.stream.write(page(self._articles))


def page(articles: Sequence[AnnotatedArticle]) -> str:
    """The page of these articles, as HTML; of several it opens with who is quoted most, and where."""
    several = len(articles) != 1
    views = [view_of(one, f"a{number}" if several else "") for number, one in enumerate(articles, start=1)]
    template = _template()
    style, script = _part("page.css"), _part("page.js")
    return template.render(
        views=views,
        overview=overview_of(articles, views) if several else None,
        style=style,
        script=script,
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'",
    )


def frame(articles: Sequence[AnnotatedArticle]) -> str:
    """The page in a frame of its own, which leaves the styles of a notebook alone."""
    from markupsafe import escape

    return (
        '<iframe sandbox="allow-scripts" title="pressq" width="100%" height="640" style="border: 1px solid #8888" '
        f'srcdoc="{escape(page(articles))}"></iframe>'
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("pressq.output.page", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")


def _shown(value: Any) -> Any:
    """What a template prints, with every hostile character visible; it is escaped after this."""
    from markupsafe import Markup

    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _part(name: str) -> str:
    """The style or the script of the page, as markup."""
    from importlib.resources import files

    from markupsafe import Markup

    return Markup(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
