"""Names that the network reads in part, completed by other mentions, by their acronym or by their article."""

from __future__ import annotations

import pytest

from pressq.load import parse
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.mentions.mention import Mention, MentionKind
from pressq.quotes.mentions.whole_names import complete_names
from pressq.text.lexicon import in_language

PERSON: MentionKind = "person"
ORGANISATION: MentionKind = "organisation"


def completed(language: str, text: str, *forms: tuple[str, MentionKind]) -> list[str | None]:
    """The names of a text, given by their words in reading order, as they are completed."""
    tokens = Tokens(parse(text, language=language), [])
    at, mentions = 0, list[Mention]()
    for form, kind in forms:
        at = text.index(form, at)
        first, end = tokens.range_of(at, at + len(form))
        mentions.append(Mention(at, at + len(form), kind, first, end - 1, 0, 0, False))
        at += len(form)
    with in_language(language):
        names = complete_names(tokens, mentions)
    assert all(name is None or tokens.span(name.first, name.last + 1).of(text) == name.of(text) for name in names)
    return [name and name.of(text) for name in names]


@pytest.mark.parametrize(
    ("language", "text", "forms", "expected"),
    [
        pytest.param(
            "es",
            "Ana Lara Peña habló. Lara Peña se fue.",
            [("Ana Lara Peña", PERSON), ("Lara", PERSON)],
            ["Ana Lara Peña", "Lara Peña"],
            id="a surname of two words",
        ),
        pytest.param(
            "es",
            "Lara Peña se fue. Ana Lara Peña volvió.",
            [("Lara", ORGANISATION), ("Peña", PERSON), ("Ana Lara Peña", PERSON)],
            ["Lara Peña", None, "Ana Lara Peña"],
            id="a name in two parts",
        ),
        pytest.param(
            "es",
            "Lara Peñafiel se fue. Ana Lara Peña volvió.",
            [("Lara", PERSON), ("Ana Lara Peña", PERSON)],
            ["Lara", "Ana Lara Peña"],
            id="another name",
        ),
        pytest.param(
            "fr",
            "Merle et Pie est une firme. Merle et Pie parlent.",
            [("Merle et Pie", ORGANISATION), ("Merle", ORGANISATION), ("Pie", ORGANISATION)],
            ["Merle et Pie", "Merle", "Pie"],
            id="two names",
        ),
        pytest.param(
            "fr",
            "Le Bureau d'examen des bacs de transport lacustre (BEB-TL) refuse.",
            [("Bureau", ORGANISATION), ("transport lacustre", ORGANISATION)],
            ["Bureau d'examen des bacs de transport lacustre", None],
            id="an acronym",
        ),
        pytest.param(
            "fr",
            "Le PB a voté pour le bac (PVB).",
            [("PB", ORGANISATION)],
            ["PB"],
            id="the acronym of something else",
        ),
        pytest.param(
            "de",
            "Die Internationale der Köche“ (IK) tagt.",
            [("Internationale", ORGANISATION)],
            ["Internationale der Köche"],
            id="an acronym after a mark",
        ),
        pytest.param(
            "es",
            "El diario The Halden Post dijo.",
            [("Halden Post", ORGANISATION)],
            ["The Halden Post"],
            id="an English article",
        ),
        pytest.param(
            "de",
            "Ute von der Heide sprach. Von der Heide ging.",
            [("Ute von der Heide", PERSON), ("der Heide", PERSON)],
            ["Ute von der Heide", "Von der Heide"],
            id="a surname that opens a sentence",
        ),
        pytest.param("en", "The Halden Post said.", [("Halden Post", ORGANISATION)], ["Halden Post"], id="English"),
    ],
)
def test_names_are_whole(
    language: str, text: str, forms: list[tuple[str, MentionKind]], expected: list[str | None]
) -> None:
    assert completed(language, text, *forms) == expected
