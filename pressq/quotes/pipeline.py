"""The analysis of one article, stage by stage: words, mentions, entities, attributions, their sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from pressq.article import Article, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.calibration import confidence_features, logistic
from pressq.quotes.content.boundaries import in_reading_order, trim_content
from pressq.quotes.content.nested import split_nested
from pressq.quotes.coreference.antecedents import score_antecedents
from pressq.quotes.coreference.resolution import resolve_coreference
from pressq.quotes.encoding.encoder import Encoder, WindowScores
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.layout.headlines import attribute_headlines
from pressq.quotes.layout.page_forms import apply_page_form
from pressq.quotes.layout.transcripts import add_turns
from pressq.quotes.mentions.detection import detect_mentions
from pressq.quotes.mentions.mention import MentionSet
from pressq.quotes.sources.decoding import Candidate, Decoder
from pressq.quotes.sources.implicit import ImplicitSpeakers
from pressq.quotes.sources.ranking import SourcedCandidate, SourceRanker
from pressq.quotes.speakers.profiles import SpeakerTable
from pressq.text.lexicon import in_language
from pressq.text.marks import MarkedSegment, marked_segments

__all__ = ["Analysis", "analyse"]


_AT_ONCE = 32  # windows


@dataclass(frozen=True)
class Analysis:
    """What is known of an article: its words, its mentions and their entities, and who said what.

    `pointed` are attributions with the mentions to which the network points, `chosen` the same after it was decided who
    says what stands alone. `candidates` are the attributions of `chosen`, however doubtful; `attributions` are what is
    left of them, with what the form of the page adds, in reading order and with their edges set right.
    """

    tokens: Tokens
    mention_set: MentionSet
    speakers: SpeakerTable
    ranked: list[SourcedCandidate]
    resolved: list[SourcedCandidate]
    candidates: list[Attribution]
    attributions: list[Attribution]


def analyse(article: Article, using: Encoder) -> Analysis:
    """The analysis of an article.

    Args:
        article: the article.
        using: the network that reads it.
    """
    with in_language(article.language):
        return _analysis(article, using)


def _analysis(article: Article, using: Encoder) -> Analysis:
    segments = marked_segments(article)
    tokens = Tokens(article, segments)
    decoded: list[Candidate] = []
    found = detect_mentions(_decoding(using, article, segments, decoded), tokens, using.links)
    scored = score_antecedents(found, article.text, using.links)
    cast = SpeakerTable(found, resolve_coreference(found, article.text, scored), article.text, using.learned["role"])
    chooser = SourceRanker(found, tokens)
    pointed = chooser.rank(decoded, using.learned["source"])
    chosen = ImplicitSpeakers(pointed, found, cast.entities, tokens).resolve(using.learned["unsourced"])
    candidates = [_attribution(each, found, cast, using) for each in chosen]
    likely = [each for each in candidates if each.confidence >= using.learned["least"]]
    formed = attribute_headlines(tokens, cast, add_turns(tokens, found.mentions, cast, apply_page_form(tokens, likely)))
    edged = [trim_content(tokens, each) for each in split_nested(tokens, found.mentions, cast, formed)]
    return Analysis(tokens, found, cast, pointed, chosen, candidates, in_reading_order(tokens, edged))


def _decoding(
    using: Encoder, article: Article, segments: Sequence[MarkedSegment], decoded: list[Candidate]
) -> Iterator[WindowScores]:
    """The windows of an article, whose attributions are put into `decoded` as they pass.

    Few are kept at once, as what the network says of one takes half a megabyte; but some, as the network runs faster
    when nothing else is done in between.
    """
    reads = using.read(article, segments)
    while some := list(islice(reads, _AT_ONCE)):
        for read in some:
            if not read.window.aside:
                decoded += _decoder(using).candidates(read, segments)
            yield read


@cache
def _decoder(using: Encoder) -> Decoder:
    return Decoder(using.learned)


def _attribution(each: SourcedCandidate, found: MentionSet, cast: SpeakerTable, using: Encoder) -> Attribution:
    together = cast.coordinated(each.mention, each.candidate.source)
    numbers = together if each.mention in together else (each.mention,)  # "they" are told of by the pronoun alone
    source = [found.mentions[number] for number in numbers if number is not None]
    return Attribution(
        each.candidate.content,
        Span(source[0].start, source[-1].end) if source else None,
        each.candidate.cue,
        logistic(confidence_features(each, cast), using.learned["marked" if each.candidate.is_marked else "unmarked"]),
        each.mention,
        each.candidate.p_speech,
        coordinated=together,
    )
