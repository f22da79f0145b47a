"""The JSON Schema (2020-12) of every output; within a version, fields are only added."""

from __future__ import annotations

from typing import Any, get_args

from pressq.article import BlockKind, Passage, Polarity, Quote, QuotesNote, Speaker
from pressq.errors import UsageError
from pressq.output.fields import object_schema as _object
from pressq.output.fields import properties_of
from pressq.report.traces import PUBLISHED, ArticleMetadata, Variant
from pressq.report.verification import Match, Note, SpeakerVerdict, Verdict

__all__ = ["SCHEMA_NAMES", "identifier", "schema"]

SCHEMA_NAMES = ("quotes", "summary", "text", "speakers", "stats", "verification", "traces", "annotations")
"""What `schema` knows."""

_Schema = dict[str, Any]


def identifier(name: str) -> str:
    """What an output, one of `SCHEMA_NAMES`, says in its field `schema`."""
    return f"pressq.{name}/1"


def schema(name: str) -> _Schema:
    """The schema of one output object, `name` being one of `SCHEMA_NAMES`.

    Raises:
        UsageError: there is no such output.
    """
    if name == "annotations":
        return _annotations()
    outputs = {
        "quotes": _quotes,
        "summary": _summary,
        "text": _text,
        "speakers": _speakers,
        "stats": _stats,
        "verification": _verification,
        "traces": _traces,
    }
    if name not in outputs:
        raise UsageError(f"no schema named {name!r}: it is one of {', '.join(SCHEMA_NAMES)}")
    title, properties, optional, definitions = outputs[name]()
    head = {"schema": {"const": identifier(name)}}
    alternatives = [_object(head | properties, optional)]
    if name not in {"speakers", "stats", "traces"}:
        failed = _object(head | {"article": _object({"source": _TEXT}), "error": _ref("error")})
        definitions = definitions | {"error": _object({"code": _TEXT, "message": _TEXT})}
        alternatives.append(failed)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:pressq:{name}:1",
        "title": identifier(name),
        "description": title,
        "anyOf": alternatives,
        "$defs": definitions,
    }


def _array(items: _Schema) -> _Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> _Schema:
    return {"$ref": f"#/$defs/{name}"}


def _or_null(value: _Schema) -> _Schema:
    return {"anyOf": [value, {"type": "null"}]}


def _one_of(*values: str) -> _Schema:
    return {"enum": list(values)}


def _any(literal: Any) -> _Schema:
    """One of the values of a `Literal`."""
    return _one_of(*get_args(literal))


_TEXT: _Schema = {"type": "string"}
_COUNT: _Schema = {"type": "integer", "minimum": 0}
_NUMBER: _Schema = {"type": "integer", "minimum": 1}
_SCORE: _Schema = {"type": "number"}
_PART: _Schema = {"type": "number", "minimum": 0, "maximum": 1}
_DATE: _Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_IRI: _Schema = {"type": "string", "format": "iri-reference", "pattern": r"^[^\s<>\"{}|\\^`]+$"}
_SPAN: _Schema = {"start": _COUNT, "end": _COUNT}
_PASSAGE = _object(_SPAN | {"text": _TEXT})

_REFERENCES: dict[type, str] = {Speaker: "speaker", Passage: "passage"}
_ARTICLE = _object(properties_of(ArticleMetadata, {}))
_WHO = properties_of(Speaker, {}, inside=True)
_SPEAKER = _object(properties_of(Speaker, {}))
_QUOTE = _object(properties_of(Quote, _REFERENCES))


def _quotes() -> tuple[str, _Schema, _Schema, _Schema]:
    definitions = {"article": _ARTICLE, "quote": _QUOTE, "speaker": _SPEAKER, "passage": _PASSAGE}
    properties = {"article": _ref("article"), "quotes": _array(_ref("quote")), "notes": _array(_any(QuotesNote))}
    return "Who said what in an article.", properties, {}, definitions


