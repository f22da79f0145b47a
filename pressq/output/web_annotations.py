"""W3C Web Annotations, for Hypothesis, Recogito and other tools that lay notes over a text.

A quotation or key sentence is an annotation; each of its parts is a target with two selectors: its words and their
context (TextQuoteSelector), and its offsets in the output of `pressq text` (TextPositionSelector, in code points).
Source: Web Annotation Data Model, W3C Recommendation, 2017.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from pressq.article import Article, Quote, Quotes, Span, Summary, SummarySentence
from pressq.errors import UsageError
from pressq.output.phrasing import name_and_role
from pressq.output.results import Record, Result
from pressq.output.writers import Writer, to_json

__all__ = ["AnnotationWriter", "web_annotations"]

_AROUND = 32
"""Characters of context before and after the words, as in Hypothesis."""

_HEAD = '{{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:pressq:annotations{0}", "type": "AnnotationPage",'


class AnnotationWriter(Writer):
    """One page of annotations for any number of articles, in JSON-LD."""

    _begun = False

    def add(self, result: Result) -> None:
        for annotation in web_annotations(result):
            first = annotation["id"].removeprefix("urn:pressq")  # names the page: the same in every run
            self.stream.write(",\n" if self._begun else f'{_HEAD.format(first)} "items": [\n')
            self.stream.write(to_json(annotation))
            self._begun = True

    def close(self) -> None:
        self.stream.write("\n]}\n" if self._begun else f'{_HEAD.format("")} "items": []}}\n')


def web_annotations(result: Result) -> Iterator[Record]:
    """The annotations of a result, in reading order.

    Raises:
        UsageError: the result is neither.
    """
    match result:
        case Quotes(article, quotes):
            yield from (_quotation(article, quote) for quote in quotes)
        case Summary():
            articles = {article.source: article for article in (result.article, *result.others)}
            for sentence in result.sentences:
                yield _key_sentence(articles[sentence.source or result.article.source], sentence)
        case _:
            raise UsageError("only quotations and key sentences are annotations")


def _quotation(article: Article, quote: Quote) -> Record:
    bodies = [_body("tagging", quote.kind)]
    if quote.polarity == "denied":
        bodies.append(_body("tagging", "denied"))
    if quote.speaker is not None:
        names = [_body("tagging", speaker.name) for speaker in quote.speaker.each]
        bodies = [*names, *bodies, _body("identifying", name_and_role(quote.speaker), article.language)]
    return {
        "id": f"urn:pressq:quotation:{article.sha256}:{quote.id}",
        "type": "Annotation",
        "motivation": "identifying" if quote.speaker else "tagging",
        "body": bodies,
        "target": [_target(article, span) for span in quote.spans],
    }


def _key_sentence(article: Article, sentence: SummarySentence) -> Record:
    return {
        "id": f"urn:pressq:sentence:{article.sha256}:{sentence.index}",
        "type": "Annotation",
        "motivation": "highlighting",
        "body": [_body("tagging", "key sentence")],
        "target": [_target(article, sentence)],
    }


def _body(purpose: str, value: str, language: str | None = None) -> Record:
    stated = {"language": language} if language else {}
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"} | stated


def _target(article: Article, span: Span) -> Record:
    text = article.text
    inside = [block for block in article.blocks if block.start <= span.start and span.end <= block.end]
    start, end = (inside[0].start, inside[0].end) if inside else (0, len(text))  # a page has other space between blocks
    before, after = text[max(start, span.start - _AROUND) : span.start], text[span.end : min(end, span.end + _AROUND)]
    words = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        # A mark by itself may be one that pressq puts around a <blockquote>, and not be on the page.
        "prefix": "" if before == "“" else before,
        "suffix": "" if after == "”" else after,
    }
    place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": _address(article), "selector": [words, place]}


def _address(article: Article) -> str:
    """The article as an IRI: its canonical address, its path relative to the page, or, where it has none, its hash."""
    address = article.url or article.source
    if address == "-":
        return f"urn:pressq:text:{article.sha256}"
    if urlsplit(address).scheme in {"http", "https"}:
        return percent_encoded(address, safe="/:?#[]@!$&'()*+,;=%~")
    return percent_encoded(article.source, safe="/", errors="surrogatepass")
