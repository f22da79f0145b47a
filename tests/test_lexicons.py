"""The word lists: each has a user, an origin and a licence, and holds every word once."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

import pressq
from pressq.errors import PressqError
from pressq.text import lexicon as module
from pressq.text.lexicon import lexicon, lists_of

_PACKAGE = Path(pressq.__file__).parent
_TABLES = {path.stem: path.read_text(encoding="utf-8") for path in (_PACKAGE / "data" / "lexicons").glob("*.txt")}
_LISTS = {name: entries for table in _TABLES.values() for name, entries in lists_of(table).items()}

TABLE = """# Words for weather.
# Origin: ours.

[rain]
# What falls.
drizzle
snow\tcold Names

[cold]
hail
"""


def test_an_entry_is_in_the_list_of_its_section_and_in_those_that_it_names() -> None:
    assert lists_of(TABLE) == {"rain": ["drizzle", "snow"], "cold": ["snow", "hail"], "names": ["Snow"]}


def test_lists_can_be_asked_for_together() -> None:
    assert lexicon("places", "demonyms") == lexicon("places") | lexicon("demonyms")


def test_a_list_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(LookupError):
        lexicon("no-such-list")


def test_where_there_are_no_lists_as_in_a_zip_archive_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_TABLES", tmp_path / "pressq.pyz" / "lexicons")
    with pytest.raises(PressqError, match="word lists are not there"):
        module._shared()


@pytest.mark.parametrize("table", _TABLES)
def test_a_table_states_its_subject_origin_and_licence_at_its_head(table: str) -> None:
    head = _TABLES[table].partition("\n\n")[0].splitlines()
    assert all(line.startswith("# ") for line in head)
    assert not head[0].startswith(("# Origin:", "# Licence:"))
    assert sum(line.startswith("# Origin:") for line in head) == 1
    assert head[-1].startswith("# Licence:")


def test_a_list_stands_in_one_table() -> None:
    assert sum(len(lists_of(table)) for table in _TABLES.values()) == len(_LISTS)


@pytest.mark.parametrize("name", _LISTS)
def test_a_word_stands_once_in_a_list(name: str) -> None:
    assert [entry for entry, count in Counter(_LISTS[name]).items() if count > 1] == []
    assert all(entry == entry.strip() != "" for entry in _LISTS[name])


def test_every_list_is_used_by_the_package() -> None:
    arguments = {
        argument.value
        for path in _PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        for argument in call.args
        if isinstance(argument, ast.Constant)
    }
    assert set(_LISTS) - arguments == set()
