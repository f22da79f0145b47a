"""A Model Context Protocol server on standard input and output: pressq for assistants.

The tools take a text, the path of a file below a folder that was allowed, or, if that was allowed, a public address.
Reading and analysing happen in a worker process with the limits of every run. The SDK's own telemetry stays off.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pressq import __version__
from pressq.article import Article, Quotes
from pressq.batch import Done, Failed, quotations
from pressq.batch import summary as summarize_article
from pressq.batch.work import Readable, Task
from pressq.batch.workers import Processes, in_order
from pressq.errors import PressqError, UsageError
from pressq.extras import library
from pressq.guides import guide
from pressq.limits import MOST_SECONDS
from pressq.load import DeferredArticle, ReadOptions, TextInput, deferred_articles
from pressq.load.inputs import paths_of
from pressq.output.schema import SCHEMA_NAMES, schema
from pressq.report.selection import Selection
from pressq.report.speaker_profiles import speakers as speaker_profiles
from pressq.report.verification import Verification
from pressq.report.verify import as_quotation, check_quotes, verify
from pressq.summary.summary_options import SummaryOptions

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

__all__ = ["MOST_ARTICLES", "Tools", "mcp_server"]

T = TypeVar("T")

MOST_ARTICLES = 100
"""For one call of a tool; longer runs are for the command line."""

_INSTRUCTIONS = """\
pressq reads press articles: who says what, the key sentences, and whether quotations match their sources. It returns \
words of the article, never its own; what it does not return, the article does not say in a form that pressq \
recognises. "polarity": "denied" means that the speaker denies the content. Give an article as text, path or url. \
Offsets are Unicode code points into the article's text."""

_SHORT_QUOTE = ("id", "kind", "quoted", "speaker", "polarity", "confidence", "paragraph")
_SHORT_ARTICLE = ("source", "title", "byline", "published", "publisher", "language")


def mcp_server(tools: Tools) -> MCPServer[Any]:
    """The server of these tools; its `run` serves standard input and output.

    Raises:
        MissingExtraError: the SDK is not installed.
    """
    os.environ["OTEL_SDK_DISABLED"] = "true"  # the SDK traces every call through OpenTelemetry where that is set up
    module = library("mcp.server.mcpserver", "mcp", "tools for assistants")
    made: MCPServer[Any] = module.MCPServer(
        "pressq", instructions=_INSTRUCTIONS, version=__version__, log_level="WARNING"
    )
    annotations = library("mcp.types", "mcp", "tools for assistants").ToolAnnotations(
        read_only_hint=True, open_world_hint=tools.fetch
    )
    for tool in (tools.quotes, tools.summarize, tools.speakers, tools.verify):
        made.tool(annotations=annotations, structured_output=True)(_with_tool_errors(tool, module))
    for name in SCHEMA_NAMES:
        resource = made.resource(f"pressq://schema/{name}", mime_type="application/schema+json")
        resource(_named(partial(schema, name), f"schema_{name}", f"JSON Schema of the full output of {name}."))
    made.resource("pressq://guide", mime_type="text/markdown")(
        _named(partial(guide, "outputs"), "guide", "What the fields of the outputs mean.")
    )
    return made


def _named(function: Callable[[], Any], name: str, text: str) -> Callable[[], Any]:
    def resource() -> Any:
        return function()

    resource.__name__, resource.__doc__ = name, text
    return resource


def _with_tool_errors(tool: Callable[..., dict[str, Any]], module: Any) -> Callable[..., dict[str, Any]]:
    """The tool, with errors of pressq as errors that an assistant can read."""
    from functools import wraps

    @wraps(tool)
    def call(**arguments: Any) -> dict[str, Any]:
        try:
            return tool(**arguments)
        except PressqError as error:
            raise module.exceptions.ToolError(_message(error)) from error

    return call


