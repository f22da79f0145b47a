"""Direct and mixed quotations by rules, phenomenon by phenomenon: what is found, and who says it by which cue.

The model takes no part in it: these are the ways that are left where it cannot run, and the forms of the page that
hold either way.
"""

from __future__ import annotations

import pytest

from pressq.article import Article, Block, Quotes
from pressq.quotes import quotes, tagger


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "available", lambda: False)


def read(text: str) -> Article:
    """One paragraph a line; a first line that begins with # is the title."""
    blocks, start = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            heading = number == 0 and line.startswith("#")
            blocks.append(Block(start + (2 if heading else 0), start + len(line), "title" if heading else "body"))
        start += len(line) + 1
    return Article(text, "-", tuple(blocks))


def told(result: Quotes) -> list[tuple[str, str | None, str | None]]:
    """Words in marks, speaker, cue of each quotation."""
    text = result.article.text
    return [
        (
            " | ".join(span.of(text) for span in quote.spans if span.quoted),
            quote.speaker.name if quote.speaker else None,
            quote.cue.text if quote.cue else None,
        )
        for quote in result.quotes
    ]


ONE_QUOTE = {
    "verb and name after": (
        '"We open on Monday," said Marta Oyelaran.',
        "We open on Monday,",
        "Marta Oyelaran",
        "said",
    ),
    "name and verb after": (
        '"We open on Monday," Marta Oyelaran said.',
        "We open on Monday,",
        "Marta Oyelaran",
        "said",
    ),
    "question mark": ('"Who knows?" asked Marta Oyelaran.', "Who knows?", "Marta Oyelaran", "asked"),
    "inversion with apposition": (
        '"Exports grow," said Li Wenhao, a professor at Nanhai University, on Friday.',
        "Exports grow,",
        "Li Wenhao",
        "said",
    ),
    "apposition between name and verb": (
        '"Exports grow," Li Wenhao, a professor at Nanhai University, said.',
        "Exports grow,",
        "Li Wenhao",
        "said",
    ),
    "apposition without a closing comma": (
        '"Rates fell," Kay Brand, head of lending at Merrow Bank told reporters.',
        "Rates fell,",
        "Kay Brand",
        "told",
    ),
    "name and verb before, comma": (
        'Marta Oyelaran said, "We open on Monday."',
        "We open on Monday.",
        "Marta Oyelaran",
        "said",
    ),
    "name and verb before, colon": (
        'Marta Oyelaran said: "We open on Monday."',
        "We open on Monday.",
        "Marta Oyelaran",
        "said",
    ),
    "object between verb and colon": (
        'Marta Oyelaran told the harbour board on Friday: "We open on Monday."',
        "We open on Monday.",
        "Marta Oyelaran",
        "told",
    ),
    "inverted verb before": (
        'Said Marta Oyelaran: "We open on Monday."',
        "We open on Monday.",
        "Marta Oyelaran",
        "Said",
    ),
    "according to, after": (
        'The port opens "in a week," according to Marta Oyelaran.',
        "in a week,",
        "Marta Oyelaran",
        "according to",
    ),
    "according to, before": (
        'According to Marta Oyelaran, the port is "as good as open."',
        "as good as open.",
        "Marta Oyelaran",
        "According to",
    ),
    "mixed, called it": ('Marta Oyelaran called it "a great day".', "a great day", "Marta Oyelaran", "called"),
    "mixed, that-clause": (
        'Marta Oyelaran said that the port was "as good as open".',
        "as good as open",
        "Marta Oyelaran",
        "said",
    ),
    "noun as cue": (
        'Few believe Marta Oyelaran\'s claim that the port is "as good as open".',
        "as good as open",
        "Marta Oyelaran",
        "claim",
    ),
    "two verbs, one subject": (
        'Marta Oyelaran opened the gate and said it was "a great day".',
        "a great day",
        "Marta Oyelaran",
        "said",
    ),
    "participle": (
        'Marta Oyelaran opened the gate, saying: "A great day."',
        "A great day.",
        "Marta Oyelaran",
        "saying",
    ),
    "adverb between": ('"A great day," Marta Oyelaran later added.', "A great day,", "Marta Oyelaran", "added"),
    "curly marks": ("“A great day,” Marta Oyelaran said.", "A great day,", "Marta Oyelaran", "said"),
    "wire marks": ("``A great day,'' Marta Oyelaran said.", "A great day,", "Marta Oyelaran", "said"),
    "British marks": ("‘It’s a great day’, Marta Oyelaran said.", "It’s a great day", "Marta Oyelaran", "said"),
    "guillemets": ("«A great day,» Marta Oyelaran said.", "A great day,", "Marta Oyelaran", "said"),
    "noun that looks like a verb": (
        'After the report on the talks, Marta Oyelaran said it was "a great day".',
        "a great day",
        "Marta Oyelaran",
        "said",
    ),
    "quoted somebody as saying": (
        'The Courier quoted Marta Oyelaran as saying: "A great day."',
        "A great day.",
        "Marta Oyelaran",
        "saying",
    ),
    "is called by": ('The plan is called "a joke" by Marta Oyelaran.', "a joke", "Marta Oyelaran", "called"),
    "dash credit": (
        '"The sea gives and the sea takes." - Marta Oyelaran',
        "The sea gives and the sea takes.",
        "Marta Oyelaran",
        None,
    ),
    "dash credit on its own line": (
        '"The sea gives and the sea takes."\n— Marta Oyelaran',
        "The sea gives and the sea takes.",
        "Marta Oyelaran",
        None,
    ),
    "one quotation in two parts": (
        '"We open on Monday," Marta Oyelaran said. "The cranes are up."',
        "We open on Monday, | The cranes are up.",
        "Marta Oyelaran",
        "said",
    ),
    "one sentence in two parts": (
        '"We open," Marta Oyelaran said, "on Monday."',
        "We open, | on Monday.",
        "Marta Oyelaran",
        "said",
    ),
    "over paragraphs": (
        'Marta Oyelaran said: "We open on Monday.\n"The cranes are up."',
        "We open on Monday. | The cranes are up.",
        "Marta Oyelaran",
        "said",
    ),
    "colon at the end of the paragraph before": (
        'Marta Oyelaran put it simply, and said:\n"We open on Monday."',
        "We open on Monday.",
        "Marta Oyelaran",
        "said",
    ),
}


