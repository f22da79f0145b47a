"""A relative clause tells who somebody is, where nothing else does."""

from __future__ import annotations

import pytest

import pressq


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Ann Lee, who keeps forty hives, said the bees were late.", "who keeps forty hives"),
        ("Ann Lee, the mayor, who keeps forty hives, said the bees were late.", "the mayor"),
        ("Ann Lee, who declined to be photographed, said the bees were late.", None),
        ("Ann Lee, who said the bees were late, has forty hives.", None),
    ],
)
def test_a_relative_clause_is_a_role_if_there_is_no_other(sentence: str, role: str | None) -> None:
    speakers = {quote.speaker for quote in pressq.quotes(pressq.parse(f"{sentence}\n")).quotes}
    assert {speaker.role for speaker in speakers if speaker} == {role}
