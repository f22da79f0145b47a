"""Articles that quote the speeches and transcripts of tests/spoken rightly and wrongly, in sixteen ways.

`python tests/misquoting.py` prints how many of them `pressq.verify` judges rightly, and which it does not.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pressq
from pressq.article import Article
from pressq.report.source_turns import source_turns
from pressq.report.verification import Check
from pressq.text.sentences import split

__all__ = ["KINDS", "SPOKEN", "Case", "cases", "is_right", "judge", "table"]

SPOKEN = Path(__file__).parent / "spoken"
_NAMES = {
    "BRANDT": "Erik Brandt",
    "TANAKA": "Yuki Tanaka",
    "Peter Alnes": "Peter Alnes",
    "Helen Rourke": "Helen Rourke",
    "SEN. MARLOWE": "Grace Marlowe",
    "MR. FISK": "Owen Fisk",
}
_GIVERS = {
    "harbour-wall": "Ines Varga",
    "night-trains": "Karl Lindqvist",
    "school-garden": "Anna Prewitt",
    "vineyard": "Lucia Ferrante",
    "water-board": "Samuel Okoro",
}
_WAYS = (
    'A day later the talk was all of one remark. "{quote}," {name} said.',
    '{name} spoke on Tuesday. "{quote}," {name} said to the audience.',
    'The hall was full on Tuesday. {name} said: "{quote}."',
    '"{quote}," said {name}, who spoke for half an hour.',
)
_OTHER_WORDS = {
    "adjective": ("terrible", "splendid", "modest", "foreign", "golden"),
    "noun": ("castle", "parliament", "orchestra", "volcano", "mortgage"),
    "verb": ("abolish", "celebrate", "photograph", "subsidise", "inherit"),
}
_INVENTED = (
    "Our grandchildren will ask us why the observatory was sold to a company that sells umbrellas",
    "The orchestra deserves a roof, and this government has given it a bucket",
    "No minister has ever apologised to the beekeepers of the northern islands",
    "Taxes on chocolate are the first step towards a colder and poorer winter",
    "Every fire brigade in the province should own a helicopter before the decade is out",
    "Football saved my marriage, and chess will save this country",
    "The volcano has been asleep for nine hundred years, which is no reason to build a hospital on it",
    "We would rather publish an empty newspaper than one that our advertisers have read first",
)
_AUXILIARY = re.compile(r"\b(is|was|will|would|should|could|can|has|have|had|must|are|were|do|does|did)\b(?! not| n)")
_DENIAL = re.compile(r"\b(?:not|never) ")
_NUMBER = re.compile(
    r"\b(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|fourteen|forty|sixty|seventy)\b"
)
_RESTRICTION = re.compile(r",? (?:but|if|unless)\b|, (?:although|though)\b")


@dataclass(frozen=True)
class Said:
    """A sentence of a source, who said it, and which of the source's sentences it is."""

    words: str
    name: str
    number: int


@dataclass(frozen=True)
class Case:
    """A made article with one quotation, and what a check must say of it."""

    kind: str
    source: str
    text: str
    verdicts: frozenset[str]
    holds: bool
    note: str | None = None
    speaker: str | None = None


def said_in(article: Article) -> list[Said]:
    """The sentences of a source with those who say them, stage directions left out."""
    found: list[Said] = []
    text = re.sub(r"\([A-Z][a-z]+\.\)", lambda match: " " * len(match[0]), article.text)
    stem = Path(article.source).stem
    spoken = [(turn.start, turn.end, turn.speaker.name) for turn in source_turns(article)]
    for start, end, label in spoken or [(b.start, b.end, stem) for b in article.of_kind("body")]:
        for sentence in split(text, start, end):
            name = _NAMES.get(label) or _GIVERS.get(label)
            if name:
                found.append(Said(" ".join(sentence.of(text).split()), name, len(found)))
            else:
                found.append(Said("", "", len(found)))
    return found


