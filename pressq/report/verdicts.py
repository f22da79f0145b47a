"""From the alignment of a quotation to a verdict: its changes, its notes, and the speaker in the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pressq.article import Article, Passage, Quote, QuoteSpan, Speaker
from pressq.report.alignment import Alignment, Stretch
from pressq.report.change_notes import notes_on_change
from pressq.report.cleaning import is_cleaned
from pressq.report.context import goes_on_otherwise, hides_negation, is_turned, negations
from pressq.report.ellipses import QuotationPiece, changes_meaning, edge_signs, split_at_ellipses
from pressq.report.placement import placed, surroundings
from pressq.report.source_texts import Sources
from pressq.report.verification import NOTES, VERDICTS, Change, Check, Match, Note, Part, SpeakerVerdict, Verdict

__all__ = ["check_quotation"]

_AFTER = 80  # characters of the source around words that may be a stutter
_FAR = 1500  # characters of the source that no ellipsis should span


def check_quotation(quote: Quote, article: Article, sources: Sources) -> Check:
    """Check a quotation of an article against the sources, part by part."""
    findings = _Checker(quote, article, sources).findings()
    parts = tuple(each.part() for each in findings)
    notes = set().union(*(each.notes for each in findings))
    speaker, said = _speaker(quote.speaker, parts, sources)
    verdict: Verdict = max((part.verdict for part in parts), key=VERDICTS.index, default="missing")
    return Check(quote, verdict, speaker, said, tuple(note for note in NOTES if note in notes), parts)


@dataclass(slots=True)
class _Finding:
    """One marked part: its words, the source passages they come from, and the verdict so far."""

    span: QuoteSpan
    article: Article
    sources: Sources
    words: tuple[int, int]
    verdict: Verdict = "verbatim"
    places: list[tuple[int, int]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: set[Note] = field(default_factory=set)

    def worsen(self, verdict: Verdict) -> None:
        self.verdict = max(self.verdict, verdict, key=VERDICTS.index)

    def change(self, quote: Passage, source: Passage, source_text: str) -> None:
        """Note that words of the part stand for others of the source."""
        before, after = (
            source_text[max(0, source.start - _AFTER) : source.start],
            source_text[source.end : source.end + _AFTER],
        )
        if is_cleaned(quote.text, source.text, before, after):
            self.worsen("cleaned")
            return
        self.worsen("altered")
        self.changes.append(Change(quote, source))
        self.notes |= notes_on_change(self.changes[-1], self.article.text, source_text)

    def matches(self) -> list[Match]:
        return [self.sources.match(begin, stop) for begin, stop in self.places if begin < stop]

    def part(self) -> Part:
        start, end = self.span.start, self.span.end
        matches = [self.sources.located(begin, stop) for begin, stop in self.places if begin < stop]
        if self.verdict == "verbatim" and matches:
            matches = [_with_marks(matches[0], self)]
        return Part(start, end, self.article.text[start:end], self.verdict, tuple(matches), tuple(self.changes))


class _Checker:
    """Check the pieces of a quotation in order."""

    def __init__(self, quote: Quote, article: Article, sources: Sources) -> None:
        self._article = article
        self._sources = sources
        spans = [span for span in quote.spans if span.quoted]
        self._pieces = split_at_ellipses(article.text, spans)
        self._places = placed(self._pieces, sources, quote.speaker)
        self._findings: dict[int, _Finding] = {}
        for piece in self._pieces:
            number, words = piece.part, piece.words.spans
            begin = self._findings[number].words[0] if number in self._findings else words[0][0]
            self._findings[number] = _Finding(spans[number], article, sources, (begin, words[-1][1]))

    def findings(self) -> list[_Finding]:
        """Findings of all parts that have words."""
        for piece, place in zip(self._pieces, self._places, strict=True):
            self._take(self._findings[piece.part], piece, place)
        for pair in pairwise(range(len(self._pieces))):
            self._join(*pair)
        found = list(self._findings.values())
        for finding in found:
            self._look_closer(finding)
        for pair in pairwise(range(len(self._pieces))):
            self._follow(*pair)
        for finding in found:
            self._look_around(finding, found)
        return found

    def _take(self, finding: _Finding, piece: QuotationPiece, place: Alignment | None) -> None:
        """One piece: its stretches, what is changed in them, and what lies between them."""
        if place is None:
            finding.worsen("missing")
            return
        for number, stretch in enumerate(place.stretches):
            if number:
                self._join_unsigned(finding, piece, place.stretches[number - 1], stretch)
            else:
                finding.places.append((stretch.begin, stretch.stop))
            text = self._source_text(stretch)
            for edit in stretch.edits:
                quoted = self._words(piece, edit.first, edit.end)
                finding.change(quoted, self._there(edit.begin, edit.stop, stretch), text)
            match = self._sources.match(stretch.begin, stretch.stop)
            if self._sources.all[match.source].has_turn_within(match.start, match.end):
                finding.worsen("spliced")

    def _join_unsigned(self, finding: _Finding, piece: QuotationPiece, one: Stretch, other: Stretch) -> None:
        """Two stretches without a sign between them: something was dropped, or they are spliced."""
        near = self._apart(one.stop, other.begin) <= 1
        if near:
            finding.places[-1] = finding.places[-1][0], other.stop
        else:
            finding.worsen("spliced")
            finding.places.append((other.begin, other.stop))
        if near or one.end < other.first:
            stop = other.begin if near else one.stop
            quoted = self._words(piece, one.end, other.first)
            finding.change(quoted, self._there(one.stop, stop, one), self._source_text(one))

    def _join(self, before: int, number: int) -> None:
        """Two pieces of one part with a sign between them."""
        piece, place, last = self._pieces[number], self._places[number], self._places[before]
        if place is None or last is None or piece.joint == "reporter":
            return
        finding = self._findings[piece.part]
        begin, stop = last.stretches[-1].stop, place.stretches[0].begin
        if piece.joint == "insertion":
            finding.worsen("spliced" if self._apart(begin, stop) > 1 else "cut")
            left_out = self._left_out(begin, stop, place.stretches[0])
            if negations(left_out.split()) != negations(piece.put_in.split()):
                finding.notes.add("negation")
            if changes_meaning(piece.put_in, left_out):
                finding.notes.add("bracket")
        elif begin != stop:
            finding.worsen("spliced" if stop < begin else "cut")
            if negations(piece.put_in.split()):
                finding.notes.add("negation")
            if begin < stop and self._is_far(begin, stop):
                finding.notes.add("ellipsis")
            self._leave_out(finding, piece, self._left_out(begin, stop, place.stretches[0]))

    def _follow(self, before: int, number: int) -> None:
        """Two parts with the reporter's words between them."""
        piece, place, last = self._pieces[number], self._places[number], self._places[before]
        if place is None or last is None or piece.joint != "reporter":
            return
        begin, stop = last.stretches[-1].stop, place.stretches[0].begin
        if begin != stop:
            self._findings[piece.part].worsen("cut")
            self._leave_out(self._findings[piece.part], piece, self._left_out(begin, stop, place.stretches[0]))

    def _left_out(self, begin: int, stop: int, near: Stretch) -> str:
        """The source's words between two places of one sentence."""
        return self._there(begin, stop, near).text if self._apart(begin, stop) == 0 else ""

    def _leave_out(self, finding: _Finding, piece: QuotationPiece, left_out: str) -> None:
        following = piece.words.text[piece.words.spans[0][0] :]
        if hides_negation(left_out, following):
            finding.notes.add("negation")
        if piece.joint == "ellipsis" and (hides_negation(left_out, following) or (left_out and is_turned(left_out))):
            finding.notes.add("ellipsis")

    def _is_far(self, begin: int, stop: int) -> bool:
        """Does another speaker begin between two places, or do they lie far apart?"""
        last, following = self._sources.match(begin - 1, begin), self._sources.match(stop, stop + 1)
        if last.source != following.source:
            return True
        source = self._sources.all[last.source]
        return following.start - last.end > _FAR or source.has_turn_within(last.start, following.end)

    def _look_closer(self, finding: _Finding) -> None:
        """Compare the characters of the whole part, and its ellipses at both ends."""
        if finding.verdict == "missing":
            if finding.places:
                finding.verdict = "altered"
            return
        if finding.verdict in {"verbatim", "cut"} and finding.places and _is_verbatim(finding):
            finding.verdict = "verbatim"
            finding.places = [(finding.places[0][0], finding.places[-1][1])]
            return
        finding.worsen("typographic")
        matches = finding.matches()
        for is_sign, match, side in zip(
            edge_signs(self._article.text, finding.span), (matches[0], matches[-1]), (0, 1), strict=True
        ):
            around = surroundings(self._sources, match.source, match.start, match.end)[side]
            if is_sign and any(map(str.isalnum, around)):
                finding.worsen("cut")

    def _look_around(self, finding: _Finding, all_findings: Sequence[_Finding]) -> None:
        """Note a context that turns the sense of the quoted words."""
        taken = [match for each in all_findings for match in each.matches()]
        for match in finding.matches():
            before, after = surroundings(self._sources, match.source, match.start, match.end)
            near = [other for other in taken if other.source == match.source and other != match]
            begun = any(match.start - len(before) < other.end <= match.start for other in near)
            ended = any(match.end <= other.start < match.end + len(after) for other in near)
            if (not begun and is_turned(before)) or (not ended and goes_on_otherwise(after)):
                finding.notes.add("context")
                finding.worsen("cut")
            if self._is_asked(finding, match):
                finding.notes.add("question")
                finding.worsen("cut")

    def _is_asked(self, finding: _Finding, match: Match) -> bool:
        """Is the source's sentence a question of which the quotation makes a statement?"""
        text = self._sources.articles[match.source].text
        sentence = self._sources.all[match.source].sentences(max(match.start, match.end - 1), match.end)[-1]
        asked = sentence.of(text).rstrip(" \n\t\"'”’)*").endswith("?")
        around = self._article.text[finding.span.start : finding.span.end + 2]
        return asked and "?" not in around and match.end + _AFTER // 4 >= sentence.end

    def _words(self, piece: QuotationPiece, first: int, end: int) -> Passage:
        """Words of the quotation; none are the gap where they would stand."""
        spans = piece.words.spans
        if first < end:
            return Passage.cut(self._article.text, spans[first][0], spans[end - 1][1])
        offset = spans[first - 1][1] if first else spans[0][0]
        return Passage(offset, offset, "")

    def _there(self, begin: int, stop: int, near: Stretch) -> Passage:
        """Words of a source; none are the gap where they would stand, in the source of `near`."""
        if begin < stop:
            match = self._sources.match(begin, stop)
            return Passage(match.start, match.end, match.text)
        if begin > near.begin:
            offset = self._sources.match(begin - 1, begin).end
        else:
            offset = self._sources.match(near.begin, near.begin + 1).start
        return Passage(offset, offset, "")

    def _apart(self, one: int, other: int) -> int:
        """How many sentences on from the end of one stretch another begins; many where it is before it."""
        if other < one:
            return 2
        last, following = self._sources.match(one - 1, one), self._sources.match(other, other + 1)
        if last.source != following.source:
            return 2
        source = self._sources.all[last.source]
        if source.turn_at(last.start) != source.turn_at(following.start):
            return 2
        return source.sentences_apart(last.start, following.start)

    def _source_text(self, stretch: Stretch) -> str:
        number, _ = self._sources.index.text_at(stretch.begin)
        return self._sources.articles[number].text


