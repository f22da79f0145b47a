"""The stages of the analysis of one article, in the order in which they run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pressq.article import Article, Speaker
from pressq.quotes.attribution import Attribution
from pressq.quotes.calibration import confidence
from pressq.quotes.candidate_scores import score_candidates
from pressq.quotes.content.boundaries import in_reading_order, trim_content
from pressq.quotes.content.nested import split_nested
from pressq.quotes.content.retold import inner_segments, leads_to_speech, retold_speech, with_blocks_near, within_blocks
from pressq.quotes.coreference.antecedents import score_antecedents
from pressq.quotes.coreference.clusters import Cluster
from pressq.quotes.coreference.pronouns import Voice
from pressq.quotes.coreference.resolution import resolve_coreference
from pressq.quotes.encoding.encoder import Encoder
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.layout.continuation import join_continued, split_by_sentence
from pressq.quotes.layout.credits import apply_credits
from pressq.quotes.layout.headlines import attribute_headlines
from pressq.quotes.layout.turn_attributions import add_turns
from pressq.quotes.layout.unattributed import drop_titles, quoted_titles, unattributed_quotations
from pressq.quotes.mentions.detection import MentionDetector
from pressq.quotes.mentions.mention import MentionSet
from pressq.quotes.sources.decoding import Candidate, load_decoder
from pressq.quotes.sources.implicit import ImplicitSpeakers
from pressq.quotes.sources.ranking import SourcedCandidate, SourceRanker
from pressq.quotes.speakers.speaker_table import SpeakerTable
from pressq.text.lexicon import in_language
from pressq.text.marks import marked_segments

__all__ = ["Analysis", "analyse", "apply_layout"]

_MANY = 8  # mentions of a speaker; names come first


@dataclass(frozen=True)
class Analysis:
    """The results of all stages.

    Attributes:
        tokens: the words of the article.
        mention_set: its mentions.
        speakers: its clusters as speakers.
        ranked: candidate attributions with the source that the network points to.
        resolved: the same with implicit speakers.
        candidates: attributions of `resolved`, however unlikely.
        attributions: the final ones, in reading order.
        named: the speaker of each final attribution.
        confidences: the confidence of each final attribution.
        retold: quotations inside quotations, with speaker and confidence.
    """

    tokens: Tokens
    mention_set: MentionSet
    speakers: SpeakerTable
    ranked: list[SourcedCandidate]
    resolved: list[SourcedCandidate]
    candidates: list[Attribution]
    attributions: list[Attribution]
    named: list[Speaker | None]
    confidences: list[float]
    retold: list[tuple[Attribution, Speaker | None, float]]


def analyse(article: Article, encoder: Encoder) -> Analysis:
    """The analysis of an article.

    Args:
        article: the article.
        encoder: the network and what was learned with it.
    """
    with in_language(article.language):
        return _stages(article, encoder)


def _stages(article: Article, encoder: Encoder) -> Analysis:
    learned = encoder.learned
    tokens = Tokens(article, marked_segments(article))

    decoded, mention_set, clusters, speakers = _cast(tokens, encoder)
    ranked = SourceRanker(mention_set, tokens).rank(decoded, learned["source"])
    resolved = ImplicitSpeakers(ranked, mention_set, clusters, tokens).resolve(learned["unsourced"])
    candidates = score_candidates(resolved, mention_set, speakers, learned["marked"], learned["unmarked"])
    likely = [each for each in candidates if (each.score or 0.0) >= learned["least"]]

    arranged = apply_layout(tokens, likely)
    spoken = add_turns(tokens, mention_set.mentions, speakers, arranged)
    headed = attribute_headlines(tokens, speakers, spoken)

    nested = split_nested(tokens, mention_set.mentions, speakers, headed)
    trimmed = [trim_content(tokens, each) for each in nested]
    attributions = in_reading_order(tokens, trimmed)
    named = speakers.speakers_of(attributions)
    pairs = zip(attributions, named, strict=True)
    confidences = [confidence(each, speaker, learned["confidence"]) for each, speaker in pairs]
    retold = [
        (each, speaker, confidence(each, speaker, learned["confidence"]))
        for each, speaker in _retold(tokens, mention_set, speakers, attributions, encoder)
    ]
    return Analysis(
        tokens, mention_set, speakers, ranked, resolved, candidates, attributions, named, confidences, retold
    )


def _cast(
    tokens: Tokens, encoder: Encoder, voices: Sequence[Voice] = ()
) -> tuple[list[Candidate], MentionSet, list[Cluster], SpeakerTable]:
    """What the network reads: candidate attributions, mentions, their clusters, and these as speakers."""
    article = tokens.article
    decoder, detector = load_decoder(encoder), MentionDetector(tokens, encoder.links)
    decoded: list[Candidate] = []
    for scores in encoder.read(article, tokens.segments):
        spans = decoder.spans(scores)
        decoded += decoder.candidates(scores, spans, tokens.segments)
        detector.add(scores, spans)
    mention_set = detector.mention_set()
    antecedents = score_antecedents(mention_set, tokens.text, encoder.links)
    clusters = resolve_coreference(mention_set, tokens.text, antecedents, voices)
    speakers = SpeakerTable(mention_set, clusters, tokens.text, encoder.learned["role"], article.byline)
    return decoded, mention_set, clusters, speakers


def _retold(
    tokens: Tokens,
    mention_set: MentionSet,
    speakers: SpeakerTable,
    attributions: Sequence[Attribution],
    encoder: Encoder,
) -> Iterator[tuple[Attribution, Speaker | None]]:
    """The quotations inside quotations with their speakers, by a second reading of the article without outer marks."""
    segments = inner_segments(tokens.article, tokens.segments)
    inner = Tokens(tokens.article, segments) if segments else tokens
    leading = [segment for segment in segments if leads_to_speech(inner, segment)]
    if not leading:
        return
    part = with_blocks_near(tokens.article, leading)
    if len(part.blocks) < len(tokens.article.blocks):
        inner = Tokens(part, within_blocks(segments, part.blocks))
    voices = sorted(_voices(mention_set, speakers, attributions), key=lambda voice: voice.start)
    _, inner_mentions, _, inner_speakers = _cast(inner, encoder, voices)
    known = {span for each in attributions for span in each.content}
    for each, speaker in retold_speech(inner, inner_mentions.mentions, inner_speakers, tokens.segments):
        if known.isdisjoint(each.content):
            yield each, speaker


def apply_layout(tokens: Tokens, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions as the form of the page has them, in reading order.

    Args:
        tokens: the article's words.
        attributions: those of the network.
    """
    titles = quoted_titles(tokens)
    separate = split_by_sentence(attributions, tokens)
    spoken = drop_titles(separate, tokens, titles)
    joined = join_continued(sorted(spoken, key=_start), tokens)
    complete = [*joined, *unattributed_quotations(joined, tokens, titles)]
    return sorted(apply_credits(complete, tokens), key=_start)


def _start(attribution: Attribution) -> tuple[int, int]:
    return attribution.content[0].start, attribution.content[0].end


def _voices(mention_set: MentionSet, speakers: SpeakerTable, attributions: Sequence[Attribution]) -> Iterator[Voice]:
    """The quoted words of attributions with their speakers."""
    labels = speakers.labels_of(attributions)
    for each in attributions:
        numbers = [number for cluster in speakers.clusters_of(each, labels) for number in cluster.mentions[:_MANY]]
        said_by = tuple(mention_set.mentions[number].start for number in numbers)
        yield from (Voice(span.start, span.end, said_by) for span in each.content if span.quoted)