def cases(seed: int, each: int = 3) -> Iterator[tuple[Article, Case]]:
    """`each` cases of every kind for every source that has what the kind needs, with the source."""
    for path in sorted(SPOKEN.glob("*.txt")):
        article = pressq.load(path)
        said = said_in(article)
        chance = random.Random(f"{seed} {path.name}")
        for kind in KINDS:
            chosen = [one for one in said if len(one.words.split()) >= 7]
            chance.shuffle(chosen)
            made = 0
            for one in chosen:
                make = getattr(_Misquoter(one, said, chance), kind.replace(" ", "_"))
                case = make() if made < each else None
                if case is not None:
                    made += 1
                    yield article, case


def judge(article: Article, case: Case) -> tuple[bool, list[Check]]:
    """Whether the check of a case's article holds, and its checks."""
    found = pressq.verify(pressq.parse(case.text, f"{case.kind}.txt"), [article])
    return found.holds, list(found.checks)


def is_right(case: Case, holds: bool, checks: list[Check]) -> bool:
    """Whether the checks of a case say what they must."""
    if len(checks) != 1:
        return False
    check = checks[0]
    return (
        holds == case.holds
        and check.verdict in case.verdicts
        and (case.note is None or case.note in check.notes)
        and (case.speaker is None or check.speaker == case.speaker)
    )


def _story(quote: str, name: str, chance: random.Random) -> str:
    quote = quote.rstrip(".")
    if quote.endswith(("?", "!")):
        return f'The hall was full on Tuesday. "{quote}" {name} asked.\n'
    return chance.choice(_WAYS).format(quote=quote, name=name) + "\n"


