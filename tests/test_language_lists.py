"""Word lists of other languages: `lexicon` and the closed word classes follow the language that is read."""

from __future__ import annotations

from pathlib import Path

import pytest

import pressq
from pressq.quotes.coreference.nominals import head_noun
from pressq.quotes.cues import is_speech_verb
from pressq.quotes.language import FIRST_PERSON_PLURAL, FIRST_PERSON_SINGULAR, GENDER_OF_ADDRESS, THIRD_PERSON
from pressq.text.lexicon import in_language, lexicon, lists_of
from pressq.text.names import name_words
from pressq.text.words import words

_FOLDERS = sorted((Path(pressq.__file__).parent / "data" / "languages").iterdir())
_SHARED = Path(pressq.__file__).parent / "data" / "lexicons"


def split(text: str, language: str | None) -> list[str]:
    return [text[start:end] for start, end in words(text, 0, None, language)]


def test_lists_are_english_unless_another_language_is_read() -> None:
    assert "the" in lexicon("articles")
    with in_language("fr"):
        assert "le" in lexicon("articles")
        assert "the" not in lexicon("articles")
        with in_language("de"):
            assert "der" in lexicon("articles")
        assert "le" in lexicon("articles")
    assert "le" not in lexicon("articles")


def test_a_list_that_a_language_lacks_is_the_shared_one() -> None:
    with in_language("es"):
        assert "Paris" in lexicon("places")


def test_a_language_without_lists_has_the_shared_ones() -> None:
    with in_language("it"):
        assert "the" in lexicon("articles")


@pytest.mark.parametrize(
    ("language", "verb"), [("en", "added"), ("fr", "martèle"), ("es", "subrayó"), ("de", "betonte"), (None, "added")]
)
def test_each_language_has_its_cue_verbs(language: str | None, verb: str) -> None:
    with in_language(language):
        assert is_speech_verb(verb)
    with in_language("es" if language == "fr" else "fr"):
        assert not is_speech_verb(verb)


def test_closed_classes_follow_the_language() -> None:
    with in_language("de"):
        assert THIRD_PERSON["ihm"] == "he"
        assert GENDER_OF_ADDRESS["Frau"] == "she"
        assert "ich" in FIRST_PERSON_SINGULAR | FIRST_PERSON_PLURAL
    assert "ihm" not in THIRD_PERSON
    assert "ich" not in FIRST_PERSON_SINGULAR | FIRST_PERSON_PLURAL


def test_what_is_remembered_of_a_name_is_remembered_by_language() -> None:
    assert name_words("La Brise") == ("la", "brise")
    with in_language("fr"):
        assert name_words("La Brise") == ("brise",)
    assert name_words("La Brise") == ("la", "brise")


def test_the_noun_of_a_french_description_stands_before_its_adjectives() -> None:
    with in_language("fr"):
        assert head_noun("l'ancien ministre français") == "ministre"
        assert head_noun("le maire de Vaubrun") == "maire"


def test_french_words_are_parted_where_they_are_only_joined_in_writing() -> None:
    assert split("L'affaire, a-t-il dit, qu'elle suit", "fr") == [
        "L'",
        "affaire",
        "a",
        "t",
        "il",
        "dit",
        "qu'",
        "elle",
        "suit",
    ]
    assert split("aujourd'hui, peut-être lui-même", "fr") == ["aujourd'hui", "peut-être", "lui-même"]
    assert split("l'affaire d'Ann", None) == ["l'affaire", "d'Ann"]


@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda folder: folder.name)
def test_a_language_has_no_list_that_english_lacks(folder: Path) -> None:
    shared = {name for path in _SHARED.glob("*.txt") for name in lists_of(path.read_text(encoding="utf-8"))}
    for path in folder.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "# Licence:" in text.partition("\n\n")[0]
        assert set(lists_of(text)) <= shared
