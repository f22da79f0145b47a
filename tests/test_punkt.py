"""Sentences of other languages: hard boundaries, one a line; " | " stands where a sentence ends."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import nltk.data
import pytest
from handmade import article
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.text import punkt
from pressq.text.sentences import sentences, split

CASES = """
de Die Brücke wurde am 3. Mai gesperrt. | Dr. Anna Vogt sprach von „Rissen“.
de „Das geht so nicht.“ | Er ging.
de „Kommen Sie?“, fragte er. | Niemand antwortete.
de „Kommen Sie!“ rief er.
de »Wir warten.« | Dann kam z. B. die Feuerwehr bzw. der Notarzt.
de Es kostet ca. 3 Mio. Euro. | „Zu viel“, sagte J. K. Huber.
de Der Umsatz stieg um 3,5 Prozent im Jahr 2019. | Der Gewinn fiel.
de Wer zahlt? | Die Stadt! | Oder das Land … | Niemand weiß es.
de Sie (die Erste seit 1990.) blieb. | Sie ging.
fr M. Duval est parti. | « Il fait froid. » | Il rentre.
fr Elle hésite. | « Non », dit-elle.
fr Il a dit : « C’est fini ! » | Mme Roux n’a rien dit.
fr Qui paiera ? | La ville, etc. dit-il.
es El Sr. García llegó. | ¿Quién paga? | ¡Nadie! | Dijo que no. | EE.UU. respondió.
es “No hay dinero.” | La Dra. Ruiz se fue.
it Il dott. Rossi ha parlato. | «Non lo so.» | Poi è uscito.
it Ha chiesto: «Perché?» e se n'è andato.
pt O Sr. Costa chegou. | A Dra. Lima, p.ex. não veio.
cs Dne 3. května přišel Ing. Novák. | „Nevím.“ | Odešel.
sv Bl.a. kom Dr. Berg. | ”Jag vet inte.” | Han gick, dvs. han sprang.
pl Przyszedł prof. Nowak. | „Nie wiem.” | Wyszedł 3. marca.
uk Він живе на вул. Шевченка. | «Не знаю.» | Він пішов.
ru Он приехал в г. Тверь. | «Не знаю», — сказал он. | Это т.е. конец.
el Ποιος πληρώνει; | Ο κ. Παπάς έφυγε. | «Δεν ξέρω.» | Έφυγε.
nl Dhr. De Vries kwam. | 'Ik weet het niet.' | Hij ging.
no Han kom 3. mai. | «Jeg vet ikke.» | Så gikk han.
ar قال الوزير إنه سيعود. | هل سيدفع؟ | لا أحد يعرف.
ko 그는 말했다. | 아무도 없었다. | 누가 왔나?
he הוא אמר זאת. | איש לא ענה. | מי ישלם?
zh 他来了。 | 没有人知道。 | “真的吗？” | 她问。
ja 彼は来た。 | 誰も知らない。
"""


@pytest.fixture
def trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where NLTK looks for data, with parameters of German of our own making."""
    _write(tmp_path, "german")
    monkeypatch.setattr(nltk.data, "path", [str(tmp_path)])
    punkt._tokenizer.cache_clear()
    yield tmp_path
    punkt._tokenizer.cache_clear()


def _write(folder: Path, language: str) -> None:
    """Parameters that know one odd abbreviation, one collocation and one word that opens sentences."""
    model = folder / "tokenizers" / "punkt_tab" / language
    for made in (folder / "tokenizers", model.parent, model):
        made.mkdir(mode=0o700)
    files = {
        "abbrev_types.txt": "quux",
        "collocations.tab": "haus\thof",
        "sent_starters.txt": "danach",
        "ortho_context.tab": "danach\t46",
    }
    for name, content in files.items():
        (model / name).write_text(content, encoding="utf-8")


