"""Which language a text is written in."""

import pytest

from pressq.text.language_detection import detect

TEXTS = {
    "ar": "قال الرئيس إن الحكومة لن تتغير حتى يتضح الوضع، وهو ما أكده الوزير في كلمة له أمام البرلمان.",
    "cs": "Prezident včera řekl, že se vláda nezmění, dokud se situace nevyjasní. Ministr to potvrdil ve své řeči.",
    "da": "Præsidenten sagde i går, at der ikke vil være ændringer i regeringen, før situationen er afklaret.",
    "de": "Der Präsident sagte gestern, dass es keine Änderungen in der Regierung geben wird, bis die Lage klar ist.",
    "el": "Ο πρόεδρος είπε χθες ότι δεν θα υπάρξουν αλλαγές στην κυβέρνηση.",
    "en": "The president said on Monday that there would be no changes in the government.",
    "es": "El presidente dijo ayer que no habrá cambios en el gobierno hasta el lunes.",
    "et": "President ütles eile, et valitsuses ei ole muutusi, kuni olukord on selge, ja see kehtib ka edaspidi.",
    "fi": "Presidentti sanoi eilen, että hallituksessa ei ole muutoksia, kun tilanne on epäselvä, ja hän jatkaa.",
    "fr": "Le président a dit hier qu'il n'y aura pas de changements dans le gouvernement.",
    "he": "הנשיא אמר אתמול כי לא יהיו שינויים בממשלה עד שהמצב יתבהר.",
    "hu": "Az elnök azt mondta, hogy nem lesz változás a kormányban, és ez így van már egy éve is.",
    "id": "Presiden mengatakan bahwa tidak akan ada perubahan dalam pemerintah yang ini.",
    "it": "Il presidente ha detto ieri che non ci saranno cambiamenti nel governo e che la crisi non è chiara.",
    "ja": "首相は昨日、状況が明らかになるまで内閣に変更はないと述べた。",
    "ko": "대통령은 어제 상황이 분명해질 때까지 내각에 변화가 없을 것이라고 말했다.",
    "nl": "De president zei gisteren dat er geen veranderingen in de regering zullen zijn voordat het duidelijk is.",
    "no": "Presidenten sa i går at det ikke blir noen endringer i regjeringen før etter at situasjonen er avklart.",
    "pl": "Prezydent powiedział wczoraj, że nie będzie zmian w rządzie, dopóki się sytuacja nie wyjaśni.",
    "pt": "O presidente disse ontem que não haverá mudanças no governo até que a situação seja mais clara.",
    "ro": "Președintele a spus ieri că nu vor fi schimbări în guvern și că situația este sub control.",
    "ru": "Президент сказал, что в правительстве не будет изменений, как это было и в прошлом году.",
    "sv": "Presidenten sade i går att det inte blir några ändringar i regeringen och att man inte har bråttom.",
    "tr": "Cumhurbaşkanı, durum netleşene kadar hükümette bir değişiklik olmayacağını ve çok zaman olduğunu söyledi.",
    "uk": "Президент сказав, що в уряді не буде змін, як це було і в минулому році, але він не певен.",
    "vi": "Tổng thống nói rằng không có thay đổi nào trong chính phủ và điều này đã được các bộ trưởng xác nhận.",
    "zh": "总统昨天说，在局势明朗之前，政府不会有任何变动。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_detect(language):
    assert detect(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "12 34 56", "Xq zv", "Larkfield Norvik Baymouth Halden Ortega", "!!! ???"])
def test_unknown_is_none(text):
    assert detect(text) is None


def test_foreign_names_and_a_quotation_do_not_mislead():
    text = "The mayor of Los Angeles told El País that “la situación es grave”, and that she would not go to San José."
    assert detect(text) == "en"
