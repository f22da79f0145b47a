"""The page in a real browser: what it lights up, its keys and choices, and that nothing from outside comes in."""

from __future__ import annotations

import base64
import json
from contextlib import closing
from dataclasses import replace
from importlib.resources import files

import pytest
from handmade import HOSTILE, MAYOR, QUOTES, SOURCE, STORY, SUMMARY, article, quote

from pressq.article import Passage, Quotes, Speaker
from pressq.output.page import write_folder
from pressq.report.annotated import AnnotatedArticle, Report

WebDriverWait = pytest.importorskip("selenium.webdriver.support.wait").WebDriverWait
ATTACK = f'"><img src="https://evil.test/x.png" onerror="document.title=1"><script>document.title=2</script>{HOSTILE}'


@pytest.fixture
def show(browser, tmp_path):
    """Shows the page of articles; in the end the browser must have complained of nothing and asked for nothing else."""
    browser.get_log("browser")
    browser.get_log("performance")

    def show(*articles, anchor="", width=1300):
        path = tmp_path / "page.html"
        path.write_text(Report(articles).to_html(), encoding="utf-8")
        browser.set_window_size(width, 900)
        browser.get("about:blank")
        browser.get(path.as_uri() + anchor)
        return browser

    yield show
    assert [entry["message"] for entry in browser.get_log("browser")] == []
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = {event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"}
    assert {url for url in asked if not url.startswith(("file:", "about:", "data:"))} == set()


PAGE = AnnotatedArticle(STORY, QUOTES, SUMMARY)


def hostile_article():
    """An article all of whose words and names try to get out of the page."""
    page = article(f'{ATTACK} "We {ATTACK} stay." {ATTACK}', source=ATTACK, title=ATTACK, byline=ATTACK)
    who = Speaker(ATTACK, "person", ATTACK, (ATTACK,))
    said = quote(page, page.text, speaker=who)
    words = Passage.cut(page.text, 0, len(page.text))
    return AnnotatedArticle(page, Quotes(page, (replace(said, mention=words, cue=words),)))


def all_of(browser, selector):
    return browser.find_elements("css selector", selector)


def one(browser, selector):
    return browser.find_element("css selector", selector)


def press(browser, *keys):
    for key in keys:
        one(browser, "body").send_keys(key)


def shown(browser):
    return [card.get_attribute("id") for card in all_of(browser, ".card") if card.is_displayed()]


def selected(browser):
    return [card.get_attribute("id") for card in all_of(browser, ".card.on")]


def copied(browser):
    return browser.execute_async_script("navigator.clipboard.readText().then(arguments[0])")


def long_article():
    """An article that is many windows high, of quotations of one line and of ten."""
    words = [f"Berth {n} is closed." + " We wait for the tide." * (n % 5 * 6) for n in range(1, 31)]
    page = article(*(f'"{said}" Ines Varga said.{" The tide came in." * 40}' for said in words), title="Berths")
    said = (quote(page, f'"{said}"', number=n, speaker=MAYOR) for n, said in enumerate(words, 1))
    return AnnotatedArticle(page, Quotes(page, tuple(said)))


LONG = long_article()


def is_inside_the_window(browser, element):
    script = "const { top, bottom } = arguments[0].getBoundingClientRect(); return top >= 0 && bottom <= innerHeight"
    return browser.execute_script(script, element)


def test_every_part_of_a_quotation_is_lit_up_in_the_colour_of_its_speaker(show):
    browser = show(PAGE)
    marks = all_of(browser, "mark")
    assert [mark.text for mark in marks] == [
        "We waited ten years for this wall, and we will not wait for another winter,",
        *("Not one.", "the works", "a promise kept", "it would cost more"),
    ]
    assert len(all_of(browser, ".card")) == len(QUOTES.quotes)
    colours = [mark.value_of_css_property("background-color") for mark in marks]
    assert colours[0] == colours[1] != colours[4]
    assert [button.text.splitlines()[0] for button in all_of(browser, ".speakers button")] == [MAYOR.name, SOURCE.name]


def test_the_text_of_the_page_is_that_of_the_article(show):
    browser = show(PAGE)
    browser.execute_script("document.querySelectorAll('.number, .key').forEach((one) => one.remove())")
    assert one(browser, "article p.body").text == STORY.text


def test_a_key_sentence_is_marked_in_the_margin_and_one_click_away(show):
    browser = show(PAGE)
    key = one(browser, "article .key")
    assert key.rect["x"] < one(browser, "article p.body mark").rect["x"]
    one(browser, ".short li a").click()
    assert browser.current_url.endswith("#k1")


@pytest.mark.parametrize(
    ("click", "left"),
    [
        ([".speakers button[data-speaker='2']"], ["c4"]),
        (["input[data-kind=direct]"], ["c3", "c4"]),
        (["input[data-kind=mixed]", "input[data-kind=indirect]"], ["c1", "c2", "c5"]),
        ([".speakers button[data-speaker='1']", "input[data-kind=mixed]"], ["c1", "c2"]),
        ([".speakers button[data-speaker='1']", "[data-act=all]"], ["c1", "c2", "c3", "c4", "c5"]),
    ],
)
def test_quotations_are_chosen_by_speaker_and_kind(show, click, left):
    browser = show(PAGE)
    for selector in click:
        one(browser, selector).click()
    assert shown(browser) == left
    assert one(browser, ".choice [role=status]").text == f"{len(left)} of 5 quotations shown"
    lit = {number for mark in all_of(browser, "mark:not(.off)") for number in mark.get_attribute("data-quotes").split()}
    assert {f"c{number}" for number in lit} >= set(left)


def test_quotations_are_chosen_by_confidence(show):
    browser = show(PAGE)
    slider = one(browser, "[data-sure]")
    slider.send_keys(*["\ue014"] * 10)  # the arrow to the right, ten steps of five
    assert shown(browser) == ["c1", "c2", "c4", "c5"]
    assert one(browser, "output").text == "50 %"


def test_keys_lead_from_quotation_to_quotation_among_those_shown(show):
    browser = show(PAGE)
    press(browser, "j", "j")
    assert selected(browser) == ["c2"]
    assert browser.current_url.endswith("#q2")
    assert "Quotation 2 of 5" in one(browser, ".told").text
    press(browser, "k")
    assert selected(browser) == ["c1"]
    one(browser, "input[data-kind=direct]").click()
    one(browser, "h1").click()
    press(browser, "j")
    assert selected(browser) == ["c3"]
    press(browser, "\ue00c")
    assert selected(browser) == []


@pytest.mark.parametrize("width", [1280, 1000, 700])
def test_the_selected_card_is_wholly_inside_the_window(show, width):
    browser = show(LONG, width=width)
    for key in "j" * len(LONG.quotes.quotes) + "k" * len(LONG.quotes.quotes):
        press(browser, key)
        assert is_inside_the_window(browser, one(browser, ".card.on")), selected(browser)
    for clicked in all_of(browser, "mark, a.number"):
        browser.execute_script("arguments[0].click()", clicked)
        assert is_inside_the_window(browser, one(browser, ".card.on")), selected(browser)


def test_a_key_brings_the_words_into_view_too(show):
    browser = show(LONG, width=1280)
    for _ in LONG.quotes.quotes:
        press(browser, "j")
        assert is_inside_the_window(browser, one(browser, "mark.on"))


def test_a_key_that_is_meant_for_a_control_moves_nothing(show):
    browser = show(PAGE)
    one(browser, "[data-sure]").send_keys("j")
    assert selected(browser) == []


def test_a_quotation_is_copied_ready_to_print(show):
    browser = show(PAGE)
    press(browser, "j", "j", "c")
    expected = "“Not one,” said Ines Varga, mayor of Greater Porthaven and chair of its harbour board."
    assert copied(browser) == expected
    one(browser, "#c4 [data-act=copy]").click()
    assert copied(browser) == QUOTES.quotes[3].sentence.text
    press(browser, "s")
    assert copied(browser).splitlines()[1] == "Porthaven to raise its harbour wall, 2025-03-03"
    one(browser, "#c4 [data-act=link]").click()
    assert copied(browser).endswith("/page.html#q4")


def test_an_address_leads_to_a_quotation(show):
    browser = show(PAGE, anchor="#q3")
    assert selected(browser) == ["c3"]
    assert [mark.text for mark in all_of(browser, "mark.on")] == ["the works", "a promise kept"]


def test_a_click_on_the_words_selects_their_quotation(show):
    browser = show(PAGE)
    all_of(browser, "mark")[4].click()
    assert selected(browser) == ["c4"]


def rain():
    other = article('"Rain again," said Ines Varga.', source="rain.txt", title="Rain", published="2024-11-02")
    return AnnotatedArticle(other, Quotes(other, (quote(other, '"Rain again,"', speaker=MAYOR),)))


def many(number):
    """More articles than stand in a page uncompressed."""
    made = [PAGE, rain()]
    for n in range(number - 2):
        other = article(f'"The tide is at {n}," said Ines Varga.', source=f"{n}.txt", title=f"Tide {n}")
        made.append(AnnotatedArticle(other, Quotes(other, (quote(other, f'"The tide is at {n},"', speaker=MAYOR),))))
    return made


def wait_for(browser, selector):
    return WebDriverWait(browser, 10).until(lambda _: next(iter(all_of(browser, selector)), None))


def test_several_articles_begin_with_tables_of_speakers_and_articles(show):
    browser = show(PAGE, rain())
    first, second = (all_of(browser, f"#index div:nth-of-type({n}) tbody tr")[0] for n in (1, 2))
    assert first.text.split()[:2] == ["Ines", "Varga"]
    assert second.text.startswith(STORY.title)
    assert [piece.is_displayed() for piece in all_of(browser, ".piece, .person")] == [False] * 5
    one(browser, "#index a[href='#a2']").click()
    assert [piece.is_displayed() for piece in all_of(browser, ".piece")] == [False, True]
    press(browser, "j")
    assert selected(browser) == ["a2c1"]
    one(browser, "#a2 .back a").click()
    assert one(browser, "#index").is_displayed()


@pytest.mark.parametrize("number", [2, 30])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_of_a_person_has_the_quotations_of_all_articles_by_date(show, number, width):
    browser = show(*many(number), width=width)
    one(browser, "#index tbody a").click()
    person = wait_for(browser, "#p-ines-varga")
    assert person.get_attribute("data-key") == "person:ines-varga"
    said = person.find_elements("css selector", ".said")
    assert len(said) == 4 + number - 2
    assert "Rain again" in said[0].text
    assert "2024-11-02" in said[0].text
    assert "We waited ten years" in said[1].text
    said[0].find_element("css selector", "p a").click()
    assert wait_for(browser, ".card.on").get_attribute("id") == "a2c1"
    assert [piece.get_attribute("id") for piece in all_of(browser, ".piece, .person") if piece.is_displayed()] == ["a2"]
    browser.back()
    WebDriverWait(browser, 10).until(lambda _: one(browser, "#p-ines-varga").is_displayed())


@pytest.mark.parametrize("number", [2, 30])
def test_the_search_looks_through_words_names_and_titles_as_they_are_typed(show, number):
    browser = show(*many(number))
    field = one(browser, "[type=search]")
    field.send_keys("varga rain")
    wait_for(browser, ".results .said")
    assert one(browser, ".search [role=status]").text == "1 quotation"
    assert one(browser, ".results").text.splitlines()[:2] == ["Ines Varga", "“Rain again”"]
    field.clear()
    field.send_keys("porthaven winter")  # the title of the article, and a word
    WebDriverWait(browser, 10).until(lambda _: "ten years" in one(browser, ".results").text)
    field.clear()
    one(browser, ".search summary").click()
    one(browser, "[data-kind=''], .search select[data-kind]").send_keys("indirect")
    WebDriverWait(browser, 10).until(lambda _: "it would cost more" in one(browser, ".results").text)
    assert one(browser, ".search [role=status]").text == "1 quotation"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_index_of_a_folder_searches_all_and_leads_to_their_pages(show, tmp_path, width):
    write_folder(tmp_path, many(30))
    browser = show(PAGE, width=width)  # which is replaced
    browser.get((tmp_path / "index.html").as_uri())
    one(browser, "[type=search]").send_keys("varga rain")
    name = wait_for(browser, ".results .said > a")
    assert one(browser, ".results").text.splitlines()[:2] == ["Ines Varga", "“Rain again”"]
    name.click()
    assert len(all_of(browser, ".person .said")) == 32
    assert one(browser, "blockquote").value_of_css_property("margin-top") == "0px"  # styled
    one(browser, ".said p a").click()
    assert wait_for(browser, ".card.on").text.startswith(MAYOR.name)
    press(browser, "j")
    assert "Quotation 1 of 1" in one(browser, ".told").text


def test_a_table_is_sorted_by_a_click_on_a_heading(show):
    browser = show(PAGE, rain())
    heading = all_of(browser, "#index div:nth-of-type(2) th button")
    titles = lambda: [row.text for row in all_of(browser, "#index div:nth-of-type(2) tbody th")]  # noqa: E731 -- read twice
    heading[2].click()
    assert titles() == ["Rain", STORY.title]
    heading[2].click()
    assert titles() == [STORY.title, "Rain"]
    heading[3].click()
    assert titles() == [STORY.title, "Rain"]
    assert [one.get_attribute("aria-sort") for one in all_of(browser, "th[aria-sort]")] == ["descending"]


def test_a_page_of_many_articles_has_few_nodes_when_it_is_opened(show):
    browser = show(*many(60))
    assert browser.execute_script("return document.querySelectorAll('*').length") < 1_500
    browser.execute_script("location.hash = '#a40q1'")
    assert wait_for(browser, ".card.on").get_attribute("id") == "a40c1"
    browser.execute_script("location.hash = '#a3q1'")
    WebDriverWait(browser, 10).until(lambda _: selected(browser) == ["a3c1"])
    assert len(all_of(browser, ".piece")) == 1


@pytest.mark.parametrize("close", ["button", "tap", "swipe", "Escape"])
def test_on_a_phone_the_card_is_a_sheet_that_closes(show, close):
    browser = show(PAGE, width=500)
    metrics = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        all_of(browser, "mark")[0].click()
        card = one(browser, ".card.on")
        assert card.text.startswith(MAYOR.name)
        for button in card.find_elements("css selector", "button"):
            assert button.rect["height"] >= 44
        match close:
            case "button":
                card.find_element("css selector", ".close").click()
            case "tap":
                browser.execute_script("document.querySelector('article .words').click()")
            case "swipe":
                browser.execute_script(
                    "for (const [name, y] of [['touchstart', 300], ['touchend', 400]]) {"
                    " const touch = new Touch({ identifier: 1, target: arguments[0], clientX: 50, clientY: y });"
                    " arguments[0].dispatchEvent(new TouchEvent(name, { touches: name === 'touchstart' ? [touch] : [],"
                    " changedTouches: [touch], bubbles: true })); }",
                    card,
                )
            case "Escape":
                press(browser, "\ue00c")
        assert selected(browser) == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_nested_words_are_those_of_the_inner_speaker(show):
    page = article('Ines Varga said: "Two people told me it would cost more, and I laughed."')
    outer = quote(page, '"Two people told me it would cost more, and I laughed."', speaker=MAYOR)
    inner = quote(page, "it would cost more", number=2, speaker=SOURCE)
    browser = show(AnnotatedArticle(page, Quotes(page, (outer, inner))))
    before, middle, after = all_of(browser, "mark")
    assert (middle.text, middle.get_attribute("title")) == ("it would cost more", SOURCE.name)
    colours = [mark.value_of_css_property("background-color") for mark in (before, middle, after)]
    assert colours[0] == colours[2] != colours[1]
    middle.click()
    assert selected(browser) == ["c2"]


@pytest.mark.parametrize("number", [2, 30])
def test_print_of_several_articles_prints_all_of_them(show, number):
    pdfium = pytest.importorskip("pypdfium2")
    browser = show(*many(number))
    WebDriverWait(browser, 10).until(lambda _: browser.execute_script("return markup.size === blocks.size"))
    with closing(pdfium.PdfDocument(base64.b64decode(browser.print_page()))) as printed:
        text = " ".join(printed[page].get_textpage().get_text_range() for page in range(len(printed)))
    assert "Rain again" in text
    assert [n for n in range(number - 2) if f"The tide is at {n}," not in text] == []
    assert len(all_of(browser, ".piece")) == (2 if number == 2 else 0)


def test_without_javascript_nothing_is_dead(show):
    browser = show(PAGE, rain())
    browser.execute_script("document.documentElement.classList.remove('js')")
    assert not any(control.is_displayed() for control in all_of(browser, "form, .acts, .choice, .keys"))


def test_a_hostile_article_is_text_and_nothing_else(show):
    browser = show(hostile_article())
    assert all_of(browser, "img, main script, iframe, object, embed, link") == []
    assert browser.title.startswith('"><img')
    assert "\u202e" not in browser.page_source
    one(browser, "[data-act=copy]").click()
    assert "\x1b" not in copied(browser)


def test_what_gets_in_all_the_same_is_not_run(show):
    browser = show(PAGE)
    browser.execute_script(
        "document.body.insertAdjacentHTML('beforeend', '<details open ontoggle=\"document.title=1\">');"
        "const script = document.createElement('script'); script.textContent = 'document.title = 2';"
        "document.body.append(script)"
    )
    assert browser.title == STORY.title
    refused = [entry["message"] for entry in browser.get_log("browser")]
    assert refused
    assert all("Content Security Policy" in message for message in refused)


@pytest.mark.parametrize("width", [360, 900, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits_the_screen(show, width, scheme):
    axe = files(pytest.importorskip("axe_core_python")).joinpath("axe.min.js").read_text(encoding="utf-8")
    browser = show(PAGE, PAGE, anchor="#a1q3", width=width)
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        browser.execute_script(axe)
        for anchor in ("#a1q3", "#index", "#p-ines-varga"):
            browser.execute_script("location.hash = arguments[0]", anchor)
            browser.execute_async_script("setTimeout(arguments[0], 50)")
            found = browser.execute_async_script("axe.run().then(arguments[0])")
            assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
            assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
