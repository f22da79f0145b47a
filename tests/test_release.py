"""A press release whose first line holds a date, a dateline and the lede: nothing of its frame is read as the story."""

from __future__ import annotations

from pathlib import Path

import pytest

import pressq

HOUSE = Path(__file__).parents[1]
RELEASES = [
    (HOUSE / "samples/release.txt", "SEREMBAK, Sept. 18, 2025 /PRNewswire/", "2025-09-18"),
    (HOUSE.parent / "shared/example/henan.txt", "BEIJING, May 22, 2025 /PRNewswire/", "2025-05-22"),
]


@pytest.fixture(params=RELEASES, ids=lambda release: release[0].stem)
def release(request):
    if not request.param[0].exists():
        pytest.skip("not here")
    return request.param


def test_its_head_is_read(release):
    path, dateline, published = release
    article = pressq.load(path)
    assert (article.dateline, article.published, article.publisher) == (dateline, published, "PRNewswire")
    first = next(article.of_kind("body"))
    assert article.text[: first.start].endswith("-- ")


def test_nothing_of_its_frame_is_shown(release):
    article = pressq.load(release[0])
    story = set()
    for block in article.of_kind("subhead", "body"):
        story |= set(range(block.start, block.end))
    summary = pressq.summarize(article)
    found = pressq.quotes(article, attitudes=True).quotes
    for span in (*summary.sentences, *(span for quote in found for span in quote.spans)):
        assert story.issuperset(range(span.start, span.end)), span.of(article.text)
    frame = article.text[: min(story)] + article.text[max(story) + 1 :]
    told = article.text[min(story) : max(story) + 1].casefold()
    assert [word.text for word in summary.keywords if word.text.casefold() not in told and word.text in frame] == []
