"""A page to read and to pass on: articles with their quotations highlighted, and their speakers, in one file.

The page makes no request. Its Content-Security-Policy admits the one style and the one script in it, by their hashes,
so that nothing in an article can act; every text is escaped, hostile characters made visible. A page of many articles
holds them compressed; a folder of pages (`write_folder`) has a file for each article and speaker instead, and one for
the style and the script of all.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pressq.article import Quotes, Summary
from pressq.errors import UsageError
from pressq.output.page.people import Overview, overview_of
from pressq.output.page.view import View, view_of
from pressq.output.printable import printable
from pressq.output.results import Result
from pressq.output.safe_files import GENERATOR, replace_file
from pressq.output.writers import Writer
from pressq.report.annotated import AnnotatedArticle, annotated

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["FolderWriter", "HtmlWriter", "frame", "page", "write_folder"]

_STYLE, _SCRIPT = "page.css", "page.js"

_MOST_UNPACKED = 12
"""Articles that stand in the page itself; more are compressed."""

_IN_A_BLOCK = 20
"""Articles that are compressed together."""


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


class FolderWriter(HtmlWriter):
    """A folder of pages: one for the overview, one for each article and each speaker."""

    def __init__(self, folder: Path, kind: type[Result]) -> None:
        super().__init__(io.StringIO(), kind, several=True)
        self._folder = folder

    def close(self) -> None:
        write_folder(self._folder, self._articles)


@dataclass(frozen=True, slots=True)
class _Block:
    """Compressed sections: their ids, and their markup, deflated and in Base64."""

    holds: str
    text: str


def page(articles: Sequence[AnnotatedArticle]) -> str:
    """The page of these articles, as HTML; of several it opens with an overview of articles and speakers."""
    if len(articles) == 1:
        view = view_of(articles[0])
        return _document(view.title, [_sections(several=False).article(view, 1)])
    views = [view_of(one, f"a{number}") for number, one in enumerate(articles, start=1)]
    overview = overview_of(articles, views)
    parts = _sections(several=True)
    people = ((one.anchor, str(parts.person(one))) for one in overview.people)
    shown = ((view.prefix, str(parts.article(view, 1))) for view in views)
    index = parts.index(overview)
    if len(views) <= _MOST_UNPACKED:
        from markupsafe import Markup

        return _document(overview.title, [index, *(Markup(text) for _, text in (*people, *shown))])
    blocks = [_packed("people", (text for _, text in people)), *_blocks(shown)]
    return _document(overview.title, [index], blocks)


def write_folder(folder: Path, articles: Sequence[AnnotatedArticle]) -> None:
    """Write a page for the overview (`index.html`), for each article and for each speaker.

    Files of an earlier report there are replaced.

    Raises:
        OSError: a file cannot be written.
        UsageError: the folder holds files that no report wrote.
    """
    views = [view_of(one, f"a{number}") for number, one in enumerate(articles, start=1)]
    overview = overview_of(articles, views)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _pages(overview, views):
        replace_file(folder / name, text)


def _pages(overview: Overview, views: Sequence[View]) -> Iterator[tuple[str, str]]:
    files = {"index": "index.html"} | {one.anchor: f"{one.anchor}.html" for one in overview.people}
    files |= {view.prefix: f"{view.prefix}.html" for view in views}
    files |= {place: f"index.html#{place}" for place in ("speakers", "articles")}

    def to(anchor: str) -> str:
        if anchor in files:
            return files[anchor]
        digits = anchor[1:].lstrip("0123456789")
        return f"{anchor[: len(anchor) - len(digits)]}.html#{anchor}"

    parts = _sections(several=True, paged=True, to=to)
    for view in views:
        yield files[view.prefix], _document(view.title, [parts.article(view, 1)], paged=True)
    people = []
    for one in overview.people:
        people.append(parts.person(one))
        yield files[one.anchor], _document(one.name, people[-1:], paged=True)
    yield "people.html", _document("Speakers", [parts.everybody(overview)], paged=True)
    searched = [_packed("people", people)]
    yield "index.html", _document(overview.title, [parts.index(overview)], searched, paged=True)
    for name in (_STYLE, _SCRIPT):
        yield name, f"/* {GENERATOR} */\n{_part(name)}"


def frame(articles: Sequence[AnnotatedArticle]) -> str:
    """The page in a frame of its own, so that it does not change a notebook's styles."""
    from markupsafe import escape

    return (
        '<iframe sandbox="allow-scripts" title="pressq" width="100%" height="640" style="border: 1px solid #8888" '
        f'srcdoc="{escape(page(articles))}"></iframe>'
    )


def _blocks(sections: Iterable[tuple[str, str]]) -> Iterator[_Block]:
    each = iter(sections)
    while some := list(islice(each, _IN_A_BLOCK)):
        yield _packed(" ".join(name for name, _ in some), (text for _, text in some))


def _packed(holds: str, sections: Iterable[str]) -> _Block:
    raw = "".join(sections).encode("utf-8", "replace")
    return _Block(holds, base64.b64encode(zlib.compress(raw, 9)).decode("ascii"))


def _document(title: str, sections: Sequence[Any], packed: Sequence[_Block] = (), *, paged: bool = False) -> str:
    """The file of these sections; if `paged`, one of a folder, which shares its style and script."""
    style, script = _part(_STYLE), _part(_SCRIPT)
    styles, scripts = ["'self' file:"] * 2 if paged else [f"'{_hash(one)}'" for one in (style, script)]
    return _template("page.html").render(
        title=title,
        sections=sections,
        packed=packed,
        paged=paged,
        style=_STYLE if paged else style,
        script=_SCRIPT if paged else script,
        policy=f"default-src 'none'; style-src {styles}; script-src {scripts}; base-uri 'none'; form-action 'none'",
    )


def _sections(*, several: bool, paged: bool = False, to: Callable[[str], str] = lambda anchor: f"#{anchor}") -> Any:
    """The macros of sections.html; `to` makes the address of an anchor."""
    return _template("sections.html").make_module({"several": several, "paged": paged, "to": to})


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("pressq.output.page", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _shown(value: Any) -> Any:
    """A value for a template, with every hostile character visible; it is escaped after this."""
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
