"""What does a press article say, and who said what?

    import pressq

    article = pressq.load("henan.txt")
    for quote in pressq.quotes(article).quotes:
        print(quote.speaker and quote.speaker.name, quote.text)
    print(pressq.summarize(article, sentences=2).sentences[0].text)

The functions here carry the names of the packages they come from and stand before them: `pressq.load` is the function.
"""

from pressq.article import (
    Article,
    Block,
    BlockKind,
    Keyword,
    LeftOut,
    Passage,
    Pronoun,
    Quote,
    QuoteKind,
    Quotes,
    QuoteSpan,
    ScorePart,
    Sentence,
    Span,
    Speaker,
    SpeakerKind,
    Summary,
    SummarySentence,
)
from pressq.batch import map
from pressq.errors import (
    BinaryInputError,
    EmptyInputError,
    EncodingError,
    InputError,
    LimitError,
    MissingExtraError,
    PressqError,
    UsageError,
)
from pressq.load import Unread, load, load_all, parse
from pressq.quotes import quotes
from pressq.report.trace import trace
from pressq.report.traces import Form, Header, Occurrence, QuotedPage, Standing, Trace, Traces
from pressq.report.verification import Change, Check, Match, Note, Part, SpeakerVerdict, Verdict, Verification
from pressq.report.verify import verify
from pressq.selection import select
from pressq.summary import summarize, together

__all__ = [
    "Article",
    "BinaryInputError",
    "Block",
    "BlockKind",
    "Change",
    "Check",
    "EmptyInputError",
    "EncodingError",
    "Form",
    "Header",
    "InputError",
    "Keyword",
    "LeftOut",
    "LimitError",
    "Match",
    "MissingExtraError",
    "Note",
    "Occurrence",
    "Part",
    "Passage",
    "PressqError",
    "Pronoun",
    "Quote",
    "QuoteKind",
    "QuoteSpan",
    "QuotedPage",
    "Quotes",
    "ScorePart",
    "Sentence",
    "Span",
    "Speaker",
    "SpeakerKind",
    "SpeakerVerdict",
    "Standing",
    "Summary",
    "SummarySentence",
    "Trace",
    "Traces",
    "Unread",
    "UsageError",
    "Verdict",
    "Verification",
    "load",
    "load_all",
    "map",
    "parse",
    "quotes",
    "select",
    "summarize",
    "together",
    "trace",
    "verify",
]

__version__ = "0.1.0"
