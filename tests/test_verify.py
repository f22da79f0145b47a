"""Are the quoted words in the source? Wording, signs, sense and speaker, by the case and by the hundred."""

from __future__ import annotations

import json
import re

import misquoting
import paper
import pytest
from handmade import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import pressq
from pressq.output.schema import schema
from pressq.report.verification import Place
from pressq.report.verify import as_quotation

TALK = """\
MODERATOR: Good evening. Mayor Varga, will you raise the wall?

VARGA: Thank you. We waited ten years for this wall, and we will not wait for another winter. (Applause.) It's done.

LIND: The mayor says seven million dollars. I would never say that the wall is cheap, but it is well-made. It will cost
17 million if the govern-
ment pays at all.

VARGA: We can not pay for another flood. Everybody in Porthaven knows that. The engineers told the U.S. company so in
twenty-five letters. If the money comes, we shall begin in May. The harbour is ours.
"""
SOURCE = pressq.parse(TALK, "talk.txt")
SPEECH = pressq.parse(
    "Remarks by Mayor Ines Varga\n\nThe sea took the market in one night. We built it again.\n", "speech.txt"
)


def check(quote, *sources):
    """The check of a quotation that nobody is said to have said."""
    (checked,) = pressq.verify(as_quotation(pressq.parse(quote)), sources or [SOURCE]).checks
    return checked


def story(text, *sources):
    """The checks of an article."""
    return pressq.verify(pressq.parse(text, "story.txt"), sources or [SOURCE]).checks


# -- what is the same to a reader


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("We waited ten years for this wall, and we will not wait for another winter.", "verbatim"),
        ("we will not  wait\nfor another winter", "verbatim"),
        ("We will not wait for another winter,", "typographic"),
        ("It’s done.", "typographic"),
        ("We will not wait for another winter. It's done", "typographic"),  # nobody says "(Applause.)"
        ("We waited 10 years for this wall", "typographic"),
        ("We can't pay for another flood", "cleaned"),
        ("The mayor says $7 million", "typographic"),
        ("the mayor says 7,000,000 dollars", "typographic"),
        ("It will cost seventeen million if the government pays at all", "typographic"),
        ("the US company", "typographic"),
        ("in 25 letters", "typographic"),
        ("it is well\u2011made", "typographic"),
        ("it is well made", "typographic"),
        ("It will cost 17 million if the government pays at all", "typographic"),
        ("We cannot pay for another flood", "typographic"),
        ("It will cost 17 million if the gov\u00adernment pays at all", "typographic"),
        ("EVERYBODY IN PORTHAVEN KNOWS THAT", "typographic"),
    ],
)
def test_the_same_words_hold(quote, verdict):
    found = check(quote)
    assert (found.verdict, found.parts[0].changes) == (verdict, ())


@pytest.mark.parametrize(
    ("quote", "verdict", "changes", "notes"),
    [
        ("We will wait for another winter", "altered", [("", "not")], ("negation",)),
        ("We can pay for another flood", "altered", [("", "not")], ("negation",)),
        ("We waited eleven years for this wall", "altered", [("eleven", "ten")], ("number",)),
        ("It will cost 70 million", "altered", [("70 million", "17 million")], ("number",)),
        ("Everybody in Dunmore knows that", "altered", [("Dunmore", "Porthaven")], ("name",)),
        (
            "The engineers told the us company so in twenty-five letters",
            "altered",
            [
                ("us", "U.S"),
            ],
            (),
        ),
        ("We waited ten long years for this wall", "altered", [("long", "")], ()),
        ("We waited for this wall, and we will not wait", "altered", [("", "ten years")], ("number",)),
        ("The market is a friend of every honest gardener", "missing", [], ()),
        ("We waited ten years for this wall. The harbour is ours", "spliced", [], ()),
    ],
)
def test_other_words_do_not_hold(quote, verdict, changes, notes):
    found = check(quote)
    made = [(one.quote.text, one.source.text) for part in found.parts for one in part.changes]
    assert (found.verdict, found.holds) == (verdict, False)
    assert set(changes) <= set(made)
    assert set(notes) <= set(found.notes)


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("We waited ten years ... we will not wait", "cut"),
        ("We waited ten years … and we will not wait", "cut"),
        ("We waited ten years [...] wait for another winter", "cut"),
        ("We waited (...) for this wall", "cut"),
        ("Everybody in [the town] knows that", "cut"),
        ("[They] told the U.S. company so", "cut"),
        ("[w]e will not wait for another winter", "typographic"),
        ("It's done ... We waited ten years", "spliced"),  # no sign tells that the order was turned
    ],
)
def test_a_sign_tells_that_words_are_left_out_or_put_in(quote, verdict):
    assert check(quote).verdict == verdict