@pytest.mark.parametrize(("text", "words", "speaker", "cue"), ONE_QUOTE.values(), ids=ONE_QUOTE)
def test_one_quotation(text: str, words: str, speaker: str, cue: str | None) -> None:
    assert told(quotes(read(text))) == [(words, speaker, cue)]


NO_QUOTE = {
    "title of a work": 'She read "The Old Man and the Sea" on the train.',
    "title of a work in sentence case": 'Ann Lee\'s book, "How we swam home," is out on Friday.',
    "nickname": 'The trombonist Earl "Duke" Ransom died on Friday.',
    "defined term": 'Halden Instruments Inc. (the "Company") makes scales.',
    "acronym defined": 'The Transport Commission ("TC") sued.',
    "so-called": 'The so-called "dark room" was empty.',
    "supposed": 'The supposed "dark room" was empty.',
    "named": 'The programme was called "Night Train".',
    "words as words": 'Such words as "expect" and "plan" tell of the future.',
    "distance": 'The "eco-home" stood by a lake.',
    "left-over markup": 'See <a href="http://example.org">this</a> page.',
    "no marks": "Marta Oyelaran opened the gate.",
}


@pytest.mark.parametrize("text", NO_QUOTE.values(), ids=NO_QUOTE)
def test_no_quotation(text: str) -> None:
    assert told(quotes(read(text))) == []


WITHOUT_CUE = {
    "follows on in the next paragraph": (
        '"We open on Monday," Marta Oyelaran said.\n"The cranes are up and the men are trained."',
        ["Marta Oyelaran", "Marta Oyelaran"],
    ),
    "answers after a question of the reporter": (
        'Marta Oyelaran runs the port.\nWhat of the cranes? "They have been up since the spring, all six."',
        ["Marta Oyelaran"],
    ),
    "headline repeats the body": (
        "# Port is 'as good as open'\nThe port is \"as good as open,\" Marta Oyelaran said.",
        ["Marta Oyelaran", "Marta Oyelaran"],
    ),
    "pull quote": (
        '"The cranes are up and the men are trained," Marta Oyelaran said.\n'
        "The first ship is due at noon.\n"
        '"The cranes are up and the men"',
        ["Marta Oyelaran", "Marta Oyelaran"],
    ),
    "transcript": (
        "Marta Oyelaran met Tim Dross.\n"
        '"DROSS: When do you open?"\n"OYELARAN: On Monday, if the sea lets us."\n"DROSS: And the cranes?"\n'
        '"OYELARAN: They are up."',
        ["Tim Dross", "Marta Oyelaran", "Tim Dross", "Marta Oyelaran"],
    ),
    "transcript without marks": (
        "Marta Oyelaran met Tim Dross.\n"
        "DROSS: When do you open?\nOYELARAN: On Monday, if the sea lets us.\n"
        "DROSS: And the cranes?\nOYELARAN: They are up.",
        ["Tim Dross", "Marta Oyelaran", "Tim Dross", "Marta Oyelaran"],
    ),
    "stage direction inside a transcript": (
        "Marta Oyelaran met Tim Dross.\n"
        '"DROSS: When do you open?"\n"OYELARAN: On Monday."\n"(LAUGHTER)"\n"DROSS: And the cranes?"',
        ["Tim Dross", "Marta Oyelaran", "Tim Dross"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), WITHOUT_CUE.values(), ids=WITHOUT_CUE)
def test_no_cue(text: str, speakers: list[str]) -> None:
    assert [name for _, name, _ in told(quotes(read(text)))] == speakers


def test_mixed_speech_keeps_its_unquoted_words() -> None:
    (quote,) = quotes(read('Marta Oyelaran said that the port was "as good as open".')).quotes
    assert quote.kind == "mixed"
    assert quote.text == "the port was as good as open"
    assert [span.quoted for span in quote.spans] == [False, True]
