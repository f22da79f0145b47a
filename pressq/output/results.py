"""Results as plain values: the objects of the output contract, and the flat rows of a spreadsheet."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from pressq.article import Article, LeftOut, Passage, Quote, Quotes, Speaker, Summary, SummarySentence
from pressq.errors import PressqError
from pressq.output.fields import plain
from pressq.output.phrasing import shown
from pressq.output.schema import identifier
from pressq.report.speaker_profiles import Group, SpeakerProfile, SpeakerProfiles, Utterance
from pressq.report.stats import Stats
from pressq.report.traces import ArticleMetadata, Traces
from pressq.report.verification import Change, Match, Verification

__all__ = [
    "COLUMNS",
    "OUTPUTS",
    "Record",
    "Result",
    "article_record",
    "change_record",
    "failure",
    "flat",
    "match_record",
    "passage_record",
    "quote_record",
    "record",
    "rows",
    "speaker_record",
    "stats_record",
]

Record = dict[str, Any]
Result = Article | Quotes | Summary | SpeakerProfiles | Verification | Traces

OUTPUTS: dict[type[Result], str] = {
    Article: "text",
    Quotes: "quotes",
    Summary: "summary",
    SpeakerProfiles: "speakers",
    Verification: "verification",
    Traces: "traces",
}
"""The outputs by the names that `pressq.output.schema` has for them."""


_SPEAKER_COLUMNS = {
    one.name: {"name": "speaker", "kind": "speaker_kind", "key": "speaker_key"}.get(one.name, one.name)
    for one in fields(Speaker)
    if one.name != "members"
}
"""The fields of a speaker, each with its column in a row of quotations."""

_SPREAD = {"spans": ("start", "end"), "speaker": tuple(_SPEAKER_COLUMNS.values())}
"""The fields of a quotation that take several columns; each of the others has one of its name."""

COLUMNS: dict[type[Result], tuple[str, ...]] = {
    Article: ("source", "kind", "start", "end", "text"),
    Quotes: (
        *("source", "published"),
        *(column for one in fields(Quote) for column in _SPREAD.get(one.name, (one.name,))),
        *("title", "publisher", "url", "sha256"),
    ),
    Summary: ("source", "published", "index", "paragraph", "text", "score", "start", "end", "sha256"),
    SpeakerProfiles: (
        *("name", "kind", "role", "aliases", "pronoun", "key", "articles", "quotes", "words", "share"),
        *("first_source", "first_start", "last_source", "last_start", "median_words", "median_text", "example"),
    ),
    Verification: (
        *("source", "published", "id", "verdict", "holds", "notes", "text", "speaker", "speaker_verdict"),
        *("source_speaker", "found_in", "found_start", "found_end", "found", "line", "paragraph", "page", "time"),
        *("sentence", "occurrences", "start", "end", "sha256"),
    ),
    Traces: (
        *("trace", "trace_text", "disagreement", "published", "source", "id", "speaker", "form", "similarity"),
        *("changes", "notes", "reprints", "title", "publisher", "text", "start", "end", "sha256"),
    ),
}


def record(result: Result) -> Record:
    """The JSON object of a result."""
    head: Record = {"schema": identifier(OUTPUTS[type(result)])}
    match result:
        case Article():
            blocks = [
                {"kind": block.kind, "start": block.start, "end": block.end, "text": block.of(result.text)}
                for block in result.blocks
            ]
            return head | {"article": article_record(result), "text": result.text, "blocks": blocks}
        case Quotes():
            return head | {
                "article": article_record(result.article),
                "quotes": [quote_record(quote) for quote in result.quotes],
                "notes": list(result.notes),
            }
        case Summary():
            return head | _summary(result)
        case SpeakerProfiles():
            return head | {
                "articles": result.articles,
                "quotes": result.quotes,
                "words": result.words,
                "unattributed": len(result.unattributed),
                "speakers": [_profile(profile, result.share(profile)) for profile in result.profiles],
                "by_kind": _groups("kind", result.by_kind, result),
                "by_pronoun": _groups("pronoun", result.by_pronoun, result),
                "by_role": _groups("role", result.by_role, result),
            }
        case Verification():
            from pressq.output.verification_records import verification_record

            return head | verification_record(result)
        case Traces():
            from pressq.output.trace_records import traces_record

            return head | traces_record(result)


def failure(kind: type[Result], source: str, error: PressqError) -> Record:
    """The object that stands in JSON Lines for an input that failed."""
    return {
        "schema": identifier(OUTPUTS[kind]),
        "article": {"source": source},
        "error": {"code": error.code, "message": error.message},
    }


def stats_record(found: Stats) -> Record:
    """The JSON object of what a run found."""
    return {"schema": identifier("stats"), **asdict(found)}


def rows(result: Result) -> list[tuple[Any, ...]]:
    """The result as rows under `COLUMNS`, one a quotation, sentence, block or speaker."""
    match result:
        case Article():
            return [(result.source, b.kind, b.start, b.end, b.of(result.text)) for b in result.blocks]
        case Quotes():
            head = plain(ArticleMetadata.of(result.article))
            made = (head | _quotation(quote) for quote in result.quotes)
            return [tuple(row[column] for column in COLUMNS[Quotes]) for row in made]
        case Summary():
            articles = {article.source: article for article in (result.article, *result.others)}
            return [
                (
                    *(article.source, article.published, one.index, one.paragraph + 1, one.text),
                    *(round(one.score, 4), one.start, one.end, article.sha256),
                )
                for one in result.sentences
                for article in (articles[one.source or result.article.source],)
            ]
        case SpeakerProfiles():
            return [_profile_row(profile, result.share(profile)) for profile in result.profiles]
        case Verification():
            from pressq.output.verification_records import check_rows

            return list(check_rows(result))
        case Traces():
            from pressq.output.trace_records import occurrence_rows

            return list(occurrence_rows(result))


def article_record(article: Article) -> Record:
    """The JSON object of an article without its text."""
    made: Record = plain(ArticleMetadata.of(article))
    return made


def _summary(summary: Summary) -> Record:
    made: Record = {"article": article_record(summary.article)}
    if summary.others:
        made["articles"] = [article_record(article) for article in (summary.article, *summary.others)]
    made |= {
        "method": summary.method,
        "sentences": [_sentence(sentence) for sentence in summary.sentences],
        "keywords": [{"text": word.text, "score": round(word.score, 4)} for word in summary.keywords],
    }
    if summary.left_out or any(sentence.parts for sentence in summary.sentences):
        made["left_out"] = [
            {**_sentence(one), "near": one.near, "similarity": round(one.similarity, 4)} for one in summary.left_out
        ]
    return made


def _sentence(sentence: SummarySentence | LeftOut) -> Record:
    made: Record = {
        **passage_record(sentence),
        "index": sentence.index,
        "paragraph": sentence.paragraph + 1,
        "score": round(sentence.score, 4),
    }
    if sentence.source is not None:
        made["source"] = sentence.source
    if isinstance(sentence, SummarySentence) and sentence.parts:
        made["parts"] = {part.name: round(part.value, 4) + 0.0 for part in sentence.parts}  # no -0.0
    return made


def quote_record(quote: Quote) -> Record:
    """The JSON object of a quotation."""
    made: Record = plain(quote)
    return made


def speaker_record(speaker: Speaker) -> Record:
    """The JSON object of a speaker, and of those who speak together."""
    made: Record = plain(speaker)
    return made


def change_record(change: Change) -> Record:
    """The JSON object of words that stand for others."""
    return {"quote": passage_record(change.quote), "source": passage_record(change.source)}


def match_record(match: Match) -> Record:
    """The JSON object of a passage of a source."""
    made: Record = plain(match)
    return made


def passage_record(passage: Passage) -> Record:
    """The JSON object of a stretch of text."""
    return {"start": passage.start, "end": passage.end, "text": passage.text}


def _profile(profile: SpeakerProfile, share: float) -> Record:
    median, example = profile.median, profile.example
    return {
        **{name: value for name, value in plain(profile.speaker).items() if name != "members"},
        "articles": profile.articles,
        "quotes": len(profile.utterances),
        "words": profile.words,
        "share": round(share, 4),
        "first": _place(profile.utterances[0]),
        "last": _place(profile.utterances[-1]),
        "median": {
            **_place(median),
            "words": median.words,
            "text": median.quote.text,
            "polarity": median.quote.polarity,
        },
        "example": {
            **_place(example),
            "words": example.words,
            "quoted": example.quote.quoted,
            "polarity": example.quote.polarity,
        },
    }


def _groups(name: str, groups: tuple[Group, ...], found: SpeakerProfiles) -> list[Record]:
    return [
        {
            name: group.name,
            "speakers": group.speakers,
            "quotes": group.quotes,
            "words": group.words,
            "share": round(found.share(group), 4),
        }
        for group in groups
    ]


def _place(utterance: Utterance) -> Record:
    quote = utterance.quote
    return {
        "source": utterance.article.source,
        "published": utterance.article.published,
        "id": quote.id,
        "start": quote.spans[0].start,
        "end": quote.spans[-1].end,
    }


def flat(value: Any) -> Any:
    """A value as a cell: a passage as its words, names parted by semicolons."""
    if isinstance(value, Passage):
        return value.text
    return "; ".join(value) if isinstance(value, tuple) else plain(value)


def _quotation(quote: Quote) -> Record:
    """A quotation under the names of its columns."""
    row = {one.name: flat(getattr(quote, one.name)) for one in fields(Quote) if one.name not in _SPREAD}
    row |= {"start": quote.spans[0].start, "end": quote.spans[-1].end}
    speaker = quote.speaker
    row |= {column: speaker and flat(getattr(speaker, name)) for name, column in _SPEAKER_COLUMNS.items()}
    return row | {"role": speaker and _roles(speaker)}


def _roles(speaker: Speaker) -> str | None:
    """The role, or those of all who speak together in the order of their names, with nothing where one has none."""
    return "; ".join(one.role or "" for one in speaker.each) if any(one.role for one in speaker.each) else None


def _profile_row(profile: SpeakerProfile, share: float) -> tuple[Any, ...]:
    speaker, first, last = profile.speaker, profile.utterances[0], profile.utterances[-1]
    return (
        *(speaker.name, speaker.kind, speaker.role, "; ".join(speaker.aliases), speaker.pronoun, speaker.key),
        *(profile.articles, len(profile.utterances), profile.words, round(share, 4)),
        *(first.article.source, first.quote.spans[0].start, last.article.source, last.quote.spans[0].start),
        *(profile.median.words, _unless_denied(profile.median.quote, profile.median.quote.text)),
        _unless_denied(profile.example.quote, profile.example.quote.quoted),
    )


def _unless_denied(quote: Quote, words: str) -> str:
    """The words; those that are denied as what they are, where no other column says so."""
    return shown(quote) if quote.polarity == "denied" else words