@pytest.mark.parametrize(
    ("quote", "note"),
    [
        ("the wall is cheap", "context"),
        ("It will cost 17 million", "context"),
        ("we shall begin in May", "context"),
        ("wait for another winter", "context"),
        ("we will ... wait for another winter", "negation"),
        ("we will [surely] wait for another winter", "negation"),
        ("We will [not] begin in May", "negation"),
    ],
)
def test_words_whose_sense_is_turned_do_not_hold(quote, note):
    found = check(quote)
    assert note in found.notes
    assert found.verdict not in {"verbatim", "typographic"}
    assert not found.holds


def test_a_word_after_a_sign_is_the_next_one_of_the_source():
    source = pressq.parse(
        "We pay.\n\nNobody pays us. I know how it is. We could not make them pay, but we asked.\n", "pay.txt"
    )
    assert check("We could not make [the owners] pay, but we asked", source).verdict == "cut"


def test_nothing_is_found_where_there_is_nothing():
    assert check("We shall see", pressq.parse("... !!!", "dots.txt")).verdict == "missing"
    assert pressq.verify(as_quotation(pressq.parse("We shall see")), []).checks[0].verdict == "missing"
    assert pressq.verify(as_quotation(pressq.parse("...")), [SOURCE]).checks == ()
    assert pressq.trace([]).traces == ()


def test_offsets_are_of_both_texts():
    page = pressq.parse('"We waited nine years for this wall," Ines Varga said. "We will wait."\n')
    for found in pressq.verify(page, [SOURCE]).checks:
        for part in found.parts:
            assert page.text[part.start : part.end] == part.text
            assert part.match is None or TALK[part.match.start : part.match.end] == part.match.text
            for change in part.changes:
                assert page.text[change.quote.start : change.quote.end] == change.quote.text
                assert TALK[change.source.start : change.source.end] == change.source.text


def test_the_reporters_words_between_two_parts_are_no_change():
    (whole,) = story(
        '"We waited ten years for this wall," Ines Varga said, "and we will not wait for another winter."\n'
    )
    assert (whole.verdict, whole.holds, len(whole.parts)) == ("verbatim", True, 2)
    (apart,) = story('"We waited ten years for this wall," Ines Varga said. "Everybody in Porthaven knows that."\n')
    assert (apart.verdict, apart.holds) == ("cut", True)


# -- who said it


@pytest.mark.parametrize(
    ("name", "speaker", "holds"),
    [
        ("Ines Varga", "same", True),
        ("Mayor Varga", "same", True),
        ("Otto Lind", "other", False),
        ("Henrik Varga-Olsen", "other", False),
        ("Two residents", "unknown", True),
    ],
)
def test_the_speaker_is_the_one_whose_turn_it_is(name, speaker, holds):
    (found,) = story(f'"Everybody in Porthaven knows that," {name} said on Monday.\n')
    assert (found.speaker, found.holds) == (speaker, holds)
    assert found.source_speaker.name == "VARGA"


TURNS = (
    ("VARGA", "We build the wall before the winter."),
    ("LIND", "I think we spend too much on this wall."),
    ("VARGA", "You said that last year, and we were right."),
    ("LIND", "We were lucky."),
)
NAMES = {"VARGA": "Ines Varga", "LIND": "Otto Lind"}
FORMS = {
    "labels": "\n\n".join(f"{who}: {words}" for who, words in TURNS),
    "titles": "\n\n".join(f"Senator {who}. {words}" for who, words in TURNS),
    "lines": "\n\n".join(f"{NAMES[who]} -- Senator\n\n{words}" for who, words in TURNS),
}


