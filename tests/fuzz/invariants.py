"""What holds of every result, whatever the input was."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from itertools import pairwise

from jsonschema import Draft202012Validator

from pressq.article import Article, Quotes, Summary
from pressq.display import TableWriter
from pressq.output.results import record
from pressq.output.schema import schema
from pressq.output.writers import CsvWriter, JsonLinesWriter, MarkdownWriter

__all__ = ["hold_of_article", "hold_of_quotes", "hold_of_summary", "ordered"]

HOSTILE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))


def hold_of_article(article: Article, *, shown: bool = True) -> None:
    ends = [0]
    for block in article.blocks:
        assert ends[-1] <= block.start < block.end <= len(article.text)
        ends.append(block.end)
    if shown:
        printed(article, "text")


def hold_of_quotes(found: Quotes, *, shown: bool = True) -> None:
    text = found.article.text
    ids = [quote.id for quote in sorted(found.quotes, key=lambda quote: not quote.speech)]  # what was said comes first
    assert ids == sorted(set(ids))
    for quote in found.quotes:
        parts = [text[span.start : span.end] for span in quote.spans]
        assert parts
        assert all(parts)
        assert quote.text == " ".join(parts)
        assert 0 <= quote.confidence <= 1
        for passage in (quote.mention, quote.cue, quote.sentence):
            assert passage is None or text[passage.start : passage.end] == passage.text
        assert quote.speaker is None or quote.speaker.name.strip()
        marked = {span.quoted for span in quote.spans}
        is_turn = quote.kind == "direct" and quote.origin == "turn"  # the label stands for the marks
        assert is_turn or marked == {"direct": {True}, "indirect": {False}}.get(quote.kind, marked)
    if shown:
        printed(found, "quotes")


def ordered(found: Quotes) -> None:
    """Spans in reading order and apart, quotations by their first span."""
    for quote in found.quotes:
        for span in quote.spans:
            assert 0 <= span.start < span.end <= len(found.article.text)
        for before, after in pairwise(quote.spans):
            assert before.end <= after.start
    starts = [quote.spans[0].start for quote in found.quotes]
    assert starts == sorted(starts)


def hold_of_summary(found: Summary, *, shown: bool = True) -> None:
    for sentence in (*found.sentences, *found.left_out):
        assert found.article.text[sentence.start : sentence.end] == sentence.text
    for before, after in pairwise(found.sentences):
        assert before.end <= after.start
    if shown:
        printed(found, "summary")


def printed(found: Article | Quotes | Summary, name: str) -> None:
    """As JSON it validates, and in no form it acts on a terminal."""
    shows = () if name == "text" else (TableWriter,)  # a text that is no table goes to a file to the letter
    for writer in (JsonLinesWriter, CsvWriter, MarkdownWriter, *shows):
        stream = io.StringIO()
        made = writer(stream, type(found))
        made.add(found)
        made.close()
        shown = stream.getvalue()
        if writer is JsonLinesWriter:
            assert shown.count("\n") == 1
            validator(name).validate(json.loads(shown))
            assert json.loads(shown) == json.loads(json.dumps(record(found)))
        hostile = HOSTILE.search(shown.replace("\r\n", "\n"))
        assert hostile is None, (writer.__name__, hostile)
