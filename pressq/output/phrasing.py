"""Phrases that all formats for readers share: quotations with their marks, counts, attributions."""

from __future__ import annotations

import re
from bisect import bisect_right

from pressq.article import Article, LeftOut, Quote, Quotes, Speaker, SummarySentence
from pressq.output.printable import one_line
from pressq.quotes.supported_languages import SUPPORTED
from pressq.report.speaker_profiles import Group, SpeakerProfiles
from pressq.text.language_detection import language_names
from pressq.text.lexicon import lexicon

__all__ = [
    "attribution",
    "certainty",
    "citation",
    "count",
    "count_quotes",
    "count_speakers",
    "groups",
    "heading",
    "lead_in",
    "left_out",
    "name_and_role",
    "provenance",
    "quoted_paragraphs",
    "score_parts",
    "shown",
    "unsupported_language",
]

_SURE, _LIKELY = 0.9, 0.6
_BETWEEN = re.compile(r"[\w’' -]{0,40}[\"“‘«]?")  # from a cue to its content: " reporters that "


def certainty(confidence: float) -> str:
    """A confidence as a word: "sure" is right 9 times in 10, "doubtful" about half the time."""
    return "sure" if confidence >= _SURE else "likely" if confidence >= _LIKELY else "doubtful"


def lead_in(quote: Quote) -> str:
    """The reporter's words in front of the content: "denied", "told reporters", "has warned".

    They are the cue, with what stands between it and the content. Unless it is denied, a direct quotation has none, nor
    has a cue that is no verb ("according to") or follows the content.
    """
    cue, sentence = quote.cue, quote.sentence
    if cue is None or (quote.kind == "direct" and quote.polarity == "asserted"):
        return "denied:" if quote.polarity == "denied" else ""
    first = one_line(cue.text).split(" ")[0].casefold()
    if cue.start > quote.spans[0].start:  # "said In May it opens" is no English
        return f"{one_line(cue.text)}:" if quote.polarity == "denied" else ""
    if quote.polarity == "asserted" and (first == "according" or first in lexicon("prepositions")):
        return ""
    start = quote.spans[0].start
    between = ""
    if sentence.start <= cue.start and cue.end <= start <= sentence.end:
        between = sentence.text[cue.end - sentence.start : start - sentence.start]
    apart = quote.mention is not None and cue.end <= quote.mention.start < start
    return one_line(cue.text if apart or not _BETWEEN.fullmatch(between) else cue.text + between).rstrip(" \"'“‘«")


def shown(quote: Quote) -> str:
    """The words of a quotation after the reporter's that lead in: denied that she had taken money."""
    lead = lead_in(quote)
    return f"{lead} {quote.quoted}" if lead else quote.quoted


def quoted_paragraphs(quote: Quote) -> list[str]:
    """The words of a quotation as a reader must see them, each paragraph on one line."""
    return [one_line(paragraph) for paragraph in quote.quoted.split("\n\n")]


def attribution(quote: Quote, article: Article) -> list[str]:
    """Facts of a quotation: its place, its cue unless that leads in, and whether it is indirect or not said."""
    before = bisect_right(article.blocks, quote.spans[0].start, key=lambda block: block.start)
    headline = before > 0 and article.blocks[before - 1].kind == "title"
    found = ["headline" if headline else f"¶{quote.paragraph}"]
    found += [one_line(quote.cue.text)] if quote.cue and not lead_in(quote) else []
    found += ["indirect"] if quote.kind == "indirect" else []
    return found if quote.speech else [*found, "not said"]


def name_and_role(speaker: Speaker) -> str:
    """A speaker with the role, or each of several: "Ann Lee, the mayor, and Tim Okoro"."""
    *others, last = (f"{one.name}, {one.role}" if one.role else one.name for one in speaker.each)
    comma = "," if any(one.role for one in speaker.members[:-1]) else ""
    return f"{', '.join(others)}{comma} and {last}" if others else last


def citation(quote: Quote) -> str:
    """A quotation ready to print: “We stay,” said Ann Lee, the mayor."""
    words = one_line(quote.quoted)
    if quote.speaker is None:
        return one_line(shown(quote)) if quote.polarity == "denied" else words
    who = one_line(name_and_role(quote.speaker))
    if quote.polarity == "denied" or _is_statement(quote):
        comma = "," if quote.speaker.each[-1].role else ""
        return _ended(f"{who}{comma} {lead_in(quote)} {words}")
    direct = quote.kind == "direct"
    if not direct:
        words = words.removeprefix("that ")
        words = words[:1].upper() + words[1:]
    said = f"{_with_comma(words, ends_sentence=direct)} {'said' if direct else 'according to'} {who}"
    return _ended(said)


