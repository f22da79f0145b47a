"""The phrases of an article that can be key phrases: names, and noun phrases that the words around them show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pressq.summary.languages import stemmer, stop_words
from pressq.summary.news import speech_verbs
from pressq.text.language_detection import function_words
from pressq.text.lexicon import lexicon
from pressq.text.names import is_title, surname

__all__ = ["Key", "Phrase", "names_and_nouns"]

Key = tuple[str, ...]

_LONGEST = 4  # words of a noun phrase
_LONGEST_NAME = 8  # words; what is longer is a headline
_OPENS = re.compile(r"[:\"“”„«»‘`(\[]|[-–—] ?\Z|(?<!\w)'")
_NO_NOUN_AFTER = frozenset({"as", "like", "since", "than", "to", "until"})  # "to close", "than expected"
_CALLED_SO = frozenset({"Emperor", "King", "Pope", "Prince", "Princess", "Queen", "Sultan"})  # Prince Harry
_SHOUTED = 0.5  # of "the", "of" and their like have a capital: it tells nothing
_CLEARLY = 2  # times as often as any other who is called so


@dataclass(slots=True)
class Phrase:
    """A phrase, whatever forms it is mentioned by.

    Attributes:
        first: the sentence that mentions it first, from 0.
        count: how often it is mentioned.
        forms: how it is spelled, by how often.
    """

    first: int
    count: int = 0
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def form(self) -> str:
        """Its most frequent spelling."""
        return self.forms.most_common(1)[0][0]


@dataclass(slots=True)
class _Word:
    """A word of a sentence.

    Attributes:
        start, end: where it stands, without 's.
        form, lower: as written, without 's, and in lower case.
        gap: what stands between it and the word before, 's included; None at the start of the sentence.
        opens: whether any word would have a capital here.
        name: whether it is a part of a name.
    """

    start: int
    end: int
    form: str
    lower: str
    gap: str | None
    opens: bool
    name: bool = False

    @property
    def capital(self) -> bool:
        return self.form[:1].isupper()


def names_and_nouns(sentences: Sequence[Any], language: str) -> tuple[dict[Key, Phrase], dict[Key, Phrase]]:
    """The names, by their words in lower case, and the noun phrases, by the stems of theirs, of an article.

    A name is a run of words with capitals, without titles; a mention by surname counts for the full name. A noun phrase
    is a run of up to four other words between punctuation and stop words. In English it must stand somewhere between a
    determiner or a preposition and what ends a phrase, where verbs do not stand: "of the steering gear was".

    Args:
        sentences: sumy's sentences.
        language: their language's code.
    """
    english = language == "en"
    stops = stop_words(language) | function_words().get(language, frozenset())
    stem = stemmer(language)
    names: dict[Key, Phrase] = {}
    nouns: dict[Key, Phrase] = {}
    read = [_words(sentence) for sentence in sentences]
    _mark_names(read, lexicon("function-words") if english else stops, lexicon("particles") if english else ())
    for number, words in enumerate(read):
        text = str(sentences[number])
        for run in _names(words, titles=english):
            _count(names, tuple(word.lower for word in run), number, text[run[0].start : run[-1].end])
        for a, b in _runs(words, lambda word: _is_content(word, stops), _adjoins):
            noun = b - a <= _LONGEST and (not english or _stands_as_noun(words, a, b))
            for i in range(a, b):
                for j in range(i + 1, min(i + _LONGEST, b) + 1):
                    form = text[words[i].start : words[j - 1].end] if noun and j - i == b - a else None
                    _count(nouns, tuple(stem(word.lower) for word in words[i:j]), number, form)
    _join_longer(names)
    _join_surnames(names)
    return names, {key: phrase for key, phrase in nouns.items() if _is_noun(phrase, english=english)}


def _words(sentence: Any) -> list[_Word]:
    plain = str(sentence).replace("’", "'")
    found: list[_Word] = []
    for word in sentence.words:
        before = found[-1].end if found else None
        start = plain.find(word, before)
        if start < 0:
            continue
        form = word.removesuffix("'s")
        gap = None if before is None else plain[before:start]
        opens = gap is None or (gap != " " and _OPENS.search(gap.removeprefix("'s")) is not None)
        found.append(_Word(start, start + len(form), form, form.lower(), gap, opens))
    return found


def _count(phrases: dict[Key, Phrase], key: Key, sentence: int, form: str | None) -> None:
    phrase = phrases.setdefault(key, Phrase(sentence))
    phrase.count += 1
    if form:
        phrase.forms[form] += 1


def _mark_names(read: Sequence[Sequence[_Word]], never: Collection[str], joining: Collection[str]) -> None:
    """Mark the words of all sentences that are part of a name; words of `never` are not.

    A capital tells a name where no sentence opens; where one does, what the article writes small or what stands alone
    and nowhere else with a capital is none. Words of `joining` join two parts of a name; "of" and prepositions of
    other languages do in one that occurs more than once: the Isle of Skye.
    """
    every = [word for words in read for word in words]
    small = {word.lower for word in every if not word.capital}
    inside = {word.lower for word in every if word.capital and not word.opens}
    small_words = [word.capital for word in every if word.lower in never and not word.opens]
    shouted = sum(small_words) > _SHOUTED * len(small_words)

    def can_be(word: _Word) -> bool:
        start = word.lower.partition("'")[0]  # of "I'm"
        return word.capital and start not in never and not _is_date(word)

    def is_name(words: Sequence[_Word], i: int) -> bool:
        word = words[i]
        if shouted or not can_be(word):
            return False
        goes_on = i + 1 < len(words) and can_be(words[i + 1]) and _adjoins_name(word, words[i + 1])
        if word.opens:
            return word.lower not in small and (word.lower in inside or goes_on)
        return goes_on or word.lower not in small or (can_be(words[i - 1]) and _adjoins_name(words[i - 1], word))

    for words in read:
        for i, word in enumerate(words):
            word.name = is_name(words, i)
    joints = [three for words in read for three in zip(words, words[1:], words[2:], strict=False) if _can_join(*three)]
    times = Counter((before.lower, after.lower) for before, _, after in joints)
    for before, word, after in joints:
        word.name = word.form in joining or times[before.lower, after.lower] > 1


def _can_join(before: _Word, word: _Word, after: _Word) -> bool:
    if not (before.name and after.name and word.gap == after.gap == " "):
        return False
    return (word.form == "of" or word.form in lexicon("particles")) and not _is_title(before)


def _runs(
    words: Sequence[_Word], belongs: Callable[[_Word], bool], adjoins: Callable[[_Word, _Word], bool]
) -> Iterator[tuple[int, int]]:
    """Start and end of every longest run of words that belong and adjoin each other."""
    start = 0
    for i in range(1, len(words) + 1):
        if i < len(words) and belongs(words[i]) and belongs(words[i - 1]) and adjoins(words[i - 1], words[i]):
            continue
        if belongs(words[start]):
            yield start, i
        start = i


def _adjoins(_: _Word, word: _Word) -> bool:
    return word.gap == " "


def _adjoins_name(before: _Word, word: _Word) -> bool:
    """Whether two words can be of one name: also "J. Smith", "St. Louis", "Gen. Hart"."""
    return word.gap == " " or (word.gap == ". " and (len(before.form) == 1 or f"{before.form}." in _shortened()))


def _names(words: Sequence[_Word], *, titles: bool) -> Iterator[list[_Word]]:
    """The names in a sentence; where there are titles to know, without them."""
    for a, b in _runs(words, lambda word: word.name, _adjoins_name):
        run = list(words[a + 1 : b] if _ends_title(words, a) and b - a > 1 else words[a:b])
        bare = _without_titles(run) if titles else run
        if 1 < len(bare) <= _LONGEST_NAME or (len(bare) == 1 and len(bare[0].form) > 1):
            yield bare


def _without_titles(run: list[_Word]) -> list[_Word]:
    """A name without the titles before it; nothing, where there is only a title, or an adjective."""
    last = max((i for i, word in enumerate(run) if _is_title(word)), default=-1)
    if len(run) == 1:
        return run if last < 0 and run[0].form.removesuffix("s") not in lexicon("demonyms") else []
    if last == len(run) - 1:
        return []
    rest = run[last + 1 :]
    return run if any(word.form in lexicon("organisation-words") for word in rest) else rest


def _ends_title(words: Sequence[_Word], at: int) -> bool:
    """Whether a word goes on with a title that began before: "Secretary of State"."""
    return at > 1 and words[at].form in ("State", "Staff") and words[at - 1].form == "of" and _is_title(words[at - 2])


def _is_title(word: _Word) -> bool:
    if word.form in _CALLED_SO:
        return False
    role = word.opens and word.lower in lexicon("roles")  # "Rival Jane Roe said": the capital is the sentence's
    return role or is_title(word.form)


@cache
def _shortened() -> frozenset[str]:
    """Abbreviations with their stop that a name goes on after."""
    return frozenset({"Ft.", "Mt.", "St."}).union(lexicon("titles", "honorifics"))


def _is_content(word: _Word, stops: Collection[str]) -> bool:
    return not (word.name or word.lower in stops or _is_empty(word))


def _is_empty(word: _Word) -> bool:
    """Whether the word names nothing: a number, a letter or two, a day or a month, a verb of speech."""
    return (
        len(word.form) < (3 if word.form.islower() else 2)
        or not any(map(str.isalpha, word.form))
        or _is_date(word)
        or word.lower in speech_verbs()
    )


def _is_date(word: _Word) -> bool:
    """Whether the word is a day or a month, also shortened."""
    return not lexicon("calendar").isdisjoint((word.form, f"{word.form}."))


def _stands_as_noun(words: Sequence[_Word], start: int, end: int) -> bool:
    """Whether the word before `words[start:end]` is one that a noun phrase follows, and they do not end as a verb."""
    gap = words[start].gap
    if not start or gap not in (" ", "'s ") or _is_past(words[end - 1].lower):
        return False
    before = words[start - 1].lower
    begins = before in lexicon("determiners") or before in lexicon("prepositions")
    return gap == "'s " or before[:1].isdigit() or (begins and before not in _NO_NOUN_AFTER)


def _is_past(word: str) -> bool:
    return (word.endswith("ed") and len(word) > 4 and word[-3] != "e") or word in _irregular_pasts()


@cache
def _irregular_pasts() -> frozenset[str]:
    """Past forms and participles of irregular verbs that are not nouns, too."""
    entries = (entry.split() for entry in lexicon("irregular-verbs"))
    pasts = {form for base, _, *forms in entries for form in forms if form != base}
    return frozenset(pasts - {"bit", "born", "felt", "ground", "lay", "rose", "saw", "shot", "thought", "wound"})


def _is_noun(phrase: Phrase, *, english: bool) -> bool:
    """Whether the phrase has stood where nouns stand: twice, where it can be a verb ("moving")."""
    gerund = english and any(form.endswith("ing") and " " not in form for form in phrase.forms)
    return phrase.forms.total() > gerund


def _join_surnames(names: dict[Key, Phrase]) -> None:
    """Count mentions by a surname for the name, where who bears it first is also named most."""
    fuller: dict[str, list[Key]] = {}
    for key in names:
        if len(key) > 1:
            fuller.setdefault(surname(key), []).append(key)
    for last, keys in fuller.items():
        alone = names.get((last,))
        first, *others = keys
        if alone and all(names[first].count >= _CLEARLY * names[other].count for other in others):
            _move(names, (last,), first)


def _join_longer(names: dict[Key, Phrase]) -> None:
    """Count a name with other words before it ("Rival Jane Roe", "Upstate New York") for the name, if that is usual."""
    for key in [key for key in names if len(key) > 2]:
        for i in range(1, len(key) - 1):
            if key[i:] in names and names[key[i:]].count > names[key].count:
                _move(names, key, key[i:])
                break


def _move(names: dict[Key, Phrase], key: Key, other: Key) -> None:
    moved = names.pop(key)
    names[other].count += moved.count
    names[other].first = min(names[other].first, moved.first)
