"""What hostile input is made of: articles, files of every format, options; all small, so that many can be tried.

Each is made with a `Random`: hypothesis gives one that it can shrink (`made`), the long walk one of a seed, which is
some times as fast.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, AnyStr

import paper
from hypothesis import strategies as st
from test_load_formats import FORMATS

from pressq.summary import METHODS

__all__ = ["article", "filters", "made", "mutated", "seeds", "summary"]

CORPUS = Path(__file__).parent / "corpus"
SAMPLES = Path(__file__).parents[2] / "samples"


def made(make: Callable[[Random], Any]) -> st.SearchStrategy[Any]:
    """What is made with a `Random`, as hypothesis wants it."""
    return st.randoms(use_true_random=False).map(make)


NAMES = (
    "Ann Lee",
    "Dr. Zoë Müller-Okafor",
    "O’Brien",
    "van der Berg",
    "the mayor",
    "she",
    "IBM",
    "Éé Li",
    "J.",
    "Ltd.",
)
CUES = (
    " said ",
    ", says ",
    " told reporters ",
    " according to ",
    " called it ",
    ": ",
    " wrote in a letter ",
    " thinks ",
)
WORDS = ("we stay", "the ferry", "cannot", "A", "1,000", "of", "und", "e.g.", "U.S.", "Nov. 3", "pp. 4-5", "x" * 40)
MARKS = (
    '"',
    "“",
    "”",
    "„",
    "«",
    "»",
    "‘",
    "’",
    "'",
    "``",
    "''",
    "‹",
    "›",
    "「",
    "」",
    "—",
    "--",
    "(",
    ")",
    "[",
    "]",
    "…",
)
ENDS = (". ", ".", "? ", "! ", ", ", "; ", "\n", "\n\n", "\r\n", "\r", "\t", " ", "\u00a0", "\u2028", "\x0b", "\x85")
LINES = (
    "GENEVA, May 4 (AP) -- ",
    "By Ann Lee\n",
    "ANN LEE: ",
    "Q. ",
    "A. ",
    "- ",
    "NOTES-----",
    "# ",
    "* * *\n",
    "[laughs]",
)
HOSTILE = (
    "\x00",
    "\x1b[2J",
    "\u202e",
    "\u2066",
    "\ud800",
    "\udfff",
    "\ufffe",
    "\ufeff",
    "🦊",
    "e\u0301",
    "İ",
    "ß",
    "ﬁ",
    "_",
)

SCRIPTS = ((0x20, 0x7E), (0x20, 0x7E), (0x00, 0xFF), (0x100, 0x24F), (0x300, 0x30FF), (0x4E00, 0x9FFF), (0x0, 0x10FFFF))


def piece(random: Random) -> str:
    match random.randrange(10):
        case 0:
            return random.choice(HOSTILE)
        case 1:
            return random.choice(NAMES + MARKS + ENDS + LINES) * random.randint(2, 30)
        case 2:
            return "".join(chr(random.randint(*random.choice(SCRIPTS))) for _ in range(random.randint(0, 6)))
        case 3:
            before, after = random.choice(("“”", '""', "«»", "‘’"))
            words, cue, name = (random.choice(choice) for choice in (WORDS, CUES, NAMES))
            return f"{before}{words},{after}{cue}{name}. "
        case _:
            return random.choice(random.choice((NAMES, CUES, WORDS, MARKS, ENDS, LINES)))


@cache
def stories() -> tuple[str, ...]:
    """The first paragraphs of the samples: what an article is like where nobody has spoilt it."""
    texts = [path.read_bytes().decode("utf-8", "replace") for path in sorted(SAMPLES.glob("*.txt"))]
    return tuple(text[:1000] for text in texts)


def article(random: Random) -> str:
    """Sentences of a sample in which passages were spoilt, or what has never been an article."""
    if random.randrange(2):
        return "".join(piece(random) for _ in range(random.randint(1, 40)))
    text = random.choice(stories())
    begin = random.randrange(len(text))
    return spoilt(text[begin : begin + random.randint(40, 500)], piece, random)


def spoilt(content: AnyStr, insert: Callable[[Random], AnyStr], random: Random) -> AnyStr:
    """A text or a file in which passages were lost, doubled, moved, or replaced by something else."""
    for _ in range(random.randint(1, 8)):
        start, place = random.randint(0, len(content)), random.randint(0, len(content))
        end = start + random.randint(0, 60)
        match random.randrange(4):
            case 0:
                content = content[:start] + content[end:]
            case 1:
                content = content[:place] + content[start:end] + content[place:]
            case 2:
                content = content[:start] + insert(random) + content[end:]
            case _:
                content = content[:place] + insert(random) + content[place:]
    return content


def zipped_anew(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


@cache
def seeds() -> dict[str, bytes]:
    """A good file of every format, packed ones and archives without packing among them, and the corpus."""
    made = {name: make() for name, make in FORMATS.items()}
    for name in ("story.docx", "story.odt"):
        with zipfile.ZipFile(io.BytesIO(made[name])) as archive:
            made[f"stored-{name}"] = zipped_anew({inner: archive.read(inner) for inner in archive.namelist()})
    words = "“We stay,” said Ann Lee."
    made["a.warc"] = paper.warc([words, words])
    made["a.warc.gz"] = gzip.compress(paper.warc([words]))
    made["a.json"] = b'{"articles": [{"text": "Words.", "id": 1}, {"body": "<p>Words</p>", "date": "2025-01-02"}]}'
    made["a.csv"] = 'id,text\n1,“We stay,” said Ann Lee.\n2,"Two\nlines"\n'.encode()
    made["a.utf-16.txt"] = words.encode("utf-16")
    made["a.latin.txt"] = "«Nous restons», a dit José.".encode("latin-1")
    made.update((path.name, path.read_bytes()) for path in sorted(CORPUS.iterdir()))
    return made


TOKENS = (
    b"<",
    b">",
    b"&#11;",
    b"<!--",
    b"-->",
    b"\x00",
    b"\xff",
    b"\xff" * 8,
    b"PK\x03\x04",
    b"\r\n\r\n",
    b'"',
    b"9" * 30,
)
TOKENS += (
    b"<q>",
    b"</p>",
    b"<blockquote>",
    b"<figcaption>",
    b"<table>",
    b"=?utf-8?q?",
    b"{\\rtf1",
    b"{",
    b"[" * 50,
    b"\\u",
)


def token(random: Random) -> bytes:
    return random.choice(TOKENS) if random.randrange(2) else random.randbytes(random.randint(1, 8))


def mutated(random: Random) -> tuple[str, bytes]:
    """A file's name and what is left of its content."""
    name = random.choice(tuple(seeds()))
    content = bytearray(seeds()[name])
    for _ in range(random.randint(0, 6)):
        content[random.randrange(len(content))] ^= random.randint(1, 255)
    raw = bytes(content)
    if random.randrange(2):
        raw = spoilt(raw, token, random)
    if not random.randrange(4):
        raw = raw[: random.randint(1, max(1, len(raw)))]
    return name, raw


KINDS = ("direct", "mixed", "indirect")
SPEAKERS = ("Lee", "mayor", "ß", "O'Brien", ".", "(")


def filters(random: Random) -> dict[str, Any]:
    return {
        "kinds": tuple(random.sample(KINDS, random.randint(1, 3))),
        "speakers": random.choices(SPEAKERS, k=random.randint(0, 2)),
        "min_words": random.randint(0, 6),
        "min_confidence": random.random(),
        "attitudes": random.random() < 0.5,
    }


def summary(random: Random) -> dict[str, Any]:
    """The options of a summary."""
    wish = {name: random.random() < 0.5 for name in ("quotes", "lead", "explain")}
    length = {"sentences": random.randint(1, 5)} if random.randrange(2) else {}
    query = random.choice((None, "ferry", "x", "\ud800", "the of", "é"))
    return {"method": random.choice(METHODS), "query": query, **wish, **length}
