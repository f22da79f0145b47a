"""The public surface: what `import pressq` gives, complete and sorted."""

from __future__ import annotations

import pressq
from pressq import article, errors
from pressq.report import traces, verification

ERRORS = [name for name in errors.__all__ if name.endswith("Error")]


def test_all_is_sorted_and_holds_every_public_value_and_error():
    assert pressq.__all__ == sorted(pressq.__all__)
    functions = {"load", "load_all", "map", "parse", "quotes", "select", "summarize", "together", "trace", "verify"}
    assert (
        set(pressq.__all__) == {*article.__all__, *ERRORS, *verification.__all__, *traces.__all__, "Unread"} | functions
    )


def test_every_name_is_there_and_has_a_docstring():
    for name in set(pressq.__all__) - {
        "BlockKind",
        "Form",
        "Note",
        "Pronoun",
        "QuoteKind",
        "SpeakerKind",
        "SpeakerVerdict",
        "Verdict",
    }:
        assert getattr(pressq, name).__doc__


def test_a_function_stands_before_the_package_of_its_name():
    import pressq.quotes.attribution

    assert callable(pressq.load)
    assert callable(pressq.quotes)


def test_the_surface_in_five_lines():
    page = pressq.parse('"We shall see," said Ines Varga, the mayor. She left.\n')
    said = pressq.quotes(page).quotes[0]
    assert (said.text, said.speaker.name) == ("We shall see,", "Ines Varga")
    assert pressq.summarize(page, sentences=1).sentences[0].text in page.text


def test_errors_are_one_tree():
    for name in ERRORS:
        error = getattr(errors, name)("what is wrong", "what to do")
        assert isinstance(error, pressq.PressqError)
        assert (str(error), error.message, error.hint) == ("what is wrong", "what is wrong", "what to do")
