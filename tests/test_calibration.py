"""The confidence: computed last, of what is shown, whatever stage decided on the speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attributed import attributed

from pressq import Quote, Speaker, parse, quotes
from pressq.article import Origin
from pressq.quotes.calibration import confidence
from pressq.quotes.encoding.encoder import load_encoder
from pressq.quotes.pipeline import analyse


def said(*paragraphs: str) -> dict[str, Quote]:
    return {quote.text: quote for quote in quotes(parse("\n\n".join(paragraphs))).quotes}


def test_every_quotation_has_a_confidence_of_its_own_once_all_else_is_decided() -> None:
    article = parse("Ann Lee, the mayor, said the quay was shut. “It leaks,” she said.")
    analysis = analyse(article, load_encoder())
    assert len(analysis.confidences) == len(analysis.attributions) == len(analysis.named)
    assert [quote.confidence for quote in quotes(article, attitudes=True).quotes] == analysis.confidences


def test_the_stage_that_decided_on_the_speaker_counts() -> None:
    weights, lee = load_encoder().learned["confidence"], Speaker("Ann Lee", "person")
    _, attribution = attributed("[Lee] {called} the wall <“a costly joke”>.")
    origins: list[Origin] = ["model", "credit", "headline", "nested"]
    assert len({confidence(replace(attribution, origin=origin), lee, weights) for origin in origins}) == len(origins)


def confidence_of_turns(labels: Sequence[str]) -> float:
    turns = ("What do you tell the young?", "Learn to swim.", "Why is that?", "I did, when I was a boy in Halden.")
    found = said("The last ferryman of Halden", *(f"{labels[n % 2]}: {turn}" for n, turn in enumerate(turns)))
    assert {quote.origin for quote in found.values()} == {"turn"}
    return found["Learn to swim."].confidence


def test_a_turn_under_a_full_name_is_more_certain_than_one_under_a_word() -> None:
    assert confidence_of_turns(["Ann Marlow", "Tom Reed"]) > 0.8 > confidence_of_turns(["Gazette", "Reed"])


def test_a_quotation_that_nobody_is_found_to_say_has_a_low_confidence() -> None:
    found = said(
        "The old mill in Halden was sold. A plank on its door reads “Closed until the river freezes over again”."
    )
    unknown = [quote for quote in found.values() if quote.speaker is None]
    assert all(quote.confidence < 0.5 for quote in unknown)
