"""Which mention is the source, and under which name it is shown."""

from __future__ import annotations

import numpy as np
import pytest
from handmade import article
from scored import found_in, links_of, reads_of

from pressq.article import Article, QuoteSpan, Span, Speaker
from pressq.quotes.attribution import Attribution
from pressq.quotes.coreference.resolution import resolve_coreference
from pressq.quotes.encoding.encoder import load_encoder
from pressq.quotes.mentions.mention import MentionSet
from pressq.quotes.sources.decoding import Candidate
from pressq.quotes.sources.ranking import N_SOURCE_FEATURES, SourceRanker
from pressq.quotes.speakers.speaker_table import SpeakerTable

PAGE = article('Tim Dross watched. "It sank," Marta Oyelaran said.', "She left, and the sailor came.")
MARKED = {"Tim Dross": "person", "Marta Oyelaran": "person", "the sailor": "description"}
DROSS, IT, OYELARAN, SHE, SAILOR = range(5)


def chooser_and_candidate() -> tuple[SourceRanker, Candidate]:
    found, tokens = found_in(PAGE, MARKED)
    (read,) = reads_of(PAGE, MARKED)
    start = PAGE.text.index("It sank")
    cue = PAGE.text.index("said")
    name = PAGE.text.index("Marta Oyelaran")
    content = (QuoteSpan(start, start + len("It sank,"), True),)
    source = Span(name, name + len("Marta Oyelaran"))
    pointed = np.full(len(read.window) + 1, 1 / (len(read.window) + 1), np.float32)
    candidate = Candidate(content, source, Span(cue, cue + 4), pointed, 1.0, (0.0,) * 13, read.window)
    return SourceRanker(found, tokens), candidate


def test_what_may_be_the_source_stands_outside_of_what_is_said() -> None:
    chooser, candidate = chooser_and_candidate()
    assert chooser.choices([candidate]).numbers(0) == [DROSS, OYELARAN, SHE, SAILOR]


def test_features_are_finite_and_there_are_some_for_each_mention() -> None:
    chooser, candidate = chooser_and_candidate()
    choices = chooser.choices([candidate, candidate])
    assert choices.features.shape == (2, 5, N_SOURCE_FEATURES)
    assert np.isfinite(choices.features).all()
    assert (choices.features[0] == choices.features[1]).all()


def test_without_mentions_there_is_no_source() -> None:
    _, candidate = chooser_and_candidate()
    ranker = SourceRanker(MentionSet([], np.zeros((0, 0), np.float32), []), found_in(PAGE, MARKED)[1])
    [chosen] = ranker.rank([candidate], [0.0] * (N_SOURCE_FEATURES + 1))
    assert (chosen.mention, chosen.probability, chosen.probabilities) == (None, 1.0, {})


OPENED, BESIDE_CUE, FAR, NOTHING = 4, 6, 7, N_SOURCE_FEATURES


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({OPENED: 9.0}, OYELARAN),
        ({BESIDE_CUE: 9.0}, OYELARAN),
        ({FAR: 9.0}, SAILOR),
        ({NOTHING: 9.0}, None),
    ],
)
def test_the_weights_choose(weights: dict[int, float], expected: int | None) -> None:
    chooser, candidate = chooser_and_candidate()
    [chosen] = chooser.rank([candidate], [weights.get(number, 0.0) for number in range(N_SOURCE_FEATURES + 1)])
    assert chosen.mention == expected
    assert 0.3 < chosen.probability <= 1


# --------------------------------------------------------------------------------------------------------------- cast
def cast_of(page: Article, found: MentionSet, scores: dict[tuple[int, int], float]) -> SpeakerTable:
    return SpeakerTable(
        found, resolve_coreference(found, page.text, links_of(found, scores)), page.text, load_encoder().learned["role"]
    )


def shown(
    text: str, marked: dict[str, str], source: str, scores: dict[tuple[int, int], float] | None = None
) -> Speaker | None:
    """The speaker of whom `source` is the last mention of that form."""
    page = article(*text.split("\n"))
    found, _ = found_in(page, marked)
    cast = cast_of(page, found, scores or {})
    start = page.text.rindex(source)
    span = Span(start, start + len(source))
    number = next((n for n, m in enumerate(found.mentions) if (m.start, m.end) == (span.start, span.end)), None)
    return cast.speakers_of([Attribution((QuoteSpan(0, 1, False),), span, None, 0.5, number)])[0]


