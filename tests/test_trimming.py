"""Mentions as other languages have them in a sentence, trimmed to whom they name."""

from __future__ import annotations

import pytest

from pressq.quotes.mentions.mention import Mention, MentionKind
from pressq.quotes.mentions.trimming import trim_mentions
from pressq.text.lexicon import in_language


def trimmed(language: str, text: str, *forms: tuple[str, MentionKind]) -> list[tuple[str, MentionKind]]:
    """The mentions of a text, given by their words and kind in reading order, as they are trimmed."""
    at, mentions = 0, list[Mention]()
    for form, kind in forms:
        at = text.index(form, at)
        words = len(form.split())
        mentions.append(Mention(at, at + len(form), kind, at, at + words - 1, 0, 0, False))
        at += len(form)
    with in_language(language):
        return [(mention.of(text), mention.kind) for mention in trim_mentions(text, mentions)]


def test_a_german_genitive_is_trimmed_where_the_name_stands_without_it() -> None:
    text = "Petra Amsel sprach. Amsels Rede gefiel Hans."
    forms: list[tuple[str, MentionKind]] = [("Petra Amsel", "person"), ("Amsels", "person"), ("Hans", "person")]
    assert trimmed("de", text, *forms) == [("Petra Amsel", "person"), ("Amsel", "person"), ("Hans", "person")]


@pytest.mark.parametrize(
    ("language", "form", "expected", "kind"),
    [
        ("de", "Angaben der Stadt", "der Stadt", "description"),
        ("de", "Seiner Ansicht", "Seiner", "pronoun"),
        ("de", "Frau Amsel", "Amsel", "person"),
        ("de", "die Stadt", "die Stadt", "description"),
        ("fr", "la mairie mardi", "la mairie", "description"),
        ("es", "el alcalde lunes", "el alcalde", "description"),
        ("en", "the council Monday", "the council Monday", "description"),
    ],
)
def test_a_description_is_who_speaks(language: str, form: str, expected: str, kind: MentionKind) -> None:
    assert trimmed(language, form, (form, "description")) == [(expected, kind)]


@pytest.mark.parametrize(
    ("language", "form", "expected", "kind"),
    [
        ("de", "Strafverteidiger Tim Amsel", "Tim Amsel", "person"),
        ("de", "Hermann Amsel", "Hermann Amsel", "person"),
        ("de", "Nachrichtenagentur HNA", "HNA", "organisation"),
        ("de", "Staatsanwaltschaft Kiel", "Staatsanwaltschaft Kiel", "organisation"),
        ("de", "britischen Zeitung „Halden Post", "Halden Post", "organisation"),
        ("de", "HNA-Angaben", "HNA", "organisation"),
        ("de", "Amsel-Werke", "Amsel-Werke", "organisation"),
        ("fr", "#Merle", "Merle", "person"),
        ("en", "Lawyer Tim Merle", "Lawyer Tim Merle", "person"),
    ],
)
def test_a_name_is_without_what_it_is(language: str, form: str, expected: str, kind: MentionKind) -> None:
    assert trimmed(language, form, (form, kind)) == [(expected, kind)]
