"""The public surface: what `import pressq` gives, complete and sorted."""

from __future__ import annotations

import builtins
import doctest
import importlib
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from handmade import QUOTES, STORY, SUMMARY

import pressq
from pressq import batch, errors
from pressq.output.results import record
from pressq.report.annotated import AnnotatedArticle, Report
from pressq.report.verification import Verification

ERRORS = [name for name in errors.__all__ if name.endswith("Error")]
VALUES = ["Article", "PressqError", "Quote", "Quotes", "Speaker", "Summary"]
FUNCTIONS = ["load", "load_all", "parse", "quotes", "report", "speakers", "stats", "summarize", "trace", "verify"]


def test_the_names_on_top_are_few_and_sorted():
    assert pressq.__all__ == [*VALUES, *FUNCTIONS]


def test_a_star_import_leaves_the_builtins_alone():
    assert not set(pressq.__all__) & set(dir(builtins))
    assert pressq.map is batch.map


def test_every_name_is_there_and_has_a_docstring():
    assert all(getattr(pressq, name).__doc__ for name in pressq.__all__)


def test_the_modules_of_the_other_types_are_named_and_list_them():
    named = re.findall(r"`(pressq\.[\w.]+)`", pressq.__doc__.partition("The types inside")[2])
    assert named
    for name in named:
        module = importlib.import_module(name)
        assert all(hasattr(module, each) for each in module.__all__)


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


@pytest.mark.parametrize("name", sorted(name for name in pressq.__all__ if callable(getattr(pressq, name))))
def test_the_examples_of_the_docstrings_are_true(name):
    runner = doctest.DocTestRunner(verbose=False)
    for test in doctest.DocTestFinder(recurse=False).find(getattr(pressq, name), name, globs={"pressq": pressq}):
        runner.run(test)
    assert runner.failures == 0


def test_the_main_functions_have_examples():
    main = (pressq.quotes, pressq.summarize, pressq.speakers, pressq.stats, pressq.report)
    assert all(">>> " in function.__doc__ for function in main)


@pytest.mark.parametrize("name", ["quotes", "summarize"])
@pytest.mark.parametrize("given", ["story.txt", Path("story.txt"), None])
def test_what_is_no_article_is_told_how_to_become_one(name, given):
    with pytest.raises(TypeError, match=rf"pressq\.{name}\(pressq\.load\(path\)\) or .*parse\(text\)"):
        getattr(pressq, name)(given)


def test_one_name_is_not_several():
    with pytest.raises(TypeError, match=r"write pressq\.map\(\[one\]\)"):
        pressq.map("story.txt")


@pytest.mark.parametrize("kinds", [["foo"], "direct", [""]])
def test_a_kind_that_is_none_is_a_wrong_value(kinds):
    with pytest.raises(ValueError, match="direct, mixed, indirect"):
        pressq.quotes(STORY, kinds=kinds)


@pytest.mark.parametrize(
    ("result", "items", "shown"),
    [
        (QUOTES, QUOTES.quotes, "<Quotes of 'story.txt': 5 quotations>"),
        (SUMMARY, SUMMARY.sentences, "<Summary of 'story.txt': 1 sentence>"),
        (pressq.speakers(QUOTES), pressq.speakers(QUOTES).profiles, "<SpeakerProfiles: 2 speakers, 5 quotations>"),
        (Report((AnnotatedArticle(STORY),)), (AnnotatedArticle(STORY),), "<Report: 1 article>"),
    ],
)
def test_a_result_has_a_length_iterates_and_is_shown_in_short(result, items, shown):
    assert (len(result), tuple(result), repr(result)) == (len(items), items, shown)


RESULTS = [
    *(STORY, QUOTES, SUMMARY, pressq.speakers(QUOTES)),
    *(pressq.trace([QUOTES, QUOTES]), Verification(STORY, (STORY,), ())),
]


@pytest.mark.parametrize("result", RESULTS)
def test_a_result_is_the_json_as_a_dict(result):
    assert result.to_dict() == record(result)
    assert json.loads(json.dumps(result.to_dict())) == result.to_dict()


def test_results_are_counted_as_the_lines_of_a_run():
    other = replace(QUOTES, quotes=QUOTES.quotes[:1])
    found = pressq.stats([QUOTES, other])
    assert found == pressq.stats([QUOTES.to_dict(), other.to_dict()])
    assert (found.articles, found.quotes.number) == (2, 6)
    assert found.to_dict()["schema"] == "pressq.stats/1"


@pytest.mark.parametrize("result", [QUOTES, SUMMARY, Report((AnnotatedArticle(STORY, QUOTES),))])
def test_a_notebook_shows_the_page_in_a_frame(result):
    shown = result._repr_html_()
    assert shown.startswith('<iframe sandbox="allow-scripts"')
    assert "&lt;!DOCTYPE html&gt;" in shown
    assert shown.count("<") == 2


def test_what_hosted_ci_installs_and_runs_has_hashes():
    github = Path(__file__).parents[1] / ".github"
    project = tomllib.loads((github.parent / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    own = [(github / "requirements.in").read_text("utf-8").partition("\n")[2].split(), project["dependencies"]]
    asked = [
        line
        for lines in [*own, *(extras[name] for name in extras if name not in {"train", "teach", "docs"})]
        for line in lines
    ]
    names = {canonical(re.match(r"[\w.-]+", line)[0]) for line in asked} - {"pressq"}
    pinned = dict(
        re.findall(
            r"^([\w.-]+)==\S+.* \\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)",
            (github / "requirements.txt").read_text("utf-8"),
            re.M,
        )
    )
    assert names <= {canonical(name) for name in pinned}
    for workflow in (github / "workflows").glob("*.yml"):
        text = workflow.read_text("utf-8")
        assert re.findall(r"uses: (\S+)", text) == re.findall(r"uses: (\S+@[0-9a-f]{40}) ", text)
        assert "pip install --require-hashes -r .github/requirements.txt" in text


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
