"""Results made by hand, for tests of what shows them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from pressq.article import (
    Article,
    Block,
    Keyword,
    Passage,
    Quote,
    Quotes,
    QuoteSpan,
    Speaker,
    Summary,
    SummarySentence,
)
from pressq.quotes.speakers.keys import with_key
from pressq.text.passages import Passages

HOSTILE = "\x1b]8;;http://x\x07 \x9b31m \u202egnp.exe \u2066 \ud800 \r [red] </script> |"


def article(
    *paragraphs: str,
    source: str = "story.txt",
    between: str = "\n\n",
    blocks: Iterable[Block] | None = None,
    **header: str | None,
) -> Article:
    """An article of these paragraphs, a block each; one that begins with "# " is a headline.

    Args:
        between: what stands between the paragraphs.
        blocks: the blocks of a text that is not cut by paragraphs.
        header: what else the head tells: title, byline, published, ...
    """
    text = between.join(paragraphs)
    if blocks is None:
        starts = accumulate((len(paragraph) + len(between) for paragraph in paragraphs), initial=0)
        blocks = filter(None, map(_block, paragraphs, starts))
    return Article(text, source, tuple(blocks), **header)  # type: ignore[arg-type]


def lines(text: str) -> Article:
    """An article of one paragraph a line."""
    return article(*text.split("\n"), between="\n")


def _block(paragraph: str, start: int) -> Block | None:
    words = paragraph.strip()
    if not words:
        return None
    start += paragraph.index(words)
    end = start + len(words)
    return Block(start + 2, end, "title") if words[:2] == "# " else Block(start, end, "body")


def quote(
    page: Article, *parts: str, number: int = 1, speaker: Speaker | None = None, confidence: float = 0.9
) -> Quote:
    """The quotation of `parts` of the page, each the first occurrence; `"..."` around one marks it as quoted."""
    spans = []
    for part in parts:
        quoted = part.startswith('"')
        start = page.text.index(part.strip('"'))
        spans.append(QuoteSpan(start, start + len(part.strip('"')), quoted))
    kinds = {span.quoted for span in spans}
    kind = "mixed" if len(kinds) == 2 else "direct" if True in kinds else "indirect"
    text = " ".join(span.of(page.text) for span in spans)
    passages = Passages(page)
    return Quote(
        id=number,
        kind=kind,
        text=text,
        spans=tuple(spans),
        speaker=speaker,
        mention=None,
        cue=None,
        confidence=confidence,
        speech=True,
        quoted=passages.quoted(spans),
        sentence=passages.sentences(spans),
        paragraph=passages.paragraph(spans[0].start),
    )


_MAYOR = Speaker("Ines Varga", "person", "mayor of Greater Porthaven and chair of its harbour board", ("Varga",))
_SOURCE = Speaker("two people who saw the plan", "unnamed")

STORY = article(
    'PORTHAVEN (CP) -- "We waited ten years for this wall, and we will not wait for another winter," Ines Varga, mayor '
    'of Greater Porthaven and chair of its harbour board, said on Monday. "Not one." She called the works "a promise '
    'kept". Two people who saw the plan said it would cost more.',
    title="Porthaven to raise its harbour wall",
    byline="Ana Roe",
    published="2025-03-03",
)
MAYOR, SOURCE = (with_key(one, STORY.sha256) for one in (_MAYOR, _SOURCE))

QUOTES = Quotes(
    STORY,
    (
        quote(STORY, '"We waited ten years for this wall, and we will not wait for another winter,"', speaker=MAYOR),
        quote(STORY, '"Not one."', number=2, speaker=MAYOR),
        quote(STORY, "the works", '"a promise kept"', number=3, speaker=MAYOR, confidence=0.4),
        quote(STORY, "it would cost more", number=4, speaker=SOURCE),
        quote(STORY, '"Not one."', number=5),
    ),
)

SUMMARY = Summary(
    STORY,
    "news",
    (SummarySentence(18, 160, STORY.text[18:160], 0, 0, 0.71234),),
    (Keyword("harbour wall", 0.5), Keyword("Greater Porthaven", 0.25)),
)


def hostile() -> Quotes:
    """An article whose every field attacks the reader's screen or spreadsheet."""
    bad = "=cmd()" + HOSTILE
    page = article(f'{bad} "{bad}" {bad}', source=bad, title=bad, byline=bad, dateline=bad, publisher=bad)
    start = page.text.index('"') + 1
    span = QuoteSpan(start, start + len(bad), True)
    words = Passage.cut(page.text, span.start, span.end)
    return Quotes(
        page,
        (
            Quote(
                id=1,
                kind="direct",
                text=words.text,
                spans=(span,),
                speaker=Speaker(bad, "person", bad, (bad,)),
                mention=words,
                cue=words,
                confidence=1,
                speech=True,
                quoted=bad,
                sentence=Passage.cut(page.text, 0, len(page.text)),
                paragraph=1,
            ),
        ),
    )
