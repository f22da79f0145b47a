"""The tables: every word is there at every width, and nothing of an article acts on a terminal."""

from __future__ import annotations

import io
import re

import pytest
from handmade import MAYOR, QUOTES, SOURCE, STORY, SUMMARY, article, hostile, quote
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.article import Block, Quotes, Speaker, Summary
from pressq.display import WIDE, TableWriter
from pressq.report.speaker_profiles import speakers

ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
WIDTHS = [24, 40, 60, 80, 120, 200]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(*results, width=None, stream=None, hidden=False, several=False):
    stream = stream or io.StringIO()
    writer = TableWriter(stream, type(results[0]), width=width, hidden=hidden, several=several)
    for result in results:
        writer.add(result)
    writer.close()
    return stream.getvalue()


def words(text):
    return re.findall(r"[\w']+", text)


def column(table, start):
    """The words of a table from this column on."""
    return words(" ".join(line[start:] for line in table.splitlines()))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("result", [QUOTES, SUMMARY, speakers([QUOTES])], ids=["quotes", "summary", "speakers"])
def test_no_line_is_wider_than_the_screen(result, width):
    assert max(map(len, shown(result, width=width).splitlines())) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_every_quotation_is_read_whole(width):
    table = shown(QUOTES, width=width)
    found = (
        table
        if width < 56
        else "\n".join(line[table.splitlines()[3].index("Quotation") :] for line in table.splitlines())
    )
    for said in QUOTES.quotes:
        assert " ".join(words(said.text)) in " ".join(words(found))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_is_cut(width):
    for table in (shown(SUMMARY, width=width), shown(speakers([QUOTES]), width=width)):
        assert "…" not in table
        assert {"harbour", "Porthaven"} <= set(words(table))


def test_speaker_and_role_stand_beside_the_quotation():
    table = shown(QUOTES, width=80)
    line = next(line for line in table.splitlines() if "We waited" in line)
    assert line.split("  ")[0].strip() == "1 ●"
    assert "Ines Varga" in line
    start = line.index("Ines")
    role = " ".join(row[start : line.index("“")].strip() for row in table.splitlines()[6:9])
    assert " ".join(words(role)) == MAYOR.role


def test_a_role_is_not_repeated_from_the_row_before():
    assert shown(QUOTES, width=WIDE).count("mayor of") == 1


def test_quoted_words_stand_between_marks_and_reported_ones_do_not():
    table = shown(QUOTES, width=80)
    assert "the works “a promise kept”" in table
    assert "it would cost more\n" in table


def test_how_sure_a_quotation_is_stands_beside_its_number_and_is_explained():
    table = shown(QUOTES, width=80)
    assert re.search(r"^3 ○ +Ines Varga", table, re.MULTILINE)
    assert "; ● sure, ○ doubtful" in " ".join(table.split())
    assert "○" not in shown(Quotes(STORY, QUOTES.quotes[:2]), width=80)


def test_direct_and_indirect_speech_are_apart_without_colour():
    places = [line for line in shown(QUOTES, width=80).splitlines() if "¶1" in line]
    assert ["indirect" in line for line in places] == [said.kind == "indirect" for said in QUOTES.quotes]


def test_a_quotation_of_several_paragraphs_is_shown_in_paragraphs():
    page = article('"Yes.\n\n"No."', blocks=(Block(0, 5, "body"), Block(7, 12, "body")))
    lines = shown(Quotes(page, (quote(page, '"Yes."', '"No."'),)), width=80).splitlines()
    at = next(number for number, line in enumerate(lines) if "“Yes.”" in line)
    assert "No" not in lines[at + 1]
    assert lines[at + 2].strip() == "“No.”"


def test_a_quotation_without_a_speaker_says_so():
    assert "unattributed" in shown(QUOTES, width=80)


def test_the_head_tells_title_byline_and_date():
    assert shown(QUOTES, width=80).splitlines()[:2] == ["Porthaven to raise its harbour wall", "Ana Roe · 2025-03-03"]


def test_the_caption_counts_quotations_and_speakers():
    assert "5 quotations, 2 speakers, 1 without a speaker" in shown(QUOTES, width=120)


def test_no_quotations_is_an_answer():
    assert "No quotations found." in shown(Quotes(STORY, ()))