def _summary() -> tuple[str, _Schema, _Schema, _Schema]:
    places = _SPAN | {"text": _TEXT, "index": _COUNT, "paragraph": _NUMBER, "score": _SCORE}
    parts = {"type": "object", "additionalProperties": _SCORE}
    sentence = _object(places, {"source": _TEXT, "parts": parts})
    left_out = _object(places | {"near": _COUNT, "similarity": _SCORE}, {"source": _TEXT})
    properties = {
        "article": _ref("article"),
        "method": _TEXT,
        "sentences": _array(_ref("sentence")),
        "keywords": _array(_object({"text": _TEXT, "score": _SCORE})),
    }
    optional = {"articles": _array(_ref("article")), "left_out": _array(_ref("left_out"))}
    definitions = {"article": _ARTICLE, "sentence": sentence, "left_out": left_out}
    return "The key sentences of an article, or of several.", properties, optional, definitions


def _text() -> tuple[str, _Schema, _Schema, _Schema]:
    properties = {"article": _ref("article"), "text": _TEXT, "blocks": _array(_ref("block"))}
    block = _object({"kind": _any(BlockKind)} | _SPAN | {"text": _TEXT})
    return "The text of an article and its parts.", properties, {}, {"article": _ARTICLE, "block": block}


def _speakers() -> tuple[str, _Schema, _Schema, _Schema]:
    place = {"source": _TEXT, "published": PUBLISHED, "id": _NUMBER} | _SPAN
    profile = _object(
        _WHO
        | {
            "articles": _COUNT,
            "quotes": _COUNT,
            "words": _COUNT,
            "share": _PART,
            "first": _object(place),
            "last": _object(place),
            "median": _object(place | {"words": _COUNT, "text": _TEXT, "polarity": _any(Polarity)}),
            "example": _object(place | {"words": _COUNT, "quoted": _TEXT, "polarity": _any(Polarity)}),
        }
    )
    counts = dict.fromkeys(("articles", "quotes", "words", "unattributed"), _COUNT)
    amounts = {"speakers": _COUNT, "quotes": _COUNT, "words": _COUNT, "share": _PART}
    properties = counts | {
        "speakers": _array(_ref("profile")),
        "by_kind": _array(_object({"kind": _WHO["kind"]} | amounts)),
        "by_pronoun": _array(_object({"pronoun": _WHO["pronoun"]} | amounts)),
        "by_role": _array(_object({"role": _or_null(_TEXT)} | amounts)),
    }
    return "Who speaks in articles, and how much.", properties, {}, {"profile": profile}


def _verification() -> tuple[str, _Schema, _Schema, _Schema]:
    match = _object(properties_of(Match, _REFERENCES))
    part = _SPAN | {
        "text": _TEXT,
        "verdict": _any(Verdict),
        "source": _or_null(_COUNT),
        "match": _or_null(_ref("match")),
        "matches": _array(_ref("match")),
        "changes": _array(_ref("change")),
    }
    check = {
        "quote": _ref("quote"),
        "verdict": _any(Verdict),
        "holds": {"type": "boolean"},
        "speaker": _any(SpeakerVerdict),
        "source_speaker": _or_null(_ref("speaker")),
        "notes": _array(_any(Note)),
        "parts": _array(_object(part)) | {"minItems": 1},
    }
    definitions = {
        "article": _ARTICLE,
        "quote": _QUOTE,
        "speaker": _SPEAKER,
        "passage": _PASSAGE,
        "match": match,
        "change": _object({"quote": _ref("passage"), "source": _ref("passage")}),
    }
    properties = {
        "article": _ref("article"),
        "sources": _array(_ref("article")),
        "holds": {"type": "boolean"},
        "checks": _array(_object(check)),
        "notes": _array(_any(QuotesNote)),
        "unchecked": _COUNT,
    }
    return "Whether the quotations of an article are in its sources.", properties, {}, definitions


