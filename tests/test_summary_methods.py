"""sumy's methods, vectorised: the same ranking as sumy's own, equal sentences once, any number of BLAS threads."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from pressq.summary.frequency import KL, Lsa, Luhn, SumBasic
from pressq.summary.graph import LexRank, Reduction, TextRank
from pressq.summary.languages import Tokenizer, stemmer, stop_words

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "bench" / "summaries" / "dev.jsonl"
PAIRS = {
    "kl": (KL, KLSummarizer),
    "lex-rank": (LexRank, LexRankSummarizer),
    "lsa": (Lsa, LsaSummarizer),
    "luhn": (Luhn, LuhnSummarizer),
    "reduction": (Reduction, ReductionSummarizer),
    "sum-basic": (SumBasic, SumBasicSummarizer),
    "text-rank": (TextRank, TextRankSummarizer),
}
TOKENIZER = Tokenizer()


def document(text: str) -> Any:
    paragraphs = [re.split(r"(?<=[.!?])\s+", line) for line in text.splitlines() if line.strip()]
    return ObjectDocumentModel([Paragraph([Sentence(one, TOKENIZER) for one in lines]) for lines in paragraphs])


def ranking(cls: Any, model: Any) -> list[tuple[int, float]]:
    """Order and rating of every sentence, best first."""
    ready = cls(stemmer("en"))
    ready.stop_words = stop_words("en")
    seen: list[tuple[int, float]] = []
    ready(model, lambda infos: seen.extend((info.order, float(info.rating)) for info in infos) or infos)
    return seen


def same(ours: list[tuple[int, float]], theirs: list[tuple[int, float]]) -> bool:
    """Whether two rankings are one, apart from the order of sentences that sumy tells apart by rounding errors only."""
    rating = dict(theirs)
    scale = max(map(abs, rating.values()), default=1.0) or 1.0
    return all(abs(rating[a] - rating[b]) <= 1e-12 * scale for (a, _), (b, _) in zip(ours, theirs, strict=True))


SAMPLES = sorted((ROOT / "samples").glob("*.txt"))


@pytest.mark.parametrize("method", PAIRS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_ranking_is_that_of_sumy(path: Path, method: str) -> None:
    model = document(path.read_bytes().decode("utf-8", errors="replace"))
    if len(set(model.sentences)) < len(model.sentences):
        pytest.skip("sumy rates equal sentences as one")
    ours, theirs = PAIRS[method]
    assert same(ranking(ours, model), ranking(theirs, model))


@pytest.mark.parametrize("method", ["lex-rank", "text-rank"])
def test_the_ranking_of_a_long_text_is_that_of_sumy(method: str) -> None:
    words = " ".join(path.read_bytes().decode("utf-8", errors="replace") for path in SAMPLES).split()
    chance = random.Random(3)
    text = " ".join(" ".join(chance.choices(words, k=12)).replace(".", "") + f" n{i}." for i in range(150))
    ours, theirs = PAIRS[method]
    assert same(ranking(ours, document(text)), ranking(theirs, document(text)))


@pytest.mark.slow
@pytest.mark.skipif(not GOLD.exists(), reason="the articles are not here")
@pytest.mark.parametrize("method", ["lex-rank", "text-rank"])
def test_the_ranking_of_real_articles_is_that_of_sumy(method: str) -> None:
    ours, theirs = PAIRS[method]
    with GOLD.open(encoding="utf-8") as lines:
        models = [document(json.loads(line)["article"]) for line in lines]
    assert len(models) >= 500
    for model in models:
        mine, sumys = ranking(ours, model), ranking(theirs, model)
        if len(mine) < 96:
            assert [order for order, _ in mine] == [order for order, _ in sumys]
        assert same(mine, sumys)


@pytest.mark.parametrize("method", PAIRS)
def test_equal_sentences_are_chosen_once_by_number_and_ranked_all_by_a_callable(method: str) -> None:
    model = document("The ferry sank. The ferry sank. A storm hit the old ferry. The crew was saved by a ship.")
    ours, _ = PAIRS[method]
    ready = ours(stemmer("en"))
    ready.stop_words = stop_words("en")
    assert len(ready(model, 4)) == 3
    assert len(ranking(ours, model)) == 4


def test_words_with_digits_dots_and_curly_apostrophes_are_words() -> None:
    assert TOKENIZER.to_words("COVID-19 hit the U.S., and it didn’t stop.") == (
        *("COVID-19", "hit", "the", "U.S.", "and", "it", "didn't", "stop"),
    )
