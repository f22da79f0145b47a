"""Phrases that all formats for readers share: quotations with their marks, counts, attributions."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from pressq.article import Article, LeftOut, Quote, Quotes, Speaker, SummarySentence
from pressq.output.printable import one_line
from pressq.quotes.supported_languages import SUPPORTED
from pressq.report.speaker_profiles import Group, SpeakerProfiles
from pressq.text.language_detection import language_names
from pressq.text.lexicon import lexicon
from pressq.text.names import name_words

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
    "reference",
    "score_parts",
    "shown",
    "unsupported_language",
]

_SURE, _LIKELY = 0.9, 0.6
_INSIDE, _OUTSIDE = (re.compile(marks) for marks in ('[,.]["”]', '["”][,.]'))
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
    *others, last = (
        f"{_within(one.name)}, {_within(one.role)}" if one.role else _within(one.name) for one in speaker.each
    )
    comma = "," if any(one.role for one in speaker.members[:-1]) else ""
    return f"{', '.join(others)}{comma} and {last}" if others else last


def _within(phrase: str) -> str:
    """A phrase as it is inside of a sentence: "an engineer" for "An engineer"."""
    first, _, rest = phrase.partition(" ")
    small = first.casefold() in lexicon("articles", "determiners", "number-words") and first[1:] == first[1:].lower()
    return f"{first.lower()} {rest}" if rest and small else phrase


def citation(quote: Quote, article: Article) -> str:
    """A quotation ready to print: “We stay,” said Ann Lee, the mayor.

    The words are verbatim. A direct quotation of whole sentences gets its speaker, with the comma where the article
    has its commas; of any other one, and of what is denied, the article's own sentences are the citation.
    """
    words = " ".join(quoted_paragraphs(quote)).replace("” “", " ")
    goes_on = words.lstrip("“‘").lstrip()[:1].islower()  # it is the end of a sentence of the reporter's
    if quote.kind != "direct" or quote.polarity == "denied" or " … " in words or goes_on:
        return _own_sentences(quote)
    if quote.speaker is None:
        return words
    titled = [_titled(one, article.text) for one in quote.speaker.each]
    who = one_line(name_and_role(Speaker.joint(titled) if quote.speaker.members else titled[0]))
    return _ended(f"{_with_comma(words, inside=_has_commas_inside(article.text))} said {who}")


def _titled(speaker: Speaker, text: str) -> Speaker:
    """The speaker with a role that the article puts before the name as a part of it: Judge Ann Lee."""
    forms = (speaker.name, *speaker.aliases)
    if not speaker.role or not any(f"{speaker.role} {form}" in text for form in forms):
        return speaker
    return replace(speaker, name=f"{speaker.role} {speaker.name}", role=None)


def _own_sentences(quote: Quote) -> str:
    """The sentences of the article, with the name in square brackets where they have a pronoun or nominal instead."""
    sentence, mention, speaker = quote.sentence, quote.mention, quote.speaker
    if mention is None or speaker is None or not sentence.start <= mention.start <= mention.end <= sentence.end:
        return one_line(sentence.text)
    names = {word for one in speaker.each for word in name_words(one.name)}
    if speaker.kind == "unnamed" or names & set(name_words(sentence.text)):
        return one_line(sentence.text)
    start, end = mention.start - sentence.start, mention.end - sentence.start
    return one_line(f"{sentence.text[:start]}[{speaker.name}]{sentence.text[end:]}")


def reference(article: Article) -> str:
    """Where a quotation is from: headline, publisher, date and address, as far as known."""
    address = article.url or article.source
    where = address if "://" in address else None
    parts = (article.title, article.publisher, (article.published or "")[:10], where)
    return ", ".join(one_line(part) for part in parts if part) or one_line(article.source)


def _has_commas_inside(text: str) -> bool:
    """Does a text put commas inside of closing quotation marks, as American texts do?"""
    return len(_INSIDE.findall(text)) >= len(_OUTSIDE.findall(text))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "”")) else f"{sentence}."


def _with_comma(words: str, *, inside: bool) -> str:
    """Words before their attribution: a comma replaces the full stop, on one side of the closing mark."""
    mark = "”" if words.endswith("”") else ""
    bare = words.removesuffix(mark).rstrip()
    if bare.endswith(("?", "!", "…", "—")):
        return bare + mark
    bare = bare.rstrip(".,;:")
    return f"{bare},{mark}" if inside or not mark else f"{bare}{mark},"


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
    parts += [part for part in (article.publisher, (article.published or "")[:10]) if part and part not in dateline]
    return " · ".join(map(one_line, parts))


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: 1 quote, 2 quotes, 1,000 quotes."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def count_quotes(found: Quotes) -> str:
    """The number of quotations and speakers, or why there are none or fewer."""
    if not found.quotes and "language" in found.notes:
        return f"No quotations: {unsupported_language(found.article.language)}."
    where = " in the part of the page that was read" if "incomplete" in found.notes else ""
    if not found.quotes:
        return f"No quotations found{where}."
    speakers = {speaker.name for quote in found.quotes if quote.speaker for speaker in quote.speaker.each}
    lost = sum(quote.speaker is None for quote in found.quotes)
    text = f"{count(len(found.quotes), 'quotation')}, {count(len(speakers), 'speaker')}"
    text = f"{text}, {lost:,} without a speaker" if lost else text
    return f"{text},{where}" if where else text


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
