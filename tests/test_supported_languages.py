"""An article in a language that pressq does not know gets no quotations, and it is said; English is never refused."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

import pressq
from pressq.errors import UsageError
from pressq.quotes.supported_languages import supported_code

ITALIAN = (
    "Il porto riaprirà lunedì dopo tre settimane di lavori, ha annunciato il comune. «Abbiamo aspettato abbastanza a "
    "lungo», ha dichiarato Anna Lenari, la sindaca della città. Ha aggiunto che i pescatori saranno risarciti entro la "
    "fine del mese."
)
PORTUGUESE = (
    "O porto reabre na segunda-feira depois de três semanas de obras, anunciou a câmara. «Já esperámos o suficiente», "
    "disse Ana Lara, a presidente da câmara. Acrescentou que os pescadores vão receber uma compensação até ao fim do "
    "mês."
)
DUTCH = (
    "De haven gaat maandag na drie weken weer open, meldt de gemeente. “Wij hebben lang genoeg gewacht”, zei Anna "
    "Leen, de burgemeester van de stad. Zij voegde eraan toe dat de vissers voor het einde van de maand worden betaald."
)
HINDI = "बंदरगाह तीन सप्ताह के काम के बाद सोमवार को फिर खुलेगा, नगर पालिका ने कहा। " * 3
SWAHILI = (
    "Bandari itafunguliwa tena Jumatatu baada ya wiki tatu za kazi, ilisema halmashauri ya jiji. “Tumesubiri vya "
    "kutosha,” alisema meya wa mji huo, Asha Mwangi. Aliongeza kwamba wavuvi wote watalipwa kabla ya mwisho wa mwezi "
    "huu, na kwamba boti ndogo zitapewa nafasi ya kwanza kwenye gati jipya."
)
FOREIGN = {"Italian": ITALIAN, "Portuguese": PORTUGUESE, "Dutch": DUTCH, "Hindi": HINDI, "Swahili": SWAHILI}

ENGLISH = (
    "The port reopens on Monday after three weeks of works, the council said. “We have waited long enough,” said Ann "
    "Lee, the mayor of the town. She added that the fishermen would be paid before the end of the month."
)


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_article_has_no_quotations(name):
    article = pressq.parse(FOREIGN[name])
    found = pressq.quotes(article)
    assert (found.quotes, found.notes) == ((), ("language",))
    assert found.to_dict()["quotes"] == []
    assert found.to_dict()["notes"] == ["language"]
    incomplete = replace(article, notes=("incomplete",))
    assert pressq.quotes(incomplete).notes == ("incomplete", "language")


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "“We stay,” said Ann Lee.",
        "No!",
        f"{ENGLISH}\n\n{ITALIAN}",
        f"{ITALIAN}\n\n{ENGLISH}",
        'The mayor of Villachiara said in Italian: "Abbiamo aspettato abbastanza, e anche i pescatori."',
    ],
)
def test_a_short_or_mixed_english_article_is_not_refused(text):
    assert pressq.quotes(pressq.parse(text)).notes == ()


def test_the_english_half_of_an_article_is_attributed():
    found = pressq.quotes(pressq.parse(f"{ITALIAN}\n\n{ENGLISH}"), kinds=["direct"])
    assert "Ann Lee" in {quote.speaker.name for quote in found if quote.speaker}


def test_a_workbook_and_a_database_have_the_note(run, port, tmp_path):  # noqa: ARG001
    run("quotes", "port.txt", "-o", "out.xlsx", "-q")
    run("quotes", "port.txt", "-o", "out.db", "-q")
    articles = load_workbook(tmp_path / "out.xlsx")["Articles"]
    assert dict(zip(*articles.values, strict=True))["notes"] == "language"
    with closing(sqlite3.connect(tmp_path / "out.db")) as database:
        assert database.execute("SELECT notes FROM articles").fetchall() == [('["language"]',)]


def test_a_stated_language_is_believed(tmp_path):
    path = tmp_path / "port.txt"
    path.write_text(ITALIAN, encoding="utf-8")
    stated = [
        pressq.parse(ITALIAN, language="en"),
        pressq.load(path, language="en"),
        *pressq.load_all(path, language="en"),
    ]
    for article in stated:
        assert article.language == "en"
        assert pressq.quotes(article).notes == ()


WHY = "written in Italian; pressq attributes quotations in English, German, Spanish and French only"
LINE = f"pressq: port.txt: {WHY} (--language overrides)\n"


@pytest.fixture
def port(tmp_path):
    (tmp_path / "port.txt").write_text(ITALIAN, encoding="utf-8")
    (tmp_path / "story.txt").write_text(ENGLISH, encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [
        *(["quotes", "--format", form] for form in ("table", "json", "jsonl", "csv", "md")),
        ["speakers"],
        ["report"],
        ["trace"],
        ["verify", "--against", "story.txt"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("port")
def test_one_line_says_so(command, run):
    status, out, err = run(command[0], "port.txt", *command[1:])
    assert status == (1 if command[0] == "verify" else 0)
    assert err == LINE
    assert "Lenari" not in out or command[0] == "report"  # which has the article's text


@pytest.mark.usefixtures("port")
def test_a_batch_says_it_of_each_such_article(run):
    status, out, err = run("quotes", "port.txt", "story.txt", "port.txt", "--format", "jsonl", "-j", "2")
    assert (status, err) == (0, 2 * LINE)
    assert [json.loads(line)["notes"] for line in out.splitlines()] == [["language"], [], ["language"]]


@pytest.mark.usefixtures("port")
def test_the_words_of_a_foreign_article_are_verified(run, tmp_path):
    (tmp_path / "source.txt").write_text("Abbiamo aspettato abbastanza a lungo, ha detto.", encoding="utf-8")
    status, out, _ = run("verify", "port.txt", "--json", "--against", "source.txt")
    checked = json.loads(out)
    assert status == 0
    assert [check["verdict"] for check in checked["checks"]] == ["verbatim"]
    assert checked["checks"][0]["quote"]["speaker"] is None
    assert checked["notes"] == ["language"]


@pytest.mark.parametrize("command", ["quotes", "speakers", "report", "trace"])
@pytest.mark.usefixtures("port")
def test_language_overrides(command, run):
    assert run(command, "port.txt", "--language", "en")[2] == ""
    assert run(command, "port.txt", "--language", "English")[2] == ""


@pytest.mark.usefixtures("port")
def test_quiet_says_nothing(run):
    assert run("quotes", "port.txt", "-q")[2] == ""


@pytest.mark.usefixtures("port")
def test_a_table_and_a_page_say_why_there_are_no_quotations(run):
    for command in (["quotes", "port.txt"], ["quotes", "port.txt", "--format", "md"], ["report", "port.txt"]):
        assert f"No quotations: {WHY}." in " ".join(run(*command)[1].split())


def test_an_unsupported_language_is_wrong_usage(run):
    status, _, err = run("quotes", "--language", "it", stdin=ITALIAN)
    assert status == 2
    assert err == (
        "pressq: error: quotations are not attributed in 'it'\n"
        "hint: supported: en (English), de (German), es (Spanish), fr (French)\n"
    )
    with pytest.raises(UsageError):
        supported_code("Klingon")


def test_every_sample_is_english():
    for path in (Path(__file__).parents[1] / "samples").glob("*.txt"):
        assert pressq.quotes(pressq.load(path)).notes == ()
