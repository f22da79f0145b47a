"""Word pieces by a unigram model: the likeliest cut, in the shape in which the network reads a word."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pressq.quotes.encoding.subwords import PIECES_PER_WORD, Vocabulary
from pressq.quotes.encoding.unigram import Unigram, read_vocabulary

PIECES = {
    "[CLS]": 0.0,
    "[SEP]": 0.0,
    "[UNK]": 0.0,
    "▁": -4.0,
    "▁Hafen": -6.0,
    "meister": -7.0,
    "▁Ha": -5.0,
    "fen": -5.5,
    "▁H": -6.0,
    "a": -4.0,
    "f": -6.0,
    "e": -3.5,
    "n": -3.0,
    "m": -5.0,
    "i": -4.0,
    "s": -3.9,
    "t": -3.8,
    "r": -4.1,
    "'": -5.0,
    "▁l": -4.5,
    "▁SPD": -9.0,
    "▁Rat": -8.0,
}
VOCABULARY = Unigram(PIECES)


def pieces(word: str) -> list[str]:
    names = ["", *PIECES]
    return [names[number] for number in VOCABULARY.of_word(word) if number]


def test_the_likeliest_cut_is_chosen() -> None:
    assert pieces("Hafen") == ["▁Hafen"]
    assert pieces("Hafenmeister") == ["▁Hafen", "meister"]
    assert pieces("Hafer") == ["▁Ha", "f", "e", "r"]


def test_of_many_pieces_the_first_and_the_last_are_kept() -> None:
    assert pieces("Hafferant") == ["▁Ha", "f", "f", "t"]


def test_long_words_in_capitals_are_read_as_others_and_short_ones_as_they_stand() -> None:
    assert pieces("HAFEN") == ["▁Hafen"]
    assert pieces("SPD") == ["▁SPD"]


def test_one_kind_of_apostrophe() -> None:
    assert pieces("l’") == pieces("l'") == ["▁l", "'"]


def test_a_character_that_no_piece_has_is_unknown() -> None:
    assert pieces("Rat%") == ["▁Rat", "[UNK]"]


@given(st.text(min_size=1, max_size=80))
def test_every_word_has_numbers_of_pieces_that_there_are(word: str) -> None:
    found = VOCABULARY.of_word(word)
    assert len(found) == PIECES_PER_WORD
    assert found[0] > 0
    assert max(found) <= len(VOCABULARY)


def test_a_file_with_scores_is_a_unigram_model(tmp_path: Path) -> None:
    path = tmp_path / "pieces.txt"
    path.write_text("".join(f"{piece}\t{score}\n" for piece, score in PIECES.items()), encoding="utf-8")
    assert read_vocabulary(path).of_word("Hafenmeister") == VOCABULARY.of_word("Hafenmeister")
    path.write_text("[UNK]\nhafen\n", encoding="utf-8")
    assert type(read_vocabulary(path)) is Vocabulary
