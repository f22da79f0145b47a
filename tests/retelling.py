"""Articles that tell the same quotations again: whole, trimmed, changed, in other marks, given to somebody else.

`python tests/retelling.py` prints how well `pressq.trace` finds 60 quotations in 340 articles again.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import combinations

import misquoting

import pressq
from pressq.article import Article
from pressq.report.traces import Traces

__all__ = ["Planted", "measured", "plant"]

_NAMES = (
    *("Ines Varga", "Otto Lind", "Samuel Okoro", "Grace Marlowe", "Owen Fisk", "Yuki Tanaka", "Erik Brandt"),
    *("Lucia Ferrante", "Anna Prewitt", "Karl Lindqvist", "Helen Rourke", "Peter Alnes", "Daniel Orme", "Marta Olin"),
)
_MARKS = (('"', '"'), ("“", "”"), ("«", "»"), ("„", "“"))
_STOCK = (
    "Thank you very much for being here today",
    "We do not comment on ongoing investigations",
    "Our thoughts and prayers are with the families of the victims",
    "Ladies and gentlemen, thank you all for coming",
)
_OTHER_WORDS = ("terrible", "golden", "foreign", "castle", "mortgage", "celebrate")
_LEADS = (
    "The council met again on Thursday, and the rain did not stop.",
    "Prices on the quay rose for the third week.",
    "Nobody had expected so many people in the hall.",
    "The school choir sang before the speeches began.",
)


@dataclass(frozen=True)
class Planted:
    """An article, and which of the planted quotations stands in it; None where none does."""

    article: Article
    quotation: int | None


@dataclass(frozen=True)
class Truth:
    """What a trace must tell: the source of the first article, and whether two speakers are named."""

    first: str
    disagreement: bool


def plant(seed: int, articles: int, quotations: int) -> tuple[list[Planted], dict[int, Truth]]:
    """So many articles with so many quotations planted in them, each in two at least."""
    chance = random.Random(seed)
    said = [one for path in sorted(misquoting.SPOKEN.glob("*.txt")) for one in misquoting.said_in(pressq.load(path))]
    words = [one.words.rstrip(".") for one in said if 9 <= len(one.words.split()) <= 30 and one.words.endswith(".")]
    chance.shuffle(words)
    assert len(words) > quotations
    of_article = list(range(quotations)) * 2 + [chance.randrange(quotations) for _ in range(articles - 3 * quotations)]
    alone = words[quotations:]
    chance.shuffle(of_article)
    planted: list[Planted] = []
    speakers: dict[int, list[str]] = {number: [] for number in range(quotations)}
    quarrels = set(chance.sample(range(quotations), quotations // 4))
    for number, quotation in enumerate([*of_article, *[None] * (articles - len(of_article))]):
        if quotation is None:
            name, quote = chance.choice(_NAMES), alone.pop() if alone else chance.choice(_STOCK)
        else:
            heard = speakers[quotation]
            name = heard[0] if heard else _NAMES[quotation % len(_NAMES)]
            if len(heard) == 1 and quotation in quarrels:
                name = _NAMES[(quotation + 5) % len(_NAMES)]
            heard.append(name)
            quote = _retold(words[quotation], chance)
        planted.append(Planted(_article(number, quote, name, chance), quotation))
    return planted, {number: _truth(number, planted, set(speakers[number])) for number in range(quotations)}


def measured(found: Traces, planted: list[Planted], truth: dict[int, Truth]) -> dict[str, float]:
    """In per cent: the pairwise F1 of the traces, and how often the first article and a disagreement are right."""
    of_source = {one.article.source: one.quotation for one in planted if one.quotation is not None}
    traced = [{each.header.source for each in trace.occurrences} for trace in found.traces]
    pairs = {pair for sources in traced for pair in combinations(sorted(sources), 2)}
    wanted = {pair for pair in combinations(sorted(of_source), 2) if of_source[pair[0]] == of_source[pair[1]]}
    right = len(pairs & wanted)
    best = {
        number: max(
            found.traces, key=lambda trace: sum(of_source.get(o.header.source) == number for o in trace.occurrences)
        )
        for number in truth
    }
    first = [best[number].first.header.source == truth[number].first for number in truth]
    disagreement = [best[number].disagreement == truth[number].disagreement for number in truth]
    return {
        "pairwise F1": 200 * right / (len(pairs) + len(wanted)),
        "first": 100 * sum(first) / len(first),
        "disagreement": 100 * sum(disagreement) / len(disagreement),
    }


def _retold(quote: str, chance: random.Random) -> str:
    """The quotation whole, trimmed at one end, or with a word changed, added or dropped."""
    words = quote.split()
    match chance.choice(("whole", "whole", "trimmed", "changed", "added", "dropped")):
        case "trimmed":
            kept = max(7, 2 * len(words) // 3)
            words = words[:kept] if chance.random() < 0.5 else words[-kept:]
        case "changed":
            words[len(words) // 2] = chance.choice(_OTHER_WORDS)
        case "added":
            words.insert(len(words) // 2, chance.choice(("perhaps", "quietly")))
        case "dropped":
            del words[len(words) // 3]
    return " ".join(words).rstrip(",;:")


def _article(number: int, quote: str, name: str, chance: random.Random) -> Article:
    opening, closing = chance.choice(_MARKS)
    day = f"2025-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
    stock = f"{opening}{chance.choice(_STOCK)},{closing} said {chance.choice(_NAMES)}.\n"
    tail = stock if chance.random() < 0.3 else f"{chance.choice(_LEADS)}\n"
    page = f"{chance.choice(_LEADS)}\n\n{opening}{quote},{closing} {name} said on Monday.\n\n{tail}"
    found = pressq.parse(page, f"{number:04}.txt")
    return Article(**{**vars(found), "published": day})


def _truth(number: int, planted: list[Planted], names: set[str]) -> Truth:
    mine = [one.article for one in planted if one.quotation == number]
    return Truth(min(mine, key=lambda article: article.published or "").source, len(names) > 1)


def main() -> None:
    """Print the table."""
    planted, truth = plant(0, 340, 60)
    found = pressq.trace(pressq.quotes(one.article, attitudes=True) for one in planted)
    for name, share in measured(found, planted, truth).items():
        print(f"{name:14}{share:6.1f} %")


if __name__ == "__main__":
    main()
