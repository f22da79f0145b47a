"""What hostile input is made of: articles, files of every format, options; all small, so that many can be tried."""

from __future__ import annotations

import gzip
import io
import zipfile
from functools import cache
from pathlib import Path

import paper
from hypothesis import strategies as st
from test_load_formats import FORMATS

__all__ = ["articles", "filters", "mutated", "seeds", "summaries"]

CORPUS = Path(__file__).parent / "corpus"
SAMPLES = Path(__file__).parents[2] / "samples"

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

pieces = st.one_of(
    *(st.sampled_from(words) for words in (NAMES, CUES, WORDS, MARKS, ENDS, LINES)),
    st.sampled_from(HOSTILE),
    st.builds(lambda piece, times: piece * times, st.sampled_from(NAMES + MARKS + ENDS + LINES), st.integers(2, 30)),
    st.text(max_size=6),
    st.builds(
        lambda words, mark, cue, name: f"{mark[0]}{words},{mark[1]}{cue}{name}. ",
        *(st.sampled_from(WORDS), st.sampled_from(("“”", '""', "«»", "‘’")), st.sampled_from(CUES)),
        st.sampled_from(NAMES),
    ),
)


@cache
def stories() -> tuple[str, ...]:
    """The first paragraphs of the samples: what an article is like where nobody has spoilt it."""
    texts = [path.read_bytes().decode("utf-8", "replace") for path in sorted(SAMPLES.glob("*.txt"))]
    return tuple(text[:1500] for text in texts)


@st.composite
def spoilt(draw: st.DrawFn, text: str | bytes, inserted: st.SearchStrategy[str | bytes]) -> str | bytes:
    """A text or a file in which passages were lost, doubled, moved, or replaced by something else."""
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        place = draw(st.integers(0, len(text)))
        passage = text[start:end]
        match draw(st.integers(0, 3)):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:place] + passage + text[place:]
            case 2:
                text = text[:start] + draw(inserted) + text[end:]
            case _:
                text = text[:place] + draw(inserted) + text[place:]
    return text


articles = st.one_of(
    st.lists(pieces, min_size=1, max_size=40).map("".join),
    st.deferred(lambda: st.sampled_from(stories()).flatmap(lambda text: spoilt(text, pieces))),
)


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
BYTES = st.one_of(st.sampled_from(TOKENS), st.binary(min_size=1, max_size=8))


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file's name and what is left of its content."""
    name = draw(st.sampled_from(sorted(seeds())))
    content = bytearray(seeds()[name])
    for _ in range(draw(st.integers(0, 6))):
        if content:
            content[draw(st.integers(0, len(content) - 1))] ^= draw(st.integers(1, 255))
    raw = draw(spoilt(bytes(content), BYTES)) if draw(st.booleans()) else bytes(content)
    return name, raw[: draw(st.integers(1, max(1, len(raw))))] if draw(st.integers(0, 3)) == 0 else raw


filters = st.fixed_dictionaries(
    {
        "kinds": st.sets(st.sampled_from(("direct", "mixed", "indirect")), min_size=1).map(tuple),
        "speakers": st.lists(st.sampled_from(("Lee", "mayor", "ß", "O'Brien", ".", "(")), max_size=2),
        "min_words": st.integers(0, 6),
        "min_confidence": st.floats(0, 1),
        "attitudes": st.booleans(),
    }
)
METHODS = ("news", "edmundson", "kl", "lex-rank", "lsa", "luhn", "random", "reduction", "sum-basic", "text-rank")
summaries = st.fixed_dictionaries(
    {
        "method": st.sampled_from(METHODS),
        "query": st.none() | st.sampled_from(("ferry", "x", "\ud800", "the of", "é")),
        "quotes": st.booleans(),
        "lead": st.booleans(),
        "explain": st.booleans(),
    },
    optional={"sentences": st.integers(1, 5)},
)
