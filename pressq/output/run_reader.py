"""Reads JSON Lines that earlier runs wrote, for `pressq.trace` and `pressq.stats`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

from pressq.article import Passage, Quote, QuoteSpan, Speaker, SpeakerKind
from pressq.errors import InputError
from pressq.output.schema import identifier
from pressq.quotes import KINDS
from pressq.report.stats import Outcome, Said
from pressq.report.traces import ArticleMetadata, ArticleQuotes
from pressq.text.words import words

__all__ = ["outcomes", "quoted_page"]

_QUOTES, _SUMMARY, _TEXT = map(identifier, ("quotes", "summary", "text"))
_SPEAKER_KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)


def quoted_page(value: Any, shared: dict[Any, Any] | None = None) -> ArticleQuotes:
    """The quotations of a line of `pressq quotes`, already parsed.

    Args:
        value: the line's object.
        shared: what lines before it hold; words, passages and speakers that are the same take memory once.

    Raises:
        InputError: it is no such line.
    """
    try:
        about = value["article"]
        header = ArticleMetadata(
            **{name: about[name] for name in ArticleMetadata.__dataclass_fields__ if name in about}
        )
        known = {} if shared is None else shared
        return ArticleQuotes(header, tuple(_read_quote(quote, known) for quote in value["quotes"]))
    except (KeyError, TypeError, AttributeError):
        raise InputError("no result of pressq quotes") from None


def _read_quote(value: Any, shared: dict[Any, Any]) -> Quote:
    def once(read: Any) -> Any:
        return shared.setdefault(read, read)

    speaker, sentence = value["speaker"], value["sentence"]
    return Quote(
        id=value["id"],
        kind=value["kind"],
        text=once(value["text"]),
        spans=once(tuple(QuoteSpan(span["start"], span["end"], span["quoted"]) for span in value["spans"])),
        speaker=once(_read_speaker(speaker)) if speaker else None,
        mention=_read_passage(value["mention"], once),
        cue=_read_passage(value["cue"], once),
        confidence=value["confidence"],
        speech=value["speech"],
        quoted=once(value["quoted"]),
        sentence=once(Passage(sentence["start"], sentence["end"], once(sentence["text"]))),
        paragraph=value["paragraph"],
        polarity=value["polarity"],
        origin=value["origin"],
    )


def _read_passage(value: Any, once: Callable[[Any], Any]) -> Passage | None:
    return once(Passage(value["start"], value["end"], once(value["text"]))) if value else None


def _read_speaker(value: Any) -> Speaker:
    members = tuple(map(_read_speaker, value.get("members", ())))  # members have none
    aliases = tuple(value["aliases"])
    return Speaker(value["name"], value["kind"], value["role"], aliases, value["pronoun"], value["key"], members)


def outcomes(value: Any) -> list[Outcome]:
    """The outcome for each article of a line of JSON, already parsed.

    Raises:
        InputError: it is no result of `pressq quotes`, `summarize` or `text`.
    """
    try:
        return _outcomes(value)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError("no result of pressq quotes, summarize or text") from None


def _outcomes(value: Any) -> list[Outcome]:
    schema = value["schema"]
    if schema not in {_QUOTES, _SUMMARY, _TEXT}:
        raise ValueError(schema)
    if "error" in value:
        return [Outcome(schema, failure=_string(value["error"]["code"]))]
    together = value.get("articles") or [value["article"]]
    said: dict[str, list[Said]] = {_string(article["source"]): [] for article in together}
    if schema == _QUOTES:
        said[value["article"]["source"]] += map(_quotation, value["quotes"])
    elif schema == _SUMMARY:
        for sentence in value["sentences"]:
            said[sentence.get("source", value["article"]["source"])].append(_said(sentence["text"], [sentence]))
    return [_outcome(schema, article, said.pop(article["source"], [])) for article in together]


def _outcome(schema: str, article: Any, said: list[Said]) -> Outcome:
    from datetime import date  # 1 ms that the command line's --version need not pay

    published = article["published"]
    day = date.fromisoformat(published[:10]).isoformat() if published is not None else None
    return Outcome(schema, _natural(article["characters"]), day, tuple(said))


def _quotation(quote: Any) -> Said:
    if quote["kind"] not in KINDS:
        raise ValueError(quote["kind"])
    said = _said(quote["text"], quote["spans"])
    said = replace(said, kind=quote["kind"], speech=_flag(quote.get("speech", True)))  # missing in older lines
    speaker = quote["speaker"]
    together = [] if speaker is None else speaker.get("members") or [speaker]
    return replace(said, speakers=tuple(map(_who, together)))


def _who(speaker: Any) -> tuple[str, SpeakerKind]:
    if speaker["kind"] not in _SPEAKER_KINDS:
        raise ValueError(speaker["kind"])
    return _string(speaker["name"]), speaker["kind"]


def _said(text: Any, spans: Any) -> Said:
    length = sum(_natural(_natural(span["end"]) - _natural(span["start"])) for span in spans)
    return Said(len(words(_string(text))), length)


def _natural(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(value)
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