def _traces() -> tuple[str, _Schema, _Schema, _Schema]:
    occurrence = {
        "article": _ref("article"),
        "quote": _NUMBER,
        "text": _TEXT,
        "spans": _array(_object(_SPAN | {"quoted": {"type": "boolean"}})) | {"minItems": 1},
        "speaker": _or_null(_ref("speaker")),
        "form": _any(Variant),
        "similarity": _PART,
        "changes": _array(_ref("change")),
        "notes": _array(_any(Note)),
        "reprints": _array(_ref("article")),
    }
    trace = {
        "id": _NUMBER,
        "text": _TEXT,
        "speakers": _array(_object({"name": _TEXT, "kind": _WHO["kind"], "count": _COUNT})),
        "disagreement": {"type": "boolean"},
        "first": _object({"source": _TEXT, "published": PUBLISHED, "certain": {"type": "boolean"}}),
        "occurrences": _array(_object(occurrence)) | {"minItems": 1},
    }
    definitions = {
        "article": _ARTICLE,
        "speaker": _SPEAKER,
        "passage": _PASSAGE,
        "change": _object({"quote": _ref("passage"), "source": _ref("passage")}),
    }
    properties = {"articles": _COUNT, "quotes": _COUNT, "traces": _array(_object(trace))}
    return "The same quotations in several articles.", properties, {}, definitions


def _stats() -> tuple[str, _Schema, _Schema, _Schema]:
    amount = dict.fromkeys(("number", "words", "characters"), _COUNT)
    quoted = amount | dict.fromkeys(("direct", "mixed", "indirect", "attributed", "named", "speech"), _COUNT)
    counts = dict.fromkeys(("quotes", "words", "articles"), _COUNT)
    most_quoted = _array(_object({"name": _TEXT, "kind": _one_of("person", "organisation")} | counts))
    month = {"month": {"type": "string", "pattern": r"^\d{4}-\d{2}$"}, "articles": _COUNT, "found": _COUNT}
    properties = {
        "of": _or_null(_one_of(*map(identifier, ("quotes", "summary", "text")))),
        "articles": _COUNT,
        "characters": _COUNT,
        "failures": {"type": "object", "additionalProperties": _COUNT},
        "quotes": _or_null(_object(quoted)),
        "sentences": _or_null(_object(amount)),
        "speakers": _or_null(_object({"names": _COUNT, "most_quoted": most_quoted})),
        "first": _or_null(_DATE),
        "last": _or_null(_DATE),
        "undated": _COUNT,
        "months": _array(_object(month)),
    }
    return "What a run found.", properties, {}, {}


def _annotations() -> _Schema:
    """What we use of the W3C's Web Annotation Data Model; its page of annotations names no schema of ours."""
    words = _object({"type": {"const": "TextQuoteSelector"}, "exact": _TEXT, "prefix": _TEXT, "suffix": _TEXT})
    place = _object({"type": {"const": "TextPositionSelector"}} | _SPAN)
    target = _object({"source": _IRI, "selector": _array({"anyOf": [words, place]}) | {"minItems": 1}})
    body = _object(
        {
            "type": {"const": "TextualBody"},
            "purpose": _one_of("tagging", "identifying"),
            "value": _TEXT,
            "format": {"const": "text/plain"},
        },
        {"language": _TEXT},
    )
    annotation = _object(
        {
            "id": _IRI,
            "type": {"const": "Annotation"},
            "motivation": _one_of("identifying", "tagging", "highlighting"),
            "body": _array(body),
            "target": _array(target) | {"minItems": 1},
        }
    )
    page = {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": _IRI,
        "type": {"const": "AnnotationPage"},
        "items": _array(annotation),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:pressq:annotations:1",
        "title": "Web Annotations",
        "description": "Quotations or key sentences as annotations of the W3C's model.",
    } | _object(page)