@pytest.mark.parametrize("transcript", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(("name", "speaker"), [("Otto Lind", "same"), ("Ines Varga", "other")])
def test_a_transcript_names_its_speakers_in_any_form(transcript, name, speaker):
    source = pressq.parse(transcript, "talk.txt")
    (found,) = story(f'"I think we spend too much on this wall," {name} said.\n', source)
    assert (found.speaker, found.holds) == (speaker, speaker == "same")


def test_what_two_say_is_of_the_one_whom_the_article_names():
    both = pressq.parse(
        "VARGA: We are ready to build it.\n\nLIND: We are ready to build it.\n\nVARGA: Good.\n", "both.txt"
    )
    assert [
        story(f'"We are ready to build it," {name} said.\n', both)[0].speaker for name in ("Ines Varga", "Otto Lind")
    ] == [
        "same",
        "same",
    ]


def test_a_speech_tells_its_speaker_in_its_head_only():
    quote = '"The sea took the market in one night," said {}.\n'
    assert story(quote.format("Ines Varga"), SPEECH)[0].speaker == "same"
    assert story(quote.format("Otto Lind"), SPEECH)[0].speaker == "other"
    bare = pressq.parse(SPEECH.text.partition("\n\n")[2], "bare.txt")
    assert story(quote.format("Otto Lind"), bare)[0].speaker == "unknown"


def test_an_article_as_source_tells_by_its_own_attributions():
    first = pressq.parse('"The sea took the market in one night," said Ines Varga, the mayor. She left.\n', "first.txt")
    assert story('"The sea took the market in one night," said Otto Lind.\n', first)[0].speaker == "other"


def test_words_that_an_interview_passes_on_are_not_those_of_its_answers():
    answers = ("I was a bad one.", "I did not listen. My uncle told me, “Sell it before it sinks.”", "I stay.")
    pairs = zip(("Did you like your boat?", "Did you sell it?", "And now, will you?"), answers, strict=True)
    page = "\n\n".join(
        ("The ferry", "Ann Lee has kept the ferry since 1989.", *(line for pair in pairs for line in pair))
    )
    (found,) = story("“Sell it before it sinks,” her uncle said.", pressq.parse(page, "page.txt"))
    assert found.source_speaker.name == "My uncle"


def test_words_that_go_over_two_turns_are_spliced():
    assert check("It's done. The mayor says seven million dollars.").verdict == "spliced"


# -- by the hundred


def test_made_articles_are_judged_rightly(capsys):
    lines, shares, passed = misquoting.table()
    with capsys.disabled():
        print(f"\n\nverify\n{lines}")
    assert passed == []
    assert sum(shares.values()) / len(shares) >= 0.95


SENTENCES = [
    sentence.of(TALK)
    for block in SOURCE.of_kind("body")
    for sentence in pressq.text.sentences.split(TALK, block.start, block.end)
    if ":" not in sentence.of(TALK) and "(" not in sentence.of(TALK) and "-\n" not in sentence.of(TALK)
]


@given(st.sampled_from(SENTENCES), st.sampled_from(["", " ", "\n"]), st.booleans())
@settings(deadline=None)
def test_a_sentence_of_the_source_is_verbatim_however_spaced(sentence, space, curly):
    spaced = f"{space}{sentence.replace(' ', space or ' ')}{space}"
    found = check(f"“{spaced.strip()}”" if curly else spaced)
    assert found.verdict == "verbatim"


@given(st.text(st.characters(exclude_categories=()), min_size=1).filter(str.strip) | st.just(HOSTILE))
@settings(deadline=None)
def test_anything_can_be_checked(text):
    for found in pressq.verify(as_quotation(pressq.parse(text)), [SOURCE]).checks:
        assert found.verdict in {"verbatim", "typographic", "cut", "altered", "spliced", "missing"}


# -- the command


ARTICLE = """\
"We waited ten years for this wall," Ines Varga said on Monday.

"It will cost seventy million," said Otto Lind, the engineer.
"""


@pytest.fixture
def run(run, tmp_path):
    """Runs `pressq` beside talk.txt, story.txt, good.txt and a folder of sources."""
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "story.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "good.txt").write_text(ARTICLE.partition("\n\n")[0] + "\n", encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "talk.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "sources" / "speech.txt").write_text(SPEECH.text, encoding="utf-8")
    return run


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["good.txt", "--against", "talk.txt"], 0),
        (["story.txt", "--against", "talk.txt"], 1),
        (["good.txt", "story.txt", "--against", "talk.txt"], 1),
        (["good.txt", "--against", "sources/speech.txt", "talk.txt"], 0),
        (["good.txt", "--against", "sources", "-q"], 0),
        (["--against", "talk.txt", "good.txt", "story.txt"], 1),  # as a hook calls it
        (["--quote", "We waited ten years", "--against", "sources/speech.txt", "talk.txt"], 0),
        (["--quote", "We waited two years", "--against", "talk.txt"], 1),
        (["good.txt", "--against", "gone.txt"], 3),
        (["good.txt", "--against", "gone.txt", "talk.txt"], 4),
        (["gone.txt", "--against", "talk.txt"], 3),
        (["good.txt", "gone.txt", "--against", "talk.txt"], 4),
        (["good.txt"], 2),
        (["good.txt", "--quote", "Thank you", "--against", "talk.txt"], 2),
        (["-", "--against", "-"], 2),
    ],
)
def test_the_status_tells(run, arguments, status):
    assert run("verify", *arguments)[0] == status


