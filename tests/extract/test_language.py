"""Which language a page is in, whatever it calls itself.  Every sentence is written for this test."""

import pytest

from crawler.extract.language import choose, detect
from tests.extract.pages import a_page, read

TEXTS = {
    "id": "Pemerintah kota mengatakan bahwa perbaikan jalan sudah selesai pada hari Jumat, namun warga masih menunggu karena lampu belum dipasang. Polisi menutup sebagian jalan saat hujan turun, ujarnya.",
    "ms": "Kerajaan negeri berkata bahawa kerja membaiki jalan telah selesai pada hari Jumaat, manakala penduduk masih menunggu kerana lampu belum dipasang. Pihak polis menutup jalan apabila hujan turun, katanya.",
    "en": "The city council said on Friday that the work on the road was done, but people who live there are still waiting for the lights to be put up, as it was too wet for most of the week.",
    "de": "Die Stadt hat am Freitag gesagt, dass die Arbeiten an der Straße fertig sind, aber die Leute warten noch auf das Licht, weil es in der Woche zu nass für die Arbeit war.",
    "nl": "De gemeente zei vrijdag dat het werk aan de weg klaar is, maar de mensen die er wonen wachten nog op het licht, omdat het door de regen te nat was voor de meeste dagen.",
    "fr": "La ville a dit vendredi que les travaux sur la route sont finis, mais les gens qui habitent là attendent encore la lumière, car il a trop plu pour la plupart des jours de cette semaine.",
    "es": "La ciudad dijo el viernes que las obras de la calle ya están hechas, pero los vecinos que viven en ella todavía esperan la luz, porque ha llovido mucho durante la semana y no se pudo más.",
    "pt": "A cidade disse na sexta que as obras da rua já estão prontas, mas os moradores que vivem nela ainda esperam pela luz, porque choveu muito durante a semana e não foi possível fazer mais.",
    "it": "La città ha detto venerdì che i lavori della strada sono finiti, ma le persone che ci abitano aspettano ancora la luce, perché ha piovuto troppo per la maggior parte della settimana.",
    "pl": "Miasto powiedziało w piątek, że prace na drodze są już gotowe, ale ludzie, którzy tam mieszkają, nadal czekają na światło, bo przez cały tydzień było za mokro i nie można było nic więcej.",
    "sv": "Staden sade på fredagen att arbetet med vägen är klart, men de som bor där väntar ännu på ljuset, för det har varit för vått under veckan och man kan inte göra mer när det regnar så.",
    "no": "Byen sa på fredag at arbeidet med veien er ferdig, men de som bor der venter fortsatt på lyset, for det har blitt mye regn etter mandag og noen sier at de ikke kan gjøre mer nå.",
    "da": "Byen sagde i fredags at arbejdet med vejen er færdigt, men de som bor der venter stadig på lyset, for der har været meget regn efter mandag og nogle siger at de ikke kan gøre mere nu.",
    "tr": "Belediye cuma günü yol çalışmasının bittiğini söyledi ancak orada oturanlar için ışık daha gelmedi ve bu hafta çok yağmur olduğu için yeni bir gün ile ilgili bir karar değil, dedi.",
    "vi": "Thành phố cho biết hôm thứ sáu rằng việc sửa đường đã xong, nhưng người dân vẫn chờ đèn vì trời mưa nhiều trong tuần và không thể làm thêm được, ông nói với những người ở đó.",
    "ru": "Город сказал в пятницу, что работа на дороге уже была закончена, но люди, которые там живут, ещё ждут света, так как на этой неделе был дождь и всё это было не для работы.",
    "uk": "Місто сказало у п'ятницю, що робота на дорозі вже була закінчена, але люди, які там живуть, ще чекають на світло, так як цього тижня був дощ і все це було не для роботи.",
    "ar": "قالت المدينة يوم الجمعة إن العمل في الطريق قد انتهى بعد أن كان من قبل في شهر، ولكن الناس على الطريق مع هذا ما زالوا في انتظار الضوء.",
    "fa": "شهرداری روز جمعه گفت که کار این راه با یک ماه کار به پایان رسید اما مردم آن را برای نور باید بر خود هم ببینند و این نیز شد.",
    "hi": "शहर ने शुक्रवार को कहा कि सड़क का काम पूरा हो गया है और लोग भी यह कह रहे हैं कि इस में एक दिन और लगा था पर नहीं हो सका।",
    "el": "Ο δήμος είπε την Παρασκευή ότι το έργο τελείωσε.",
    "ja": "市は金曜日に道路の工事が終わったと発表した。住民はまだ街灯を待っている。",
    "zh": "市政府星期五表示道路工程已经完成，但居民仍在等待路灯安装。",
    "ko": "시는 금요일에 도로 공사가 끝났다고 밝혔지만 주민들은 아직 가로등을 기다리고 있다.",
    "th": "เทศบาลกล่าวเมื่อวันศุกร์ว่างานถนนเสร็จแล้ว แต่ชาวบ้านยังรอไฟถนน",
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_two_sentences_tell_their_language(language: str, text: str) -> None:
    assert detect(text) == (language,)


@pytest.mark.parametrize("text", ["", "Kota", "12 34 56 " * 20, "xq zv wk " * 20, "🙂" * 300, "\ud800" * 50])  # fmt: skip
def test_what_is_no_text_tells_nothing(text: str) -> None:
    assert detect(text) == ()


def test_what_could_be_either_of_two_near_languages_is_told_as_both() -> None:
    both = (
        "Dan ini adalah untuk mereka yang tidak ada di sana pada hari itu oleh kami juga dalam"
    )
    assert set(detect(both)) == {"id", "ms"}
    assert choose(["ms-MY"], both) == "ms-my"
    assert choose(["id"], both) == "id"
    assert choose(["en"], both) in {"id", "ms"}
    assert choose(["en", "ms"], both) == "ms"


@pytest.mark.parametrize(
    ("stated", "language", "chosen"),
    [
        (["en"], "id", "id"),  # sites in Indonesian that never changed their template's lang
        (["en-US"], "ms", "ms"),
        (["id"], "ms", "ms"),
        (["ms-MY"], "id", "id"),
        (["in_ID"], "id", "id-id"),
        (["en_GB"], "en", "en-gb"),
        (["nb-NO"], "no", "nb-no"),
        (["zh-Hant-TW"], "zh", "zh-hant-tw"),
        ([], "id", "id"),
        (["de"], "fr", "fr"),
        (["", "not a tag", "id-ID"], "id", "id-id"),
    ],
)
def test_a_clear_text_is_believed_before_the_page(
    stated: list[str], language: str, chosen: str
) -> None:
    assert choose(stated, TEXTS[language]) == chosen


def test_a_page_says_one_language_and_is_in_another() -> None:
    page = a_page(f"<p>{TEXTS['id']}</p>").replace("lang=id", "lang=en")
    assert read(page).language == "id"
    assert read(a_page(f"<p>{TEXTS['en']}</p>")).language == "en"
    assert read(a_page("<p>12 34</p>")).language == "id"