class Tools:
    """The tools of the server; a context that ends its worker process.

    Args:
        roots: folders with the files that may be read; none: no files are read.
        fetch: whether public addresses may be fetched.
        max_seconds: the time limit of an article.

    Raises:
        UsageError: a root is no folder.
    """

    def __init__(self, roots: Iterable[str] = (), *, fetch: bool = False, max_seconds: float = MOST_SECONDS) -> None:
        self.fetch = fetch
        self._roots = tuple(Path(root).resolve() for root in roots)
        for root in self._roots:
            if not root.is_dir():
                raise UsageError(f"--root {root}: no such folder")
        self._seconds = max_seconds
        self._one_call = threading.Lock()
        self._workers: Processes | None = None

    def __enter__(self) -> Tools:
        self._workers = Processes(1, self._seconds)
        return self

    def __exit__(self, *error: object) -> None:
        if self._workers is not None:
            self._workers.__exit__(None, *error[1:])

    def quotes(
        self,
        text: str | None = None,
        path: str | None = None,
        url: str | None = None,
        speaker: str | None = None,
        attitudes: bool = False,
        min_confidence: float = 0.0,
        full: bool = False,
    ) -> dict[str, Any]:
        """Who said what in an article: direct, mixed and indirect quotations with their speakers.

        Args:
            text: the article itself.
            path: a file or folder of articles below an allowed folder.
            url: the address of a page.
            speaker: only quotations by this speaker, by full or partial name.
            attitudes: also beliefs, wishes and acts, and low-confidence reported speech.
            min_confidence: minimum confidence, 0 to 1.
            full: all fields, with offsets, by the schema pressq://schema/quotes.
        """
        names = (speaker,) if speaker else ()
        selection = Selection(attitudes=attitudes, speakers=names, min_confidence=min_confidence)
        results, failures = self._run(partial(quotations, options=selection), text, path, url)
        return _answer([found.to_dict() if full else _short_quotes(found) for found in results], failures)

    def summarize(
        self,
        text: str | None = None,
        path: str | None = None,
        url: str | None = None,
        sentences: int = 3,
        query: str | None = None,
        full: bool = False,
    ) -> dict[str, Any]:
        """The key sentences of an article, verbatim and in its order, and its keywords.

        Args:
            text: the article itself.
            path: a file or folder of articles below an allowed folder.
            url: the address of a page.
            sentences: number of sentences.
            query: prefer sentences with these words.
            full: all fields, with offsets and scores, by the schema pressq://schema/summary.
        """
        options = SummaryOptions(sentences=sentences, query=query)
        results, failures = self._run(partial(summarize_article, options=options), text, path, url)
        return _answer([made.to_dict() if full else _short_summary(made.to_dict()) for made in results], failures)

    def speakers(
        self,
        text: str | None = None,
        path: str | None = None,
        url: str | None = None,
        full: bool = False,
    ) -> dict[str, Any]:
        """Who speaks in an article, or in all articles of a folder, how often and how much.

        Args:
            text: the article itself.
            path: a file or folder of articles below an allowed folder.
            url: the address of a page.
            full: all fields, with every quotation, by the schema pressq://schema/speakers.
        """
        found, failures = self._run(partial(quotations, options=Selection()), text, path, url)
        record = speaker_profiles(found).to_dict()
        return _answer([record if full else _short_speakers(record)] if found else [], failures)

    def verify(
        self,
        source_text: str | None = None,
        source_paths: list[str] | None = None,
        quotation: str | None = None,
        text: str | None = None,
        path: str | None = None,
        url: str | None = None,
        full: bool = False,
    ) -> dict[str, Any]:
        """Check the quotations of an article, or one quotation, against sources. "holds" is the answer.

        Args:
            source_text: a source: a transcript, a speech, a page.
            source_paths: files or folders of sources below an allowed folder.
            quotation: one quotation to check, instead of those of an article.
            text: the article itself.
            path: a file or folder of articles below an allowed folder.
            url: the address of a page.
            full: all fields, with offsets and each change, by the schema pressq://schema/verification.
        """
        if (quotation is None) == (text is path is url is None):
            raise UsageError("give quotation, or an article as text, path or url")
        sources: list[Article] = []
        for source in [source_text] if source_text is not None else []:
            sources += self._run(_same, source, None, None, name="source")[0]
        for source in source_paths or []:
            found, failures = self._run(_same, None, source, None)
            if failures:
                raise PressqError(f"a source could not be read: {failures[0]['message']}")
            sources += found
        if not sources:
            raise UsageError("give a source: source_text or source_paths")
        job = partial(_verified if quotation is None else _quotation_verified, sources=sources)
        results, failures = self._run(job, text if quotation is None else quotation, path, url)
        records = [made.to_dict() for made in results]
        return _answer(records if full else [_short_verification(record) for record in records], failures)

    def _run(
        self, job: Callable[[Article], T], text: str | None, path: str | None, url: str | None, name: str = "text"
    ) -> tuple[list[T], list[dict[str, str]]]:
        """The results of a job for the articles of an input, and the failures."""
        assert self._workers is not None, "the tools are used in a with block"
        tasks = [Task(one, one.source) for one in self._articles(text, path, url, name)]
        results: list[T] = []
        failures = []
        with self._one_call:
            for event in in_order(tasks, job, self._workers, self._seconds):
                match event:
                    case Done(_, result):
                        results.append(result)
                    case Failed(source, error):
                        failures.append({"source": source, "code": error.code, "message": _message(error)})
        if len(tasks) == len(failures) == 1:
            raise PressqError(failures[0]["message"])
        return results, failures

    def _articles(self, text: str | None, path: str | None, url: str | None, name: str) -> list[Readable]:
        """The articles of an input.

        Raises:
            UsageError: the input is missing, not the only one, or not allowed.
        """
        if sum(one is not None for one in (text, path, url)) != 1:
            raise UsageError("give one of text, path and url")
        if text is not None:
            return [DeferredArticle(name, TextInput(text))]
        if url is not None:
            if not self.fetch:
                raise UsageError("fetching is not allowed", "pressq mcp --fetch allows it; or give the text")
            if not url.lower().startswith(("https://", "http://")):
                raise UsageError(f"not an address: {url}")
            return list(deferred_articles(url))
        found: list[Readable] = []
        for one in self._allowed(path or ""):
            found += deferred_articles(one, options=ReadOptions())
            if len(found) > MOST_ARTICLES:
                raise UsageError(f"more than {MOST_ARTICLES} articles", "pressq on the command line reads any number")
        return found

    def _allowed(self, path: str) -> Iterator[str]:
        """The files that a path stands for, each below a root, links resolved."""
        if not self._roots:
            raise UsageError("no files are allowed", "pressq mcp --root FOLDER allows those of a folder")
        places = [Path(path)] if os.path.isabs(path) else [root / path for root in self._roots]
        try:
            given = str(next((place for place in places if place.exists()), places[0]))
            paths = paths_of(given, None) if self._is_below(given) else []
            outside = not all(self._is_below(one) for one in (given, *paths))
        except (OSError, ValueError, RuntimeError):  # too long, not a path, a round of links
            raise UsageError("no such path") from None
        if outside:
            raise UsageError(f"not below an allowed folder: {path}", f"allowed: {', '.join(map(str, self._roots))}")
        for one in paths:
            if os.path.exists(one) and not os.path.isfile(one):
                raise UsageError(f"not a file: {path}")  # a pipe may never get a writer
            yield one

    def _is_below(self, path: str) -> bool:
        return any(Path(path).resolve().is_relative_to(root) for root in self._roots)