@pytest.mark.parametrize("name", ["good.txt", "./good.txt", "sources/copy.txt"])
def test_an_article_does_not_verify_itself(run, tmp_path, name):
    (tmp_path / "sources" / "copy.txt").write_bytes((tmp_path / "good.txt").read_bytes())
    _, out, err = run("verify", "good.txt", "--against", name, "sources/speech.txt", "--json")
    assert [source["source"] for source in json.loads(out)["sources"]] == ["sources/speech.txt"]
    assert err == f"pressq: good.txt: not checked against itself: {name} is left out\n"
    assert run("verify", "good.txt", "--against", name, "-q", "--json")[::2] == (1, "")
    page = run("report", "good.txt", "--against", name)
    assert "✗ missing" in page[1]
    assert "not checked against itself" in page[2]


def test_each_article_leaves_out_only_itself(run):
    _, out, err = run("verify", "good.txt", "story.txt", "--against", "good.txt", "--format", "jsonl")
    own, other = map(json.loads, out.splitlines())
    assert {check["verdict"] for check in own["checks"]} == {"missing"}
    assert "verbatim" in {check["verdict"] for check in other["checks"]}
    assert err.count("left out") == 1


def test_a_typed_quotation_may_be_all_that_a_source_says(run, tmp_path):
    (tmp_path / "words.txt").write_text("We waited ten years", encoding="utf-8")
    assert run("verify", "--quote", "We waited ten years", "--against", "words.txt", "-q")[::2] == (0, "")


def test_a_draft_comes_through_a_pipe(run):
    status, out, _ = run("verify", "-", "--against", "talk.txt", "--json", stdin=ARTICLE)
    made = json.loads(out)
    assert (status, made["holds"], [one["verdict"] for one in made["checks"]]) == (1, False, ["verbatim", "altered"])


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
def test_every_format_shows_the_verdicts(run, form):
    status, out, err = run("verify", "story.txt", "--against", "talk.txt", "--format", form)
    assert (status, err) == (1, "")
    assert "altered" in out
    assert "17 million" in out.replace("\n", " ").replace("**", "")


def test_the_output_fits_its_schema(run):
    validator = Draft202012Validator(schema("verification"))
    validator.check_schema(schema("verification"))
    for arguments in (
        ["story.txt"],
        ["--quote", "We waited ... for nothing in particular"],
        ["--quote", "Never a word"],
    ):
        validator.validate(json.loads(run("verify", *arguments, "--json", "--against", "talk.txt")[1]))
    lines = run("verify", "story.txt", "gone.txt", "--against", "talk.txt", "--format", "jsonl")[1].splitlines()
    for line in lines:
        validator.validate(json.loads(line))


def test_the_table_has_the_worst_first_and_marks_what_is_changed(run):
    out = run("verify", "story.txt", "--against", "talk.txt")[1]
    assert out.index("✗ altered") < out.index("✓ verbatim")
    assert re.search(r"\*seventy\s+million\*.*\*17 million\*", out.replace("\n", " "))


def test_a_pdf_with_broken_lines_is_a_source(run, tmp_path):
    words = "The government has considered the recommendations of the commission and it will implement all of them"
    lines = paper.lines_of([words], 40)[0]
    page = [(60, 700 - 14 * number, 11, line) for number, line in enumerate(lines)]
    (tmp_path / "report.pdf").write_bytes(paper.pdf([page]))
    assert any(line.endswith("-") for line in lines)
    assert run("verify", "--quote", words, "--against", "report.pdf")[0] == 0


def test_hostile_sources_act_on_no_terminal(run, tmp_path):
    (tmp_path / "bad.txt").write_text(
        f"We {HOSTILE} waited for years and years.".replace("\ud800", ""), encoding="utf-8"
    )
    out = run("verify", "--quote", "We waited for years and years", "--against", "bad.txt")[1]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)