def parts(text: str, language: str) -> list[str]:
    return [span.of(text) for span in split(text, language=language)]


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_sentences_end_where_a_reader_ends_them(case: str) -> None:
    language, _, line = case.partition(" ")
    expected = line.split(" | ")
    assert parts(" ".join(expected), language) == expected


@pytest.mark.parametrize(
    ("text", "without", "with_them"),
    [
        ("Die quux. Firma wuchs.", ["Die quux.", "Firma wuchs."], ["Die quux. Firma wuchs."]),
        ("Sie kam mit quux. Danach war Ruhe.", *[["Sie kam mit quux.", "Danach war Ruhe."]] * 2),
        ("Das Haus. Hof und Garten.", ["Das Haus.", "Hof und Garten."], ["Das Haus. Hof und Garten."]),
    ],
)
def test_trained_parameters_are_used_where_the_user_has_them(
    request: pytest.FixtureRequest, text: str, without: list[str], with_them: list[str]
) -> None:
    punkt._tokenizer.cache_clear()
    assert parts(text, "de") == without
    request.getfixturevalue("trained")
    assert parts(text, "de") == with_them


@pytest.mark.usefixtures("trained")
def test_trained_parameters_know_our_abbreviations_too() -> None:
    assert parts("Frau Dr. Vogt und die quux. Firma gewannen ca. Hundert. Sie feierten.", "de") == [
        "Frau Dr. Vogt und die quux. Firma gewannen ca. Hundert.",
        "Sie feierten.",
    ]


@pytest.mark.parametrize("file", ["abbrev_types.txt", "ortho_context.tab"])
@pytest.mark.parametrize("damage", ["gone", "broken"])
def test_broken_parameters_are_none(trained: Path, file: str, damage: str) -> None:
    path = trained / "tokenizers" / "punkt_tab" / "german" / file
    path.unlink() if damage == "gone" else path.write_bytes(b"\xff\xfe no table")
    assert parts("Die quux. Firma wuchs.", "de") == ["Die quux.", "Firma wuchs."]


@pytest.mark.usefixtures("trained")
def test_english_does_not_look_for_them() -> None:
    assert parts("The quux. Firma grew.", "en") == ["The quux.", "Firma grew."]


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("somebody opened a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(nltk.data, "path", [str(tmp_path)])
    punkt._tokenizer.cache_clear()
    assert parts("Es regnet. Niemand kommt.", "de") == ["Es regnet.", "Niemand kommt."]


def test_the_command_finds_them_by_the_environment(tmp_path: Path) -> None:
    _write(tmp_path, "german")
    expected = ["Die quux. Firma in der Stadt ist nach dem Jahr nicht zufrieden.", "Danach war es sehr ruhig."]
    command = [sys.executable, "-m", "pressq", "summarize", "--json", "-"]
    environment = {**os.environ, "NLTK_DATA": str(tmp_path)}
    done = subprocess.run(
        command, input=" ".join(expected), env=environment, capture_output=True, text=True, check=True
    )
    value = json.loads(done.stdout)
    assert value["article"]["language"] == "de"
    assert [sentence["text"] for sentence in value["sentences"]] == expected


def test_sentences_are_split_as_in_the_language_of_the_article_or_another() -> None:
    text = "Er kam am 3. Mai an."
    page = article(text, language="de")
    assert [span.of(text) for span in sentences(page)] == [text]
    assert [span.of(text) for span in sentences(page, "fr")] == ["Er kam am 3.", "Mai an."]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*"aÄ.?!…“„”»«¿;() \n3", "Dr.", "usw.", "Wort ", "。", "؟"]), max_size=30).map("".join),
    st.sampled_from(["ar", "cs", "de", "el", "es", "fr", "ru", "xx"]),
)
def test_sentences_hold_every_word_once_and_in_order(text: str, language: str) -> None:
    spans = split(text, language=language)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert [c for span in spans for c in span.of(text) if c.isalnum()] == [c for c in text if c.isalnum()]
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
