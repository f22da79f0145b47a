"""What its capitals tell to be no speech: titles, where nobody says them."""

from __future__ import annotations

import pytest
from handmade import article

from pressq.load import parse
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.layout.unattributed import quoted_titles
from pressq.text.lexicon import in_language
from pressq.text.marks import marked_segments

TITLES = {
    "a title": ("Then she read “The Old Ferry” again.", True),
    "a title with a comma in it": ("In “The Old Ferry,” her best, Marta Oyelaran says that nobody drowns.", True),
    "a title that opens a sentence": ("“The Old Ferry” author Marta Oyelaran said no.", True),
    "a title in a sentence that is said": ("In “The Old Ferry,” Marta Oyelaran said no.", True),
    "a title long before a verb": ("“The Old Ferry,” the best of all her books, Oyelaran said, is sold.", True),
    "words that are said": ("“So is Halden,” Marta Oyelaran said.", False),
    "a question that is asked": ("“Is Halden?” the mayor asked.", False),
    "words in lower case": ("Then she called it “an old ferry” again.", False),
}


@pytest.mark.parametrize(("text", "is_title"), TITLES.values(), ids=TITLES)
def test_titles(text: str, is_title: bool) -> None:
    page = article(text)
    assert (0 in quoted_titles(Tokens(page, marked_segments(page)))) == is_title


OTHER_LANGUAGES = {
    "the name of a noun": ("de", "Sie las den Roman „Die alte Fähre“ noch einmal.", [0]),
    "a noun, and words in small letters": ("de", "Sie nannte die Fähre „alt und schön“ und ging.", []),
    "a noun and a colon": ("de", "Dann rief Amsel: „Fähre kommt“.", []),
    "a sentence after a noun": ("de", "Da rief Frau Amsel „Die Fähre kommt!“ und ging.", []),
    "a name that comes again and again": (
        "fr",
        "Les «gants verts» ont parlé. Un «gant vert» et les «gants verts» des «gants verts».",
        [0, 2, 3],
    ),
    "words that come twice": ("fr", "C'est «honteux», dit-elle. Honteux? «Honteux».", []),
    "a title": ("es", "En la tarde vieron “La Vieja Barca” otra vez.", [0]),
}


@pytest.mark.parametrize(("language", "text", "titles"), OTHER_LANGUAGES.values(), ids=OTHER_LANGUAGES)
def test_titles_in_other_languages(language: str, text: str, titles: list[int]) -> None:
    page = parse(text, language=language)
    with in_language(language):
        assert sorted(quoted_titles(Tokens(page, marked_segments(page)))) == titles
