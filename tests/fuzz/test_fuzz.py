"""A short, seeded walk through hostile input; `fuzz.long` is the long one."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial

import pytest
from fuzz import invariants
from fuzz.strategies import article, filters, made, mutated, seeds, summary
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pressq import cli, parse, quotes, summarize
from pressq.article import Article
from pressq.errors import EmptyInputError, MissingExtraError, PressqError
from pressq.load import LoadFailure, load_all
from pressq.report.selection import select

short = partial(settings, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


def analysed(text: str, wish: dict, *, shown: bool = True) -> None:
    """An article through the model, with all filters; `shown` in every form, too."""
    try:
        read = parse(text, "story.txt")
    except EmptyInputError:
        return
    invariants.hold_of_article(read, shown=False)
    whole = quotes(read, attitudes=True)
    invariants.hold_of_quotes(whole, shown=shown)
    invariants.ordered(whole)
    chosen = select(whole, **wish)
    known = {quote.id: quote for quote in whole.quotes}
    assert all(known[quote.id] == quote for quote in chosen.quotes)


def summarized(text: str, wish: dict, *, shown: bool = True) -> None:
    try:
        read = parse(text, "story.txt")
    except EmptyInputError:
        return
    with suppress(MissingExtraError):  # the languages whose words are found by a library of their own
        invariants.hold_of_summary(summarize(read, **wish), shown=shown)


def loaded(path, content: bytes, *, shown: bool = True) -> tuple[int, int]:
    """How many articles, and how many errors, a file gives."""
    path.write_bytes(content)
    counts = [0, 0]
    for found in load_all(path):
        if isinstance(found, LoadFailure):
            assert isinstance(found.error, PressqError)
            assert not found.error.message.startswith("internal error"), found.error.__notes__
            assert "\n" not in found.error.message
            counts[1] += 1
        else:
            assert isinstance(found, Article)
            invariants.hold_of_article(found, shown=shown)
            counts[0] += 1
    assert sum(counts)
    return counts[0], counts[1]


@pytest.mark.slow
@short(max_examples=100)
@given(made(article), made(filters))
def test_articles_through_the_model(text, wish):
    analysed(text, wish)


@short(max_examples=60)
@given(made(article), made(summary))
def test_articles_to_summaries(text, wish):
    summarized(text, wish)


@short(max_examples=300)
@given(made(mutated))
def test_files_of_every_format(tmp_path_factory, file):
    name, content = file
    loaded(tmp_path_factory.mktemp("fuzz") / name, content)


@pytest.mark.parametrize("name", seeds())
def test_what_is_whole_is_read(name, tmp_path):
    loaded(tmp_path / name, seeds()[name])


FORMS = ("table", "json", "jsonl", "csv", "md")
COMMANDS = ("quotes", "summarize", "speakers", "text")


@short(max_examples=40)
@given(made(article), st.sampled_from(COMMANDS), st.sampled_from(FORMS), st.booleans())
def test_commands_and_forms(tmp_path_factory, text, command, form, verbose):
    path = tmp_path_factory.mktemp("fuzz") / "story.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.MonkeyPatch.context() as patch:
        from io import StringIO

        out, err = StringIO(), StringIO()
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        status = cli.main([command, str(path), "--format", form, *(["-v"] if verbose else [])])
    assert status in {0, 3}
    assert "internal error" not in err.getvalue()
    if command != "text" or form != "table":
        assert invariants.HOSTILE.search((out.getvalue() + err.getvalue()).replace("\r\n", "\n")) is None
