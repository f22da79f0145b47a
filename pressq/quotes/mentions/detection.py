"""Mention detection: from the scores of words to names, nominals, pronouns and roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pressq.article import Span
from pressq.quotes.encoding.viterbi import TagSpans, TokenSpan, spans_from_probabilities
from pressq.quotes.mentions.mention import NAME_KINDS, Mention, MentionKind, MentionSet
from pressq.quotes.mentions.name_spans import WindowView, extract_names
from pressq.quotes.mentions.retagging import retag
from pressq.quotes.mentions.role_spans import is_informative, trim_role, with_abbreviation_stop
from pressq.quotes.mentions.tagged_sources import with_tagged_sources
from pressq.quotes.mentions.trimming import trim_mentions
from pressq.quotes.mentions.whole_names import complete_names
from pressq.text.lexicon import lexicon

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from pressq.quotes.encoding.encoder import WindowScores
    from pressq.quotes.encoding.tokens import Tokens

    Floats = npt.NDArray[np.float32]

__all__ = ["MentionDetector"]

_NAME_LABELS: tuple[MentionKind, ...] = (*NAME_KINDS, "pronoun")


class MentionDetector:
    """Detects the mentions of one article window by window, so that no window's scores need to be kept.

    Args:
        tokens: the article's words.
        weights: `mention.weight` and `mention.bias`, which make vectors of mentions from states of words.
    """

    def __init__(self, tokens: Tokens, weights: Mapping[str, Floats]) -> None:
        self._tokens = tokens
        self._weights, self._bias = _projection(weights)
        self._mentions: list[Mention] = []
        self._vectors: list[Floats] = []
        self._roles: list[Mention] = []

    def add(self, scores: WindowScores, tagged: TagSpans) -> None:
        """Detect the mentions and roles of one window, sources that its tags show among them."""
        view = WindowView(scores.window, self._tokens)
        spans = with_tagged_sources(tagged, list(_spans(scores, view)), view)
        found = [self._mention(view.text_span(span), kind) for span, kind in spans]
        self._mentions += found
        if spans:
            states = _states(scores.states, [span for span, _ in spans])
            self._vectors.append(_vectors(states, self._weights, self._bias))
        organisations = [mention for mention in found if mention.kind == "organisation"]
        self._roles += self._informative_roles(scores, view, organisations)

    def mention_set(self) -> MentionSet:
        """The mentions of all windows in reading order, without bare articles."""
        import numpy as np

        text, articles = self._tokens.text, lexicon("articles")
        trimmed = trim_mentions(text, list(retag(text, self._mentions, self._roles)))
        found = {
            number: mention
            for number, mention in enumerate(complete_names(self._tokens, trimmed))
            if mention and (mention.kind == "pronoun" or mention.of(text).casefold() not in articles)
        }
        order = sorted(found, key=lambda number: (found[number].start, -found[number].end, found[number].kind))
        vectors = np.concatenate(self._vectors)[order] if found else np.zeros((0, 0), np.float32)
        return MentionSet([found[number] for number in order], vectors, sorted(self._roles))

    def _informative_roles(
        self, scores: WindowScores, view: WindowView, organisations: Sequence[Mention]
    ) -> Iterator[Mention]:
        for span in _phrases(scores.roles, view):
            stopped = with_abbreviation_stop(self._tokens, view.text_span(span))
            role = trim_role(self._tokens.text, stopped)
            if is_informative(role, self._tokens.text, organisations):
                yield self._mention(role, "description")

    def _mention(self, span: Span, kind: MentionKind) -> Mention:
        tokens = self._tokens
        first = min(tokens.at(span.start), len(tokens) - 1)
        last = max(first, tokens.at(span.end - 1))
        paragraph, sentence, quoted = tokens.paragraph[first], tokens.sentence[first], tokens.quotation[first] >= 0
        return Mention(span.start, span.end, kind, first, last, paragraph, sentence, quoted)


def _spans(scores: WindowScores, view: WindowView) -> Iterator[tuple[TokenSpan, MentionKind]]:
    """The names and pronouns of a window, and its nominals unless it is the elided middle of a quotation."""
    for kind, spans in zip(_NAME_LABELS, extract_names(scores, view), strict=True):
        yield from ((span, kind) for span in spans)
    if not scores.window.aside:
        yield from ((span, "description") for span in _phrases(scores.descriptions, view))


def _phrases(probabilities: Floats, view: WindowView) -> list[TokenSpan]:
    """The nominals or roles, each within one paragraph."""
    return spans_from_probabilities(probabilities, view.begins)[0]


def _states(states: Floats, spans: Sequence[TokenSpan]) -> Floats:
    """The states of the first word of each span, of its last word, and the mean of all: [3, spans, hidden]."""
    import numpy as np

    first, stop = np.array(spans, np.intp).T
    heads, tails = states[first], states[stop - 1]
    means = (heads + tails) / 2
    for number, (begin, end) in enumerate(spans):
        if end - begin > 2:  # few are so long
            means[number] = states[begin:end].mean(0)
    return np.stack([heads, tails, means])


def _projection(weights: Mapping[str, Floats]) -> tuple[Floats, Floats]:
    """The projection of states to vectors: weights [3, hidden, width] and bias [width]."""
    weight, bias = weights["mention.weight"], weights["mention.bias"].reshape(3, -1)
    return weight.reshape(*bias.shape, -1).transpose(0, 2, 1), bias.sum(0)


def _vectors(states: Floats, weights: Floats, bias: Floats) -> Floats:
    """The vectors [mentions, width] of states [3, mentions, hidden], by weights [3, hidden, width]."""
    vectors: Floats = bias + sum(part @ weight for part, weight in zip(states, weights, strict=True))
    return vectors
