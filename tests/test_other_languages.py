"""Who said what in French, German and Spanish: full names, pronouns and descriptions, by the network that ships."""

from __future__ import annotations

import pytest

import pressq

FRENCH = """Le port de Vaubrun rouvrira lundi

Le port de Vaubrun rouvrira lundi après trois semaines de travaux, a annoncé la mairie mardi.

« Nous avons attendu assez longtemps », a déclaré Hélène Marchal, la maire de Vaubrun. Elle a ajouté que les pêcheurs \
seraient indemnisés avant la fin du mois.

« C'est une promesse de plus », a répondu Yann Le Bihan, président du syndicat des pêcheurs. « Personne ne nous a \
consultés », a-t-il regretté.
"""
GERMAN = """Hafen von Lüdersiel öffnet am Montag

Der Hafen von Lüdersiel wird am Montag nach drei Wochen wieder geöffnet.

„Wir haben lange genug gewartet“, sagte die Bürgermeisterin Anna Lehn am Dienstag. Sie kündigte an, dass die Fischer \
noch in diesem Monat entschädigt würden.

„Das ist ein leeres Versprechen“, erwiderte Jürgen Petersen, der Vorsitzende des Fischereiverbands. Niemand habe mit \
den Fischern gesprochen, sagte Petersen.
"""
SPANISH = """El puerto de Villasal abrirá el lunes

El puerto de Villasal abrirá el lunes tras tres semanas de obras.

«Hemos esperado bastante», dijo este martes la alcaldesa, Ana Lara. Lara añadió que los pescadores recibirán una \
compensación antes de fin de mes.

“Es una promesa más”, respondió Tomás Ibarra, presidente del sindicato de pescadores. “Nadie nos ha consultado”, \
lamentó Ibarra.
"""


def said(text: str) -> dict[str, str]:
    """Who says each quotation that stands between marks, by its words."""
    found = pressq.quotes(pressq.parse(text), kinds=["direct", "mixed"])
    return {quote.text.strip(): quote.speaker.name for quote in found if quote.speaker}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            FRENCH,
            {
                "Nous avons attendu assez longtemps": "Hélène Marchal",
                "C'est une promesse de plus": "Yann Le Bihan",
                "Personne ne nous a consultés": "Yann Le Bihan",
            },
        ),
        (
            GERMAN,
            {
                "Wir haben lange genug gewartet": "Anna Lehn",
                "Das ist ein leeres Versprechen": "Jürgen Petersen",
            },
        ),
        (
            SPANISH,
            {
                "Hemos esperado bastante": "Ana Lara",
                "Es una promesa más": "Tomás Ibarra",
                "Nadie nos ha consultado": "Tomás Ibarra",
            },
        ),
    ],
    ids=["French", "German", "Spanish"],
)
def test_quotations_have_their_speakers(text: str, expected: dict[str, str]) -> None:
    assert said(text).items() >= expected.items()


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (FRENCH, "Hélène Marchal", "indemnisés"),
        (GERMAN, "Anna Lehn", "entschädigt"),
        (SPANISH, "Ana Lara", "pescadores"),
    ],
    ids=["French", "German", "Spanish"],
)
def test_reported_speech_has_its_speaker(text: str, speaker: str, words: str) -> None:
    found = pressq.quotes(pressq.parse(text), kinds=["indirect"])
    assert any(words in quote.text and quote.speaker and quote.speaker.name == speaker for quote in found)


@pytest.mark.parametrize(
    ("text", "name", "pronoun"),
    [(FRENCH, "Hélène Marchal", "she"), (FRENCH, "Yann Le Bihan", "he"), (GERMAN, "Anna Lehn", "she")],
)
def test_the_pronoun_of_a_speaker_is_told_in_english(text: str, name: str, pronoun: str) -> None:
    speakers = {quote.speaker.name: quote.speaker for quote in pressq.quotes(pressq.parse(text)) if quote.speaker}
    assert speakers[name].pronoun == pronoun


def test_a_genitive_is_no_other_name() -> None:
    text = (
        "Die Ministerin wies die Vorwürfe zurück. „Das ist falsch“, sagte Petra Amsel in Kiel. Amsels Sprecher "
        "bestätigte die Zahlen nicht. „Wir prüfen das noch“, sagte Amsel am Abend."
    )
    assert set(said(text).values()) == {"Petra Amsel"}


def test_a_verb_without_its_subject_has_the_speaker_who_spoke_before() -> None:
    text = (
        "El puerto de Villasal abrirá el lunes\n\n“Hemos esperado bastante”, dijo el martes la alcaldesa de Villasal, "
        "Ana Lara, en la lonja.\n\nAñadió que los pescadores recibirán una compensación antes de fin de mes.\n\n"
        "Explicó que el retraso se debe a “una avería de la grúa mayor” y pidió paciencia a los vecinos.\n"
    )
    found = pressq.quotes(pressq.parse(text))
    assert len(found) >= 3
    assert {quote.speaker.name for quote in found if quote.speaker} == {"Ana Lara"}


def test_a_feminine_description_is_no_man() -> None:
    text = (
        "Donald Rivière, le patron des abattoirs de Vaubrun, a vivement critiqué les contrôles jeudi.\n\n"
        "« C'est un acharnement », a lancé Donald Rivière.\n\n« Les contrôles sont les mêmes pour tous », a répliqué "
        "la porte-parole de la préfecture. « La préfecture est fière de ses agents », a-t-elle ajouté.\n"
    )
    assert said(text) == {
        "C'est un acharnement": "Donald Rivière",
        "Les contrôles sont les mêmes pour tous": "la porte-parole de la préfecture",
        "La préfecture est fière de ses agents": "la porte-parole de la préfecture",
    }


OUTLETS = """Die Züge nach Lüdersiel kommen seit dem Frühjahr zu spät.

Das Magazin „Der Kurier“ berichtete, dass drei Züge defekt seien.

„Wir sind bereit“, sagte Ursula von der Heide am Dienstag. Von der Heide kündigte an, dass die Züge bald wieder \
pünktlich fahren.
"""


def test_a_magazine_is_named_between_marks_and_a_surname_has_its_particles() -> None:
    found = pressq.quotes(pressq.parse(OUTLETS))
    assert [quote.speaker and quote.speaker.name for quote in found] == [
        "Der Kurier",
        "Ursula von der Heide",
        "Ursula von der Heide",
    ]
