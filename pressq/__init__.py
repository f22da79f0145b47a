"""What does a press article say, and who said what?

    from pathlib import Path

    import pressq

    article = pressq.load("henan.txt")
    for quote in pressq.quotes(article):
        print(quote.speaker and quote.speaker.name, quote.quoted)
    for sentence in pressq.summarize(article, sentences=2):
        print(sentence.text)
    Path("henan.html").write_text(pressq.report(article).to_html(), encoding="utf-8")

The functions here carry the names of the packages they come from and stand before them: `pressq.load` is the function.
`pressq.map` runs a function on many articles; `from pressq import *` leaves Python's own `map` alone. The types inside
results are in `pressq.article`, `pressq.report.verification`, `pressq.report.traces`, `pressq.report.stats`,
`pressq.report.speaker_profiles` and `pressq.report.annotated`, the errors in `pressq.errors`.
"""

from pressq.article import Article, Quote, Quotes, Speaker, Summary
from pressq.batch import map as map
from pressq.errors import PressqError
from pressq.load import load, load_all, parse
from pressq.quotes import quotes
from pressq.report.annotated import report
from pressq.report.speaker_profiles import speakers
from pressq.report.stats import stats
from pressq.report.trace import trace
from pressq.report.verify import verify
from pressq.summary import summarize

__all__ = [
    "Article",
    "PressqError",
    "Quote",
    "Quotes",
    "Speaker",
    "Summary",
    "load",
    "load_all",
    "parse",
    "quotes",
    "report",
    "speakers",
    "stats",
    "summarize",
    "trace",
    "verify",
]

__version__ = "0.1.0"