def test_a_label_may_be_given_a_name_and_an_unknown_speaker_may_fail(run, tmp_path):
    (tmp_path / "talk.txt").write_text("THE CHAIR: We open the gates in May.\n\nMR. REED: I am not glad of it.\n")
    (tmp_path / "gates.txt").write_text("“We open the gates in May,” Ann Holt said.\n")
    claim = ("verify", "gates.txt", "--require-speaker")
    assert run(*claim, "--against", "talk.txt")[0] == 1
    assert run(*claim, "--who", "THE CHAIR=Ann Holt", "--against", "talk.txt")[0] == 0
    assert "--who: nix is no LABEL=NAME" in run(*claim, "--who", "nix", "--against", "talk.txt")[2]


# -- where it stands in the source

HEARING = """\
Hearing of the Harbour Board

[00:00:04] CHAIR HOLT: Good morning. We will begin.
[00:00:09] MR REED: We will pay for the quay. I never said that we would close the ferry at night.
[00:00:30] CHAIR HOLT: Thank you. We will see about that.
[00:00:41] MR REED: We will see about that.
"""


def match_of(quote, source):
    (part,) = check(quote, source).parts
    return part.match


def test_a_match_tells_its_line_paragraph_and_the_time_of_the_recording():
    match = match_of("we would close the ferry at night", pressq.parse(HEARING))
    assert match.place == Place(line=4, paragraph=2, page=None, time="00:00:09")
    assert match.sentence.text == "I never said that we would close the ferry at night."


def test_the_sentence_begins_after_the_label():
    match = match_of("We will pay for the quay", pressq.parse(HEARING))
    assert match.sentence.text == "We will pay for the quay."
    assert HEARING[match.sentence.start : match.sentence.end] == match.sentence.text


def test_words_that_stand_in_several_places_tell_how_many_and_who_says_them():
    match = match_of("We will see about that", pressq.parse(HEARING))
    assert (match.occurrences, match.said_by) == (2, ("CHAIR HOLT", "MR REED"))


def test_times_that_are_no_recording_are_none():
    """Opening hours go back and forth; one time alone may be anything."""
    for times in (("19:30", "08:00"), ("08:00", "")):
        text = f"({times[0]}) The pool opens.\n\n({times[1]}) The pool shuts, said the guard on duty.\n"
        assert match_of("The pool shuts", pressq.parse(text)).place.time is None


def test_pages_are_those_of_a_pdf_or_of_form_feeds(tmp_path):
    pages = ["The ferry stays, said the chair.", "Nobody pays for the quay, she said.", "We go home now."]
    (tmp_path / "minutes.pdf").write_bytes(paper.pdf([[(70, 700, 12, words)] for words in pages]))
    for source in (pressq.load(tmp_path / "minutes.pdf"), pressq.parse("\f".join(pages))):
        assert [match_of(words[:-1], source).place.page for words in pages] == [1, 2, 3]


def test_speech_without_marks_is_counted_and_not_checked(run, tmp_path):
    draft = "Ann Lee: We stay here.\n\nTom Reed: And the boats?\n\nAnn Lee: We keep the boats.\n"
    (tmp_path / "draft.txt").write_text(draft)
    (tmp_path / "talk.txt").write_text(TALK)
    status, printed, _ = run("verify", str(tmp_path / "draft.txt"), "--against", str(tmp_path / "talk.txt"))
    assert status == 0
    assert "3 without quotation marks not checked" in printed
    assert pressq.verify(pressq.parse(draft), SOURCE).to_dict()["unchecked"] == 3


def test_every_form_tells_where_the_words_stand(run, tmp_path):
    (tmp_path / "talk.txt").write_text(HEARING)
    claim = ("verify", "--quote", "We would close the ferry at night", "--against", str(tmp_path / "talk.txt"))
    for form in ("table", "md", "csv", "json"):
        _, printed, _ = run(*claim, "--format", form)
        assert "00:00:09" in printed
        assert "never said" in " ".join(printed.split())
    Draft202012Validator(schema("verification")).validate(json.loads(printed))


def test_the_time_of_a_check_grows_with_the_length_of_the_quotation():
    import random
    import time

    chance = random.Random(4)
    words = [f"{chance.choice('bdgklmnprst')}{chance.choice('aeiou')}{number}x" for number in range(6000)]
    source = pressq.parse("I say " + " ".join(words) + ".")
    quoted = ["other" if number % 40 == 9 else word for number, word in enumerate(words[:3000])]
    begun = time.process_time()
    assert check(" ".join(quoted), source).verdict == "altered"
    assert time.process_time() - begun < 8
