"""How often what is reported begins or ends in a word that belongs to what was left out.

    python -m tests.bench_edges FILE          a count for each such word at either edge, and of all quotations
    python -m tests.bench_edges FILE --show   each of them with what stands around it

FILE has an article a line: {"text": text}. The words here are a list of their own, no lexicon of the program: what an
editor would strike without looking at the article.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from pressq.article import Quote
from pressq.load import parse
from pressq.quotes import quotes

_ALWAYS = {"a", "an", "the", "and", "but", "or", "nor", "who", "whom", "whose", "which", "because", "although", "every"}
_BEFORE_A_WORD = {"as", "at", "by", "for", "from", "if", "its", "my", "of", "our", "than", "their", "to", "whether"} | {
    "with",
    "your",
}
_BEFORE_A_SUBJECT = {"in", "into", "on", "that", "about", "this"}
_SUBJECT = re.compile(r"\s+(?:(?:the|a|an|his|her|its|their|our|my|this|these|he|she|they|we)\b|[A-Z0-9])")
_BEFORE_A_VERB = {"it", "he", "she", "they", "we", "i", "there"}
_VERB = re.compile(r"\s+(?:is|are|was|were|has|had|have|will|would|can|could|may|might|should|said|says|does|did)\b")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def dangling_end(text: str, end: int, words: str) -> str | None:
    """The last of `words`, which end at `end` of `text`, if what follows there is what it belongs to."""
    found = list(_WORD.finditer(words))
    if not found or (found[-1].end() < len(words.rstrip(" ,;:-–—("))):
        return None
    last = found[-1][0].casefold()
    now = found[-2][0].casefold() if len(found) > 1 else ""
    if last in _ALWAYS or (now in {"who", "which"} and last in {"now", "also", "then", "still"}):
        return last
    goes_on = re.match(r"\s+\w", text[end : end + 20]) is not None
    if (
        (goes_on and last in _BEFORE_A_WORD)
        or (last in _BEFORE_A_SUBJECT and _SUBJECT.match(text, end))
        or (last in _BEFORE_A_VERB and _VERB.match(text, end))
    ):
        return last
    return None


def dangling(text: str, quote: Quote) -> list[str]:
    """What dangles at the edges of a quotation, "word..." at its beginning and "...word" at its end."""
    found = []
    first, last = quote.spans[0], quote.spans[-1]
    if not first.quoted:
        word = re.match(r"\W|(?:and|but|or|nor)\b", first.of(text))
        found += [f"{word[0]}..."] if word and word[0] not in "\"'“‘«$£€#@([`." else []
        alone = first.of(text).casefold()
        apart = len(quote.spans) > 1 and any(map(str.isalnum, text[first.end : quote.spans[1].start]))
        found += [f"{alone}..."] if apart and alone in _ALWAYS | _BEFORE_A_WORD else []
    if not last.quoted and (word := dangling_end(text, last.end, last.of(text))):
        found.append(f"...{word}")
    return found


def main() -> None:
    """Read the arguments, print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    edges: Counter[str] = Counter()
    total = 0
    for line in arguments.file.read_text(encoding="utf-8").splitlines():
        article = parse(json.loads(line)["text"])
        for quote in quotes(article).quotes:
            total += 1
            found = dangling(article.text, quote)
            edges.update(found)
            if found and arguments.show:
                after = article.text[quote.spans[-1].end : quote.spans[-1].end + 40]
                print(*found, "|", quote.quoted, "|", " ".join(after.split()))
    for word, count in edges.most_common():
        print(f"{count:6} {word}")
    print(f"{edges.total():6} of {total} quotations")


if __name__ == "__main__":
    main()