@dataclass(frozen=True)
class _Misquoter:
    """Makes a case of each kind of a sentence; None where it has not what the kind needs."""

    one: Said
    said: list[Said]
    chance: random.Random

    def _case(self, kind: str, quote: str, verdicts: str, holds: bool, **more: str) -> Case:
        text = _story(quote, more.pop("name", self.one.name), self.chance)
        return Case(kind, self.one.name, text, frozenset(verdicts.split()), holds, **more)

    def verbatim(self) -> Case | None:
        return self._case("verbatim", self.one.words, "verbatim typographic", True)

    def curly(self) -> Case | None:
        if not {"'", ";", ":"} & set(self.one.words):
            return None
        words = self.one.words.replace("'", "’").replace(";", " –").replace(":", " —")
        story = _story(words, self.one.name, self.chance).replace(' "', " “").replace('"', "”")
        story = "“" + story[1:] if story.startswith("”") else story
        return Case("curly", self.one.name, story, frozenset({"typographic"}), True)

    def ellipsis(self) -> Case | None:
        words = self.one.words.split()
        if len(words) < 11:
            return None
        first, last = len(words) // 3, 2 * len(words) // 3
        if re.search(r"n't|\b(?:no|not|never|nobody|nothing)\b", " ".join(words[first:last])):
            return None
        sign = self.chance.choice(("...", "…", "[...]", "(...)", ". . ."))
        return self._case("ellipsis", f"{' '.join(words[:first])} {sign} {' '.join(words[last:])}", "cut", True)

    def bracket(self) -> Case | None:
        quote, changed = re.subn(
            r"\b(?:it|they|them|he|she|her|him)\b", "[the people concerned]", self.one.words, count=1
        )
        return self._case("bracket", quote, "cut", True) if changed and quote[0] != "[" else None

    def split(self) -> Case | None:
        words = self.one.words.rstrip(".").split()
        if not words[-1][-1].isalnum() or len(words) < 8:
            return None
        middle = len(words) // 2
        first, rest = " ".join(words[:middle]).rstrip(",;:"), " ".join(words[middle:])
        text = f'The hall was full on Tuesday. "{first}," {self.one.name} said, "{rest}."\n'
        return Case("split", self.one.name, text, frozenset({"verbatim", "typographic", "cut"}), True)

    def _at_word(self) -> tuple[list[str], int] | None:
        """The words of a sentence, and which of them, neither short nor at an end, is to be changed."""
        words = self.one.words.split()
        places = [
            n for n in range(2, len(words) - 1) if len(words[n]) > 4 and words[n].isalpha() and words[n].islower()
        ]
        return (words, self.chance.choice(places)) if places else None

    def changed(self) -> Case | None:
        if (found := self._at_word()) is None:
            return None
        words, place = found
        words[place] = self.chance.choice(_OTHER_WORDS[self.chance.choice(sorted(_OTHER_WORDS))])
        return self._case("changed", " ".join(words), "altered", False)

    def added(self) -> Case | None:
        if (found := self._at_word()) is None:
            return None
        words, place = found
        words.insert(place, self.chance.choice(("quietly", "utterly", "perhaps", "expensive and", "so to speak")))
        return self._case("added", " ".join(words), "altered", False)

    def dropped(self) -> Case | None:
        if (found := self._at_word()) is None:
            return None
        words, place = found
        del words[place]
        return self._case("dropped", " ".join(words), "altered", False)

    def negation_dropped(self) -> Case | None:
        quote, changed = _DENIAL.subn("", self.one.words, count=1)
        return self._case("negation dropped", quote, "altered", False, note="negation") if changed else None

    def negation_added(self) -> Case | None:
        quote, changed = _AUXILIARY.subn(r"\1 not", self.one.words, count=1)
        return self._case("negation added", quote, "altered", False, note="negation") if changed else None

    def number(self) -> Case | None:
        if (match := _NUMBER.search(self.one.words)) is None:
            return None
        other = "13" if match[0][0].isdigit() else "twelve"
        quote = self.one.words[: match.start()] + other + self.one.words[match.end() :]
        return self._case("number", quote, "altered", False, note="number")

    def spliced(self) -> Case | None:
        far = [other for other in self.said if abs(other.number - self.one.number) > 3 and other.name == self.one.name]
        far = [other for other in far if len(other.words.split()) > 11]
        words = self.one.words.split()
        if not far or len(words) < 11:
            return None
        rest = self.chance.choice(far).words.split()
        quote = " ".join([*words[: len(words) // 2], *rest[len(rest) // 2 :]])
        return self._case("spliced", quote, "spliced", False)

    def missing(self) -> Case | None:
        return self._case("missing", self.chance.choice(_INVENTED), "missing", False)

    def context(self) -> Case | None:
        match = _RESTRICTION.search(self.one.words)
        if match is None or len(self.one.words[: match.start()].split()) < 5:
            return None
        quote = self.one.words[: match.start()]
        return self._case("context", quote, "verbatim typographic cut", False, note="context")

    def right_speaker(self) -> Case | None:
        if len({other.name for other in self.said if other.name}) < 2:
            return None
        return self._case("right speaker", self.one.words, "verbatim typographic", True, speaker="same")

    def wrong_speaker(self) -> Case | None:
        others = sorted({other.name for other in self.said} - {self.one.name, ""})
        if not others:
            return None
        return self._case(
            "wrong speaker",
            self.one.words,
            "verbatim typographic",
            False,
            speaker="other",
            name=self.chance.choice(others),
        )


KINDS = (
    *("verbatim", "curly", "ellipsis", "bracket", "split", "changed", "added", "dropped"),
    *(
        "negation dropped",
        "negation added",
        "number",
        "spliced",
        "missing",
        "context",
        "right speaker",
        "wrong speaker",
    ),
)


def table(seed: int = 0, each: int = 3, *, show: bool = False) -> tuple[str, dict[str, float], list[Case]]:
    """How many cases of each kind are right, as a table; the shares; and the false quotations that pass."""
    right: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    passed = []
    for article, case in cases(seed, each):
        holds, checks = judge(article, case)
        right[case.kind].append(is_right(case, holds, checks))
        if holds and not case.holds:
            passed.append(case)
        if show and not right[case.kind][-1]:
            said = [
                (c.verdict, c.speaker, c.notes, c.quote.text, c.quote.speaker and c.quote.speaker.name) for c in checks
            ]
            print(f"{case.kind}: {article.source.rpartition('/')[2]}: {case.text.strip()}\n    {said}")
    shares = {kind: sum(one) / len(one) for kind, one in right.items() if one}
    lines = [f"{kind:18}{sum(right[kind]):4} of {len(right[kind]):3}" for kind in shares]
    lines.append(
        f"macro accuracy {100 * sum(shares.values()) / len(shares):.1f} %, {len(passed)} false quotations pass"
    )
    return "\n".join(lines), shares, passed


if __name__ == "__main__":
    print(table(show=True)[0])