NAMES = {"Oyelaran": "person", "Marta Oyelaran": "person", "Marta Ines Oyelaran": "person"}
CAST = {
    "the fullest name": (
        ("Oyelaran came.\nMarta Oyelaran left.", NAMES, "Oyelaran"),
        Speaker("Marta Oyelaran", "person", None, ("Oyelaran",)),
    ),
    "all names": (
        ("Marta Ines Oyelaran came.\nMarta Oyelaran left.\nThen Oyelaran slept.", NAMES, "Oyelaran"),
        Speaker("Marta Ines Oyelaran", "person", None, ("Marta Oyelaran", "Oyelaran")),
    ),
    "capitals are no fuller name": (
        ("MARTA OYELARAN came.\nMarta Oyelaran left.", {**NAMES, "MARTA OYELARAN": "person"}, "Marta Oyelaran"),
        Speaker("Marta Oyelaran", "person", None, ("MARTA OYELARAN",)),
    ),
    "a role before the name": (
        ("The mayor Marta Oyelaran left.", {**NAMES, "mayor": "role"}, "Oyelaran"),
        Speaker("Marta Oyelaran", "person", "mayor", ()),
    ),
    "without titles and letters": (
        ("Cllr Marta Oyelaran OBE left.", {"Cllr Marta Oyelaran OBE": "person"}, "Cllr Marta Oyelaran OBE"),
        Speaker("Marta Oyelaran", "person", None, ()),
    ),
    "a form of address after the role": (
        ("The mayor Dame Marta Oyelaran left.", {**NAMES, "mayor Dame": "role"}, "Oyelaran"),
        Speaker("Marta Oyelaran", "person", "mayor", ()),
    ),
    "a form of address after the comma behind the role": (
        ("The mayor, Dame Marta Oyelaran left.", {**NAMES, "mayor Dame": "role"}, "Oyelaran"),
        Speaker("Marta Oyelaran", "person", "mayor", ()),
    ),
    "a form of address between role and name": (
        ("The mayor, Prof. Marta Oyelaran, left.", {**NAMES, "The mayor": "role", "Prof": "role"}, "Marta Oyelaran"),
        Speaker("Marta Oyelaran", "person", "The mayor", ()),
    ),
    "a form of address alone": (
        ("The Rev Marta Oyelaran left.", {**NAMES, "The Rev": "role"}, "Marta Oyelaran"),
        Speaker("Marta Oyelaran", "person", "The Rev", ()),
    ),
    "an office beside forms of address": (
        (
            "The Bishop of Merrow, the Rt Rev Marta Oyelaran, left.",
            {**NAMES, "The Bishop of Merrow": "role", "the Rt Rev": "role"},
            "Marta Oyelaran",
        ),
        Speaker("Marta Oyelaran", "person", "The Bishop of Merrow", ()),
    ),
    "no role that is told in her turn": (
        ("Marta Oyelaran: The minister may stay.", {**NAMES, "The minister": "role"}, "Marta Oyelaran"),
        Speaker("Marta Oyelaran", "person", None, ()),
    ),
    "the fullest role": (
        (
            "The mayor Marta Oyelaran left.\nOyelaran, chair of the harbour board, slept.",
            {**NAMES, "mayor": "role", "chair of the harbour board": "role"},
            "Oyelaran",
        ),
        Speaker("Marta Oyelaran", "person", "chair of the harbour board", ("Oyelaran",)),
    ),
    "what is said of her, not of her bank": (
        (
            "Merrow Bank left.\nMarta Oyelaran, its chief executive and treasurer, slept.",
            {**NAMES, "Merrow Bank": "organisation", "chief executive and treasurer": "role"},
            "Merrow Bank",
        ),
        Speaker("Merrow Bank", "organisation", None, ()),
    ),
    "a name that has an 's": (
        ("Merrow's ship left.\nMerrow's said it sank.", {"Merrow": "organisation"}, "Merrow"),
        Speaker("Merrow's", "organisation", None, ()),
    ),
    "a name that has an 's before a mark": (
        ("Merrow’s, a bank, left.", {"Merrow": "organisation"}, "Merrow"),
        Speaker("Merrow’s", "organisation", None, ()),
    ),
    "a name of one who owns a ship": (
        ("Merrow's ship left.", {"Merrow": "organisation"}, "Merrow"),
        Speaker("Merrow", "organisation", None, ()),
    ),
    "a name of one who owns what stands between marks": (
        ("Merrow's “Long Hull” left.", {"Merrow": "organisation"}, "Merrow"),
        Speaker("Merrow", "organisation", None, ()),
    ),
    "a name that also stands alone": (
        ("Dross left Merrow's.\nMerrow left.", {"Merrow": "organisation"}, "Merrow"),
        Speaker("Merrow", "organisation", None, ()),
    ),
    "a role that ends in such a name": (
        ("Marta Oyelaran, vicar of St Luke's, left.", {**NAMES, "vicar of St Luke": "role"}, "Marta Oyelaran"),
        Speaker("Marta Oyelaran", "person", "vicar of St Luke's", ()),
    ),
    "a description that ends in such a name": (
        ("A friend of St Luke's said it sank.", {"A friend of St Luke": "description"}, "A friend of St Luke"),
        Speaker("A friend of St Luke's", "unnamed", None, ()),
    ),
    "a description of nobody": (
        ("The old sailor left.", {"The old sailor": "description"}, "The old sailor"),
        Speaker("The old sailor", "unnamed", None, ()),
    ),
    "a description with a clause that tells who is meant": (
        (
            "The old sailor who had left slept.",
            {"The old sailor who had left": "description"},
            "The old sailor who had left",
        ),
        Speaker("The old sailor who had left", "unnamed", None, ()),
    ),
    "a description with a clause that tells more": (
        (
            "The old sailor, who had left, slept.",
            {"The old sailor, who had left": "description"},
            "The old sailor, who had left",
        ),
        Speaker("The old sailor", "unnamed", None, ()),
    ),
    "a description that breaks off before it tells when": (
        ("A poll published on Monday found it.", {"A poll published on": "description"}, "A poll published on"),
        Speaker("A poll", "unnamed", None, ()),
    ),
    "a description that tells where it is": (
        ("A nurse there, who had slept, said it.", {"A nurse there": "description"}, "A nurse there"),
        Speaker("A nurse", "unnamed", None, ()),
    ),
    "a description that tells when": (
        ("A boy who left in May said it.", {"A boy who left in May": "description"}, "A boy who left in May"),
        Speaker("A boy who left in May", "unnamed", None, ()),
    ),
    "a description that tells by whom": (
        (
            "A poll published by Merrow found it.",
            {"A poll published by Merrow": "description"},
            "A poll published by Merrow",
        ),
        Speaker("A poll published by Merrow", "unnamed", None, ()),
    ),
    "a number of many": (
        ("One in three stayed.", {"One in three": "description"}, "One in three"),
        Speaker("One in three", "unnamed", None, ()),
    ),
    "a description that breaks off in a clause": (
        ("Old sailors who left slept.", {"Old sailors who": "description"}, "Old sailors who"),
        Speaker("Old sailors", "unnamed", None, ()),
    ),
    "a description that breaks off in a bracket": (
        ("Sailors (mostly men) said it.", {"Sailors mostly men": "description"}, "Sailors (mostly men"),
        Speaker("Sailors", "unnamed", None, ()),
    ),
    "a word and a clause": (
        ("Sailors who had left slept.", {"Sailors who had left": "description"}, "Sailors who had left"),
        Speaker("Sailors who had left", "unnamed", None, ()),
    ),
    "an organisation": (
        ("Merrow Bank left.", {"Merrow Bank": "organisation"}, "Merrow Bank"),
        Speaker("Merrow Bank", "organisation", None, ()),
    ),
}


