"""Interviews and transcripts: who speaks is told by labels, by names on lines of their own, or by questions.

"LEE: We stay."; "Ann Lee -- Chief Executive" above what she says, or below; "Did you stay?" above, or before, an answer
in the first person.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from pressq.article import Block, QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.cues import is_cue_verb
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.mentions.mention import Mention
from pressq.quotes.speakers.profiles import SpeakerTable
from pressq.text.boilerplate import is_aside, is_boilerplate
from pressq.text.lexicon import lexicon
from pressq.text.names import is_initials, name_words

__all__ = ["add_turns"]

_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?"  # of a recording
_TIME = rf"(?:[\[(]?{_CLOCK}[\])]?\s*[-–—]?\s*)?"
_NAME = r"[A-Z][\w.'’-]+(?:[ ](?:(?:for|of|the|and)[ ]){0,2}[A-Z\d][\w.'’-]*){0,5}"
_LABEL = re.compile(
    rf"""[^\w(\[]*(?:\d{{1,3}}\.\s)?{_TIME}(?:
        (?P<name>{_NAME}(?:[ ]\((?!{_CLOCK})[^)\n]{{1,60}}\)){{0,2}})
            (?:(?:,[ ](?P<told>[^:,.?!\n]{{1,60}})|[ ][\[(]{_CLOCK}[\])])?\**:|[ ]\[\d\d:\d\d:\d\d\])  # "Lee, vet: "
      | (?P<capitals>[A-Z][a-z]+\.?(?:[ ][A-Z][A-Z'’-]+)+)\.                                      # "Senator LEE. "
      | (?P<letter>[QA])(?:\d{{0,2}}\**[:.]|(?<=Q)(?=\s))                                         # "A1: ", "Q "
      | (?P<initials>[A-Z]{{2,3}})(?=\**[ ][A-Z(])                                                # "AL "
    )\**\s+{_TIME}""",
    re.VERBOSE,
)
_LETTERS = ("letter", "initials")
_LABELS = ("name", "capitals", *_LETTERS)
_VOICE = r"(?:Unknown\s)?(?:Speaker|SPEAKER)(?:\s?\d+)?"  # as programs that write down speech call who they hear
_LINE = re.compile(
    rf"(?P<name>{_VOICE}|[^\W\d_][^\n,(:?!]{{1,60}}?):?(?:(?:\s+[-–—]+\s|,\s|\s\(|\s+(?=\d))[^\n]{{1,80}})?"
)
_ASKED_IN_BOLD = re.compile(r"\*\*[^*\n]+\?\*\*[ ](?=\S)")  # before an answer: "**Tea or coffee?** Tea."
_AGE = re.compile(r",\s(?:aged\s)?\d{1,3}\b")  # after a name
_LONGEST_LINE, _LONGEST_QUESTION = 90, 400  # characters
_SENTENCE_ENDS = tuple('.!?…,;"”’')
_ORNAMENTS = "*_ "
_WHEN = re.compile(rf"(?:\d+\s+)?{_CLOCK} --> ")  # in subtitles
_LEAST_TURNS = 3  # of a transcript
_LEAST_QUESTIONS = 2  # among what is asked in an interview; the others tell "you" something
_TO_YOU = 2  # questions to "you" among those of an interview, or one where each is a sentence
_LABELLED = 3  # one paragraph of so many begins with a label, where those between two of them go on
_OF_ME = 3  # one answer of so many, at least, tells of "me": others of "us", as editors and firms do
_TALKING = 3  # one turn of so many is certainly talk
_CONFIDENCE = 0.95
_ME = frozenset({"i", "me", "my", "myself"})
_US = frozenset({"we", "us", "our", "ourselves"})
_YOU = frozenset({"you", "your", "yours", "yourself", "yourselves"})


@dataclass(frozen=True, slots=True)
class _Turn:
    """What somebody says, paragraph by paragraph, and where a label names him; None for whom the page asks."""

    label: Span | None
    words: list[Span] = field(default_factory=list)


_Begun = Mapping[int, _Turn | None]  # by the block in which it begins; None where another only ends


def add_turns(
    tokens: Tokens, mentions: Sequence[Mention], cast: SpeakerTable, attributions: Sequence[Attribution]
) -> list[Attribution]:
    """The attributions; of a transcript its turns, and what is passed on in them.

    Args:
        tokens: the article's words.
        mentions: its mentions.
        cast: who they are.
        attributions: what was found so far.
    """
    labelled = (form(tokens, mentions) for form in (_labelled, _headed))
    told = next((each for each in labelled if _is_talk(tokens, each)), None) or _asked(tokens)
    asked, answers = None, None
    if told and told[0].label is None:
        asked = cast.introduced_person(told[0].words[0].start, writer=False)
        if asked is None:
            return list(attributions)  # nobody tells whose the answers are
        answers = Span(mentions[asked].start, mentions[asked].end)
    found: list[Attribution] = []
    covered: list[tuple[Span, Attribution]] = []
    for turn in told:
        spoken = (span for paragraph in turn.words for span in _said(tokens, paragraph))
        content = tuple(span for span in spoken if not _is_note(span.of(tokens.text)))
        each = Attribution(content, turn.label or answers, None, _CONFIDENCE, asked, turn=True)
        covered += [(paragraph, each) for paragraph in turn.words]
        found += [each] if content else []
    return found + [part for each in attributions for part in _outside(tokens, cast, covered, each)]


def _is_talk(tokens: Tokens, told: Sequence[_Turn]) -> bool:
    """Does one turn of so many stand between marks, or say "I", "we" or "you"? "Price: ten crowns" is none."""
    first = (turn.words[0] for turn in told)
    talking = (_has(tokens, words, _ME | _US | _YOU) or _is_between_marks(tokens, words) for words in first)
    return sum(talking) * _TALKING >= len(told) > 0


def _is_note(words: str) -> bool:
    told = any(map(str.isalnum, words)) and not _WHEN.match(words)
    return not told or is_aside(words) or is_boilerplate(words)


def _said(tokens: Tokens, paragraph: Span) -> list[QuoteSpan]:
    """What is said in a paragraph: what its marks enclose, where nothing stands outside of them."""
    if _is_between_marks(tokens, paragraph):
        indices = dict.fromkeys(tokens.quotation[slice(*tokens.range(paragraph))])
        segments = (tokens.segments[index] for index in indices)
        return [QuoteSpan(max(paragraph.start, each.start), each.end, True) for each in segments]
    words = paragraph.of(tokens.text)
    start = paragraph.end - len(words.lstrip())
    return [QuoteSpan(start, start + len(words.strip()), False)]


def _outside(
    tokens: Tokens, cast: SpeakerTable, covered: Sequence[tuple[Span, Attribution]], attribution: Attribution
) -> Iterator[Attribution]:
    """What an attribution has outside of the turns, or what is passed on inside of one."""
    rest = tuple(span for span in attribution.content if not _around(covered, span))
    source, cue = attribution.source, attribution.cue
    if rest:
        yield attribution.with_content(rest)
    elif source is not None and cue is not None and (turn := _around(covered, cue)):
        if source.of(tokens.text).casefold() in _ME | _US:
            yield replace(attribution, source=turn.source, mention=turn.mention, coordinated=())
        elif cast.speaker_of(attribution) is not cast.speaker_of(turn):  # nobody is "he" to himself
            yield attribution


def _around(covered: Sequence[tuple[Span, Attribution]], span: Span) -> Attribution | None:
    """The turn in one of whose paragraphs, which are in order, a stretch begins, if in any."""
    index = bisect_right(covered, span.start, key=lambda each: each[0].end)
    return covered[index][1] if index < len(covered) and covered[index][0].start < span.end else None


def _gathered(tokens: Tokens, begun: _Begun, goes_on: Callable[[_Turn, int], bool]) -> list[_Turn]:
    """The turns with the paragraphs in which they go on.

    What stands between marks always does; what does not, if what is before it does not either and `goes_on` says so, of
    the turn and of the block by its number.
    """
    current: _Turn | None = None
    for number, block in enumerate(tokens.blocks):
        if number in begun:
            current = begun[number]
        elif current is not None and block.kind == "body":
            free = not (current.words and _is_between_marks(tokens, current.words[-1]))
            if _is_between_marks(tokens, block) or (free and goes_on(current, number)):
                current.words.append(block)
            else:
                current = None
    return [turn for turn in begun.values() if turn is not None and turn.words]


def _is_between_marks(tokens: Tokens, paragraph: Span) -> bool:
    first, end = tokens.range(paragraph)
    return first < end and all(tokens.quotation[place] >= 0 for place in range(first, end))


# ----------------------------------------------------------------------------------------------------- forms
def _labelled(tokens: Tokens, mentions: Sequence[Mention]) -> list[_Turn]:
    """Paragraphs that begin with who speaks, and mostly a colon: three, of which somebody has two, or four at least."""
    begun = _labels(tokens, mentions)
    names = [turn.label.of(tokens.text) for turn in begun.values() if turn and turn.label]
    if len(names) < _LEAST_TURNS or len(names) == len(set(names)) <= _LEAST_TURNS:
        return []
    last = max(begun)
    dense = len(set(names)) > 1 and len(begun) * _LABELLED > last - min(begun)  # who asks has labels, too

    def goes_on(turn: _Turn, number: int) -> bool:
        return (
            dense and number < last and not any(_asks(tokens, each) for each in (turn.words[-1], tokens.blocks[number]))
        )

    return _gathered(tokens, {**begun, **_unlabelled(tokens, begun)}, goes_on)


def _labels(tokens: Tokens, mentions: Sequence[Mention]) -> dict[int, _Turn | None]:
    """The turns of who has a label; None for one that comes once and names no person: "Source:" only ends another.

    "However, Lee said:" is none, nor is what is no person's and goes on to a colon.
    """
    text, persons = tokens.text, {m.start: m.of(tokens.text) for m in mentions if m.kind == "person"}
    named = cache(lambda letters: any(is_initials(letters, person) for person in persons.values()))
    found: dict[int, tuple[str, bool, _Turn]] = {}  # the label, whether it is sure to be one, and the turn
    often: Counter[str] = Counter()
    for number, block in enumerate(tokens.blocks):
        match = _LABEL.match(text, block.start, block.end) if block.kind == "body" else None
        if match is None or any(map(is_cue_verb, (match["told"] or "").split())):
            continue
        form = next(form for form in _LABELS if match[form])
        if form == "initials" and not named(match["initials"]):
            continue
        label = Span(*match.span(form))
        sure = form in _LETTERS or not persons.keys().isdisjoint(range(label.start, label.end))
        *words, last = match[form].casefold().split()
        numbered = last[0].isdigit() and lexicon("roles").isdisjoint(words)
        if numbered and not sure:
            continue  # "Step 2", "Psalm 23"; but "JUROR 8"
        name = match[form].partition(" (")[0]  # "THE CHAIR (Ann Lee)" the first time, and then "THE CHAIR"
        found[number] = "" if match["told"] else name, sure, _Turn(label, [Span(match.end(), block.end)])
        often[name] += 1
    return {n: turn if sure or often[label] > 1 else None for n, (label, sure, turn) in found.items()}


def _unlabelled(tokens: Tokens, begun: _Begun) -> _Begun:
    """Questions below the last label, with answers of whoever answered before."""
    pairs = pairwise(turn for turn in begun.values() if turn is not None)
    answered = [answer.label for question, answer in pairs if _asks(tokens, question.words[-1])]
    found: dict[int, _Turn | None] = {}
    number = max(begun) + 1
    while answered and number + 1 < len(tokens.blocks) and _asks(tokens, tokens.blocks[number]):
        found |= {number: None, number + 1: _Turn(answered[-1], [tokens.blocks[number + 1]])}
        number += 2
    return found


def _headed(tokens: Tokens, mentions: Sequence[Mention]) -> list[_Turn]:
    """Lines of their own that name a person, above what she says, or below what stands between marks: three at least.

    Somebody has two of them, or each tells an age and most are above an "I", or marks stand beside each. Other such
    lines are labels where they come again ("Operator"), and else end a turn ("Questions and answers").
    """
    text, blocks, lines = tokens.text, tokens.blocks, _short_lines(tokens)
    known = [mention for mention in mentions if mention.kind == "person"]
    ends, names = {person.end for person in known}, {name_words(person.of(text)) for person in known}
    forms = {number: line.of(text) for number, line in lines.items()}
    persons = {
        n: form
        for n, form in forms.items()
        if lines[n].end in ends or name_words(form) in names or re.fullmatch(_VOICE, form)
    }
    marked = {n for n, block in enumerate(blocks) if _is_between_marks(tokens, block)}
    above, below = (all(n in marked for n in range(len(blocks)) if n - step in persons) for step in (-1, 1))
    by_me = sum(_has(tokens, blocks[n + 1], _ME) for n in persons if n + 1 < len(blocks))
    aged = by_me * 2 > len(persons) and all(_AGE.match(text, lines[n].end) for n in persons)
    again = len(set(persons.values())) < len(persons)
    if len(persons) < _LEAST_TURNS or not (again or aged or above or below):
        return []
    if above:
        return [_Turn(line, [blocks[n - 1]]) for n, line in lines.items() if n - 1 in marked]
    often = Counter(forms.values())
    begun = {n: _Turn(line) if n in persons or often[forms[n]] > 1 else None for n, line in lines.items()}
    return _gathered(tokens, begun, lambda *_: True)


def _short_lines(tokens: Tokens) -> dict[int, Span]:
    """What in each block that may be a line with a name would be the name, by the block's number.

    The first line, which is taken for a title, is one if more than its name stands there, which comes again.
    """
    lines = {}
    for number, block in enumerate(tokens.blocks):
        short = block.end - block.start <= _LONGEST_LINE and block.kind in ("body", "subhead", "title")
        match = _LINE.fullmatch(tokens.text, block.start, block.end) if short else None
        if match is not None and not block.of(tokens.text).endswith(_SENTENCE_ENDS):
            lines[number] = Span(*match.span("name"))
    often = Counter(line.of(tokens.text) for line in lines.values())
    return {
        number: line
        for number, line in lines.items()
        if tokens.blocks[number].kind != "title"
        or (line.end < tokens.blocks[number].end and often[line.of(tokens.text)] > 1)
    }


def _asked(tokens: Tokens) -> list[_Turn]:
    """Answers in the first person, below questions, or "You once said so", that are paragraphs of their own.

    In between and after them others may stand beside questions in bold, two of these or more together.

    Or answers between marks, where most are: then a paragraph that tells beside its marks who answers is none of them.
    """
    blocks = tokens.blocks
    asks = {n for n, block in enumerate(blocks) if block.kind in ("body", "subhead") and _asks(tokens, block)}
    first = min(asks, default=0)
    told = {
        n
        for n in range(len(blocks) - 1)
        if n - 1 not in asks and _tells_you(tokens, blocks[n], blocks[n + 1], first=n < first)
    }
    beginning = (n for n in sorted(asks | told) if n + 1 < len(blocks) and n + 1 not in asks | told)
    begun: dict[int, _Turn | None] = {n: _Turn(None) for n in beginning}
    marked = {n for n in begun if _is_between_marks(tokens, blocks[n + 1])}
    to_you = sum(_has(tokens, blocks[n], _YOU) for n in begun)
    by_me, by_us = (sum(n in marked or _has(tokens, blocks[n + 1], words) for n in begun) for words in (_ME, _ME | _US))
    plain = all(len(set(tokens.sentence[slice(*tokens.range(blocks[n]))])) == 1 for n in begun)
    few = len(begun) < _LEAST_TURNS or len(asks & begun.keys()) < _LEAST_QUESTIONS
    if few or to_you + plain < _TO_YOU or by_us * 2 < len(begun) or by_me * _OF_ME < len(begun):
        return []
    if len(marked) * 2 > len(begun):
        begun |= dict.fromkeys(begun.keys() - marked)
    beside = {n for n in range(min(begun), len(blocks)) if _ASKED_IN_BOLD.match(tokens.text, blocks[n].start)}
    answers = ((n, _answer(tokens, blocks[n])) for n in beside if not beside.isdisjoint((n - 1, n + 1)))
    begun |= {n: _Turn(None, [answer]) for n, answer in answers if answer is not None}
    last = max(begun)
    return _gathered(tokens, begun, lambda _, n: n <= last + 1 or _has(tokens, blocks[n], _ME))


def _tells_you(tokens: Tokens, paragraph: Block, answer: Block, *, first: bool) -> bool:
    """Does a paragraph begin with "you", or the first ask about "yourself", and say no "I", but what follows it?"""
    words = tokens.words_of(paragraph)
    opens = paragraph.kind == "body" and (not _YOU.isdisjoint(words[:1]) or (first and "yourself" in words))
    return opens and not _has(tokens, paragraph, _ME) and _has(tokens, answer, _ME)


def _answer(tokens: Tokens, paragraph: Span) -> Span | None:
    """What follows the question with which a paragraph begins, if it does."""
    bold = _ASKED_IN_BOLD.match(tokens.text, paragraph.start, paragraph.end)
    if bold:
        return Span(bold.end(), paragraph.end)
    first, end = tokens.range(paragraph)
    stop = tokens.sentence_bounds(first)[1] if first < end else end
    asks = stop < end and _asks(tokens, tokens.span(first, stop))
    return Span(tokens.starts[stop], paragraph.end) if asks else None


def _asks(tokens: Tokens, paragraph: Span) -> bool:
    """Is this paragraph a question, and the page's own?"""
    words = paragraph.of(tokens.text).rstrip(_ORNAMENTS)
    first, end = tokens.range(paragraph)
    outside = first < end and tokens.quotation[first] < 0 and tokens.quotation[end - 1] < 0
    return outside and words.endswith("?") and len(words) <= _LONGEST_QUESTION


def _has(tokens: Tokens, paragraph: Span, forms: frozenset[str]) -> bool:
    """Does one of these words stand in a paragraph, outside of marks?"""
    first, end = tokens.range(paragraph)
    return any(tokens.lower[place] in forms and tokens.quotation[place] < 0 for place in range(first, end))
