"""What a finished run of `pressq quotes` wrote, read again."""

from __future__ import annotations

from typing import Any

from pressq.article import Passage, Quote, QuoteSpan, Speaker
from pressq.report.traces import Header, QuotedPage

__all__ = ["read_page"]


def read_page(value: Any) -> QuotedPage:
    """The quotations of a line that `pressq quotes` wrote in JSON Lines, already parsed.

    Raises:
        KeyError, TypeError: it is none.
    """
    about = value["article"]
    header = Header(**{name: about[name] for name in Header.__dataclass_fields__})
    return QuotedPage(header, tuple(map(_read_quote, value["quotes"])))


def _read_quote(value: Any) -> Quote:
    speaker, sentence = value["speaker"], value["sentence"]
    return Quote(
        id=value["id"],
        kind=value["kind"],
        text=value["text"],
        spans=tuple(QuoteSpan(span["start"], span["end"], span["quoted"]) for span in value["spans"]),
        speaker=_read_speaker(speaker) if speaker else None,
        mention=_read_passage(value["mention"]),
        cue=_read_passage(value["cue"]),
        confidence=value["confidence"],
        speech=value["speech"],
        quoted=value["quoted"],
        sentence=Passage(sentence["start"], sentence["end"], sentence["text"]),
        paragraph=value["paragraph"],
    )


def _read_passage(value: Any) -> Passage | None:
    return Passage(value["start"], value["end"], value["text"]) if value else None


def _read_speaker(value: Any) -> Speaker:
    return Speaker(value["name"], value["kind"], value["role"], tuple(value["aliases"]), value.get("pronoun"))