@pytest.mark.parametrize(("given", "expected"), CAST.values(), ids=CAST)
def test_speakers(given: tuple[str, dict[str, str], str], expected: Speaker) -> None:
    assert shown(*given) == expected


def test_a_pronoun_tells_how_to_speak_of_somebody() -> None:
    speaker = shown("Marta Oyelaran left.\nThen she slept.", NAMES, "Marta Oyelaran", {(1, 0): 5.0})
    assert speaker == Speaker("Marta Oyelaran", "person", None, (), "she")


LABELS = {
    "the person in it": (
        "Acme hired Tim Dross.",
        {"Acme": "organisation", "Dross": "person"},
        "Acme Dross",
        "Tim Dross",
    ),
    "who is named so": ("Tim Dross came.", {"TIM DROSS": "organisation"}, "TIM DROSS", "Tim Dross"),
    "the organisation in it": ("Acme hired Tim Dross.", {"Acme": "organisation"}, "Acme team", "Acme"),
    "initials": ("Tim Dross came.", {}, "TD", "Tim Dross"),
    "an office": ("Tim Dross, pilot of Acme, came.", {"pilot of Acme": "role"}, "The pilot", "Tim Dross"),
    "an office of two": (
        "Tim Dross, pilot of Acme, met Ann Lee, pilot of Merrow.",
        {"Ann Lee": "person", "pilot of Acme": "role", "pilot of Merrow": "role"},
        "The pilot",
        "The pilot",
    ),
}


@pytest.mark.parametrize(("text", "marked", "label", "name"), LABELS.values(), ids=LABELS)
def test_whom_a_label_means(text: str, marked: dict[str, str], label: str, name: str) -> None:
    page = article(text, f"{label}: No.")
    found, _ = found_in(page, {"Tim Dross": "person", **marked})
    start = page.text.rindex(label)
    turn = Attribution((QuoteSpan(0, 1, False),), Span(start, start + len(label)), None, 0.5)
    (speaker,) = cast_of(page, found, {}).speakers_of([turn])
    assert speaker is not None
    assert speaker.name == name


def test_nobody_speaks_where_there_is_no_source() -> None:
    found, _ = found_in(PAGE, MARKED)
    cast = cast_of(PAGE, found, {})
    assert cast.speaker_of(Attribution((QuoteSpan(0, 1, False),), None, None, 0.5)) is None