def _is_verbatim(finding: _Finding) -> bool:
    """Whether the part has the characters of the source, but for white space."""
    matches = finding.matches()
    first, last = matches[0], matches[-1]
    text, there = finding.article.text, finding.sources.articles[first.source].text
    start, end = finding.words
    if first.source != last.source or text[start:end].split() != there[first.start : last.end].split():
        return False
    opening, closing = text[finding.span.start : start], text[end : finding.span.end]
    before, after = there[: first.start].rstrip(), there[last.end :][: len(closing) + 40].lstrip()
    return before.endswith(opening.strip()) and "".join(after.split()).startswith("".join(closing.split()))


def _with_marks(match: Match, finding: _Finding) -> Match:
    """The match of a verbatim part with the marks that the part has at its ends."""
    text, there = finding.article.text, finding.sources.articles[match.source].text
    opening = "".join(text[finding.span.start : finding.words[0]].split())
    closing = "".join(text[finding.words[1] : finding.span.end].split())
    start, end = match.start, match.end
    for mark in reversed(opening):
        start = there.rindex(mark, 0, start)
    for mark in closing:
        end = there.index(mark, end) + 1
    return replace(match, start=start, end=end, text=there[start:end])


def _speaker(claimed: Speaker | None, parts: Sequence[Part], sources: Sources) -> tuple[SpeakerVerdict, Speaker | None]:
    """Compare the speaker of the article with the speaker of the source."""
    stated: dict[SpeakerVerdict, Speaker] = {}
    verdicts: set[SpeakerVerdict] = set()
    for part in parts:
        for match in part.matches:
            source = sources.all[match.source]
            said = source.speaker_of(match.start, match.end)
            verdict = source.stands_to(claimed, said)
            verdicts.add(verdict)
            if said is not None:
                stated.setdefault(verdict, said)
    worst: SpeakerVerdict = "other" if "other" in verdicts else "same" if verdicts == {"same"} else "unknown"
    return worst, stated.get(worst)