def _is_statement(quote: Quote) -> bool:
    """Whether mention, cue and content make a sentence as they stand: Lee warned that it was old."""
    if quote.kind == "direct" or quote.mention is None or quote.cue is None:
        return False
    verb = one_line(quote.cue.text).split(" ")[0].casefold()
    in_order = quote.mention.end < quote.cue.start and quote.cue.end < quote.spans[0].start
    return in_order and not verb.endswith("ing") and verb != "to" and bool(lead_in(quote))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "”")) else f"{sentence}."


def _with_comma(words: str, *, ends_sentence: bool) -> str:
    """Words before their attribution: a comma replaces the full stop, inside the closing mark if there is one."""
    mark = "”" if words.endswith("”") else ""
    bare = words.removesuffix(mark).rstrip()
    if bare.endswith(("?", "!", "…", "—")) and ends_sentence:
        return bare + mark
    return f"{bare.rstrip('.,;:')},{mark}"


def groups(found: SpeakerProfiles, counted: tuple[Group, ...], most: int = 8) -> str:
    """Speakers by what they have in common: "she 3 quotations, 61% · not stated 1 quotation, 39%"."""
    shown = [
        f"{one_line(group.name or 'not stated')} {count(group.quotes, 'quotation')}, {found.share(group):.0%}"
        for group in counted[:most]
    ]
    more = len(counted) - most
    return " · ".join([*shown, f"{more:,} more"] if more > 0 else shown)


def heading(article: Article) -> str:
    """The title of an article, or else its source."""
    return one_line(article.title or article.source)


def provenance(article: Article, *, source: bool = False) -> str:
    """Byline, dateline, publisher and date, as far as known; with `source`, also the file."""
    dateline = one_line(article.dateline or "").rstrip(" -–—_")
    parts = [article.source] if source and article.title else []
    parts += [part for part in (article.byline, dateline) if part]
    parts += [part for part in (article.publisher, article.published) if part and part not in dateline]
    return " · ".join(map(one_line, parts))


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: 1 quote, 2 quotes, 1,000 quotes."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def count_quotes(found: Quotes) -> str:
    """The number of quotations and speakers, or why there are none."""
    if not found.quotes and "language" in found.notes:
        return f"No quotations: {unsupported_language(found.article.language)}."
    if not found.quotes:
        return "No quotations found."
    speakers = {speaker.name for quote in found.quotes if quote.speaker for speaker in quote.speaker.each}
    lost = sum(quote.speaker is None for quote in found.quotes)
    text = f"{count(len(found.quotes), 'quotation')}, {count(len(speakers), 'speaker')}"
    return f"{text}, {lost:,} without a speaker" if lost else text


def unsupported_language(language: str | None) -> str:
    """Why an article has no quotations: "written in French; pressq attributes quotations in English ... only"."""
    *most, last = (language_names()[code] for code in SUPPORTED)
    known = f"{', '.join(most)} and {last}"
    written = f"written in {language_names().get(language, language)}" if language else "in no language that it knows"
    return f"{written}; pressq attributes quotations in {known} only"


def count_speakers(found: SpeakerProfiles) -> str:
    """The number of speakers, quotations, words and articles."""
    if not found.quotes:
        return f"No quotations in {count(found.articles, 'article')}."
    parts = [
        count(len(found.profiles), "speaker"),
        count(found.quotes, "quotation"),
        count(found.words, "word"),
        count(found.articles, "article"),
    ]
    text = ", ".join(parts)
    return f"{text}; {count(len(found.unattributed), 'quotation')} without a speaker" if found.unattributed else text


def score_parts(sentence: SummarySentence) -> str:
    """A score as a sum: "0.92 = 0.60 centrality + 0.35 lead − 0.03 length"; what adds nothing is left out."""
    parts = [(part.name, part.value) for part in sentence.parts if round(part.value, 2)]
    terms = [f"{'−' if value < 0 else '+'} {abs(value):.2f} {name}" for name, value in parts]
    return f"{sentence.score:.2f} = {' '.join(terms).removeprefix('+ ') or '0'}"


def left_out(one: LeftOut) -> str:
    """A sentence left out of a summary, and its similarity to the one that stays."""
    where = f"{one_line(one.source)} " if one.source else ""
    return f"left out, {one.similarity:.0%} alike: {where}¶{one.paragraph + 1} {one_line(one.text)}"