def test_a_summary_shows_place_sentence_and_keywords():
    table = shown(SUMMARY, width=80)
    assert re.search(r"¶1 +●─+ +We waited ten years", table.replace('"', ""))
    assert "Keywords  harbour wall · Greater Porthaven" in table


def test_a_summary_of_nothing_says_so():
    assert "No sentence can be chosen." in shown(Summary(STORY, "news", (), ()))


def test_speakers_show_their_share_and_where_they_speak():
    table = shown(speakers([QUOTES]), width=120)
    row = next(line for line in table.splitlines() if line.startswith("Ines Varga"))
    assert re.search(r"Ines Varga +3 +22 +█+.? +79%", row)
    assert "●" in table
    assert "2 speakers, 5 quotations" in table


def test_speakers_of_several_articles_show_when():
    later = Quotes(article(STORY.text, source="later.txt", published="2025-04-01"), QUOTES.quotes)
    table = shown(speakers([QUOTES, later]), width=80)
    assert "2 articles" in table
    assert re.search(r"2025-03-03\n.*2025-04-01", table)


def test_nobody_quoted_is_an_answer():
    assert "No quotations in 1 article." in shown(speakers([Quotes(STORY, ())]))


def test_a_text_is_printed_to_the_letter():
    page = article("A\r\n\x1b[31mb\tc")
    assert shown(page) == page.text


def test_on_a_terminal_a_text_cannot_act():
    assert shown(article("A\r\n\x1b[31mb\tc"), stream=Terminal()) == "A\r\n␛[31mb\tc\n"


def test_several_texts_are_named():
    assert shown(article("One.\n", source="1.txt"), article("Two.", source="2.txt"), several=True) == (
        "==> 1.txt <==\nOne.\n\n==> 2.txt <==\nTwo."
    )


def test_the_parts_of_a_text_are_named():
    blocks = (Block(0, 4, "title"), Block(6, 11, "body"), Block(13, 16, "boilerplate"))
    page = article("Head\n\nBody.\n\n###", blocks=blocks)
    rows = [line.split() for line in shown(page, hidden=True).splitlines() if line]
    assert rows == [["title", "Head"], ["body", "Body."], ["boilerplate", "###"]]


def test_a_pipe_gets_a_wide_plain_table():
    table = shown(QUOTES)
    assert "\x1b" not in table
    assert max(map(len, table.splitlines())) > 80
    assert not any(line.endswith(" ") for line in table.splitlines())


def test_a_terminal_gets_colour_unless_it_asks_for_none(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1m" in shown(QUOTES, stream=Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in shown(QUOTES, stream=Terminal())


def test_the_words_are_the_same_with_and_without_colour(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = shown(QUOTES, width=100, stream=Terminal())
    plain = [line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", coloured).splitlines()]
    assert plain == shown(QUOTES, width=100).splitlines()


@pytest.mark.parametrize("width", [40, 80, 132])
def test_a_hostile_article_acts_on_no_terminal(width):
    found = hostile()
    page = found.article
    summary = Summary(page, "news", (), ())
    for result in (found, summary, speakers([found]), page):
        table = shown(result, width=width, hidden=True)
        assert not ACTS.search(table)
        assert "[red]" in table.replace("\n", "")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), min_size=1), st.sampled_from([30, 80]))
def test_any_text_makes_a_harmless_table(text, width):
    page = article(f'"{text}"', title=text)
    who = Speaker(text, "person", text)
    found = (
        Quotes(page, (quote(page, '"' + text.strip('"') + '"', speaker=who),)) if text.strip('"') else Quotes(page, ())
    )
    assert not ACTS.search(shown(found, width=width))


def test_several_tables_name_their_sources():
    assert "story.txt · Ana Roe · 2025-03-03" in shown(QUOTES, SUMMARY, several=True)


def test_two_tables_are_parted_by_an_empty_line():
    table = shown(QUOTES, QUOTES, width=80, several=True)
    assert table.count("Porthaven to raise its harbour wall") == 2
    assert "doubtful\n\nPorthaven to raise" in table


def test_an_unnamed_source_is_shown_as_written():
    assert SOURCE.name.split()[0] in shown(QUOTES, width=80)
