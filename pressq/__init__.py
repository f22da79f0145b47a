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
"""

from pressq.article import (
    Article,
    ArticleNote,
    Block,
    BlockKind,
    Keyword,
    LeftOut,
    Origin,
    Passage,
    Polarity,
    Pronoun,
    Quote,
    QuoteKind,
    Quotes,
    QuotesNote,
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
    ModelError,
    OutputError,
    PressqError,
    UsageError,
)
from pressq.load import LoadFailure, load, load_all, parse
from pressq.quotes import quotes
from pressq.report.annotated import AnnotatedArticle, Report, report
from pressq.report.selection import select
from pressq.report.speaker_profiles import Group, SpeakerProfile, SpeakerProfiles, Utterance, speakers
from pressq.report.stats import Stats, stats
from pressq.report.trace import trace
from pressq.report.traces import ArticleMetadata, ArticleQuotes, Claim, Occurrence, Trace, Traces, Variant
from pressq.report.verification import Change, Check, Match, Note, Part, Place, SpeakerVerdict, Verdict, Verification
from pressq.report.verify import verify
from pressq.summary import summarize, together

__all__ = [
    "AnnotatedArticle",
    "Article",
    "ArticleMetadata",
    "ArticleNote",
    "ArticleQuotes",
    "BinaryInputError",
    "Block",
    "BlockKind",
    "Change",
    "Check",
    "Claim",
    "EmptyInputError",
    "EncodingError",
    "Group",
    "InputError",
    "Keyword",
    "LeftOut",
    "LimitError",
    "LoadFailure",
    "Match",
    "MissingExtraError",
    "ModelError",
    "Note",
    "Occurrence",
    "Origin",
    "OutputError",
    "Part",
    "Passage",
    "Place",
    "Polarity",
    "PressqError",
    "Pronoun",
    "Quote",
    "QuoteKind",
    "QuoteSpan",
    "Quotes",
    "QuotesNote",
    "Report",
    "ScorePart",
    "Sentence",
    "Span",
    "Speaker",
    "SpeakerKind",
    "SpeakerProfile",
    "SpeakerProfiles",
    "SpeakerVerdict",
    "Stats",
    "Summary",
    "SummarySentence",
    "Trace",
    "Traces",
    "UsageError",
    "Utterance",
    "Variant",
    "Verdict",
    "Verification",
    "load",
    "load_all",
    "map",
    "parse",
    "quotes",
    "report",
    "select",
    "speakers",
    "stats",
    "summarize",
    "together",
    "trace",
    "verify",
]

Voice, Voices = SpeakerProfile, SpeakerProfiles  # what they were called before

__version__ = "0.1.0"