def _same(article: Article) -> Article:
    return article


def _verified(article: Article, sources: list[Article]) -> Verification:
    return verify(article, sources)


def _quotation_verified(article: Article, sources: list[Article]) -> Verification:
    from pressq.report.source_texts import Sources

    return check_quotes(as_quotation(article), Sources(sources))


def _message(error: PressqError) -> str:
    return f"{error.message} ({error.hint})" if error.hint else error.message


def _answer(results: list[dict[str, Any]], failures: list[dict[str, str]]) -> dict[str, Any]:
    return {"results": results} | ({"failures": failures} if failures else {})


def _subset(record: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Fields of a record that are not null."""
    return {name: record[name] for name in names if record.get(name) is not None}


def _short_speaker(speaker: dict[str, Any] | None) -> dict[str, Any] | None:
    return _subset(speaker, ("name", "kind", "role")) if speaker else None


def _short_quote(quote: dict[str, Any]) -> dict[str, Any]:
    return _subset(quote, _SHORT_QUOTE) | {"speaker": _short_speaker(quote["speaker"])}


def _short_quotes(found: Quotes) -> dict[str, Any]:
    record = found.to_dict()
    return {
        "article": _subset(record["article"], _SHORT_ARTICLE),
        "quotes": [_short_quote(quote) for quote in record["quotes"]],
        **_subset(record, ["notes"]),
    }


def _short_summary(record: dict[str, Any]) -> dict[str, Any]:
    return {
        "article": _subset(record["article"], _SHORT_ARTICLE),
        "sentences": [_subset(sentence, ("text", "paragraph")) for sentence in record["sentences"]],
        "keywords": [keyword["text"] for keyword in record["keywords"]],
    }


def _short_speakers(record: dict[str, Any]) -> dict[str, Any]:
    fields = ("name", "kind", "role", "quotes", "words", "share")
    return {"speakers": [_subset(one, fields) for one in record["speakers"]]}


def _short_verification(record: dict[str, Any]) -> dict[str, Any]:
    checks = [
        {
            "quoted": check["quote"]["quoted"],
            "attributed_to": _short_speaker(check["quote"]["speaker"]),
            **_subset(check, ("verdict", "holds", "speaker", "notes")),
            "source_speaker": _short_speaker(check["source_speaker"]),
            "in_source": [part["match"]["text"] for part in check["parts"] if part.get("match")],
        }
        for check in record["checks"]
    ]
    return {"article": _subset(record["article"], _SHORT_ARTICLE), "holds": record["holds"], "checks": checks}
