"""Which language a text is in: by its script, and by the small words that every text is full of.

The tables are facts about languages, written for this file.  Indonesian and Malay share most small
words, so words that one of them writes otherwise stand in their lists too.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable

SAMPLE = 1600  # characters of a text that are looked at
_FEWEST = 12  # words
_SHARE = 0.06  # of a text's words, at least, are small words of its language …
_LEAD = 0.3  # of what speaks for one of the first two languages only, and so much at least:
_LEAST = 1.5
_LETTERS = 100  # characters that tell the script
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}")
_OLD = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro"}  # codes that were replaced
_SAME = {  # written so alike that a page's own word stands
    **dict.fromkeys(("nb", "nn"), "no"),
    **dict.fromkeys(("hr", "bs", "sh", "cnr"), "sr"),
    **dict.fromkeys(("fil",), "tl"),
    **dict.fromkeys(("yue", "cmn"), "zh"),
    **dict.fromkeys(("prs", "tg"), "fa"),
}

_NEAR = {  # whose texts may be told apart only if they are long
    language: group.split()[0]
    for group in ("id ms", "no da sv", "cs sk", "es pt gl ca", "ru uk be bg mk sr-cyrl")
    for language in group.split()
}
_WORDS = {
    "id": "yang dan di ke dari ini itu dengan untuk pada adalah tidak akan telah juga dalam oleh"
    " sebagai mereka kita ada atau kami saat bisa sudah karena bahwa para tersebut saya ia lebih"
    " hingga namun ujar ujarnya usai terkait menurutnya sejumlah mengatakan maupun yakni yaitu"
    " kantor polisi rupiah kemarin pemerintah perusahaan uang mobil senin kamis jumat minggu"
    " maret agustus desember setelah kalau agar masih hanya serta jadi sangat tengah lalu pihaknya"
    " persen miliar saja kasus universitas kecelakaan pengadilan partai direktur pelatih melalui"
    " besok sore publik korban mahasiswa siswa gubernur bupati provinsi kabupaten kecamatan jakarta"
    " wib sampai gak nggak enggak mau bilang buat aja kalo pas banget dulu begitu rumah jakarta rp",
    "ms": "yang dan di ke dari ini itu dengan untuk pada adalah tidak akan telah juga dalam oleh"
    " sebagai mereka kita ada atau kami bahawa kerana boleh ialah berkata manakala iaitu apabila"
    " bagi mahu cuma kerajaan syarikat polis wang kereta pejabat hospital semalam selepas ahad"
    " isnin khamis jumaat mac julai ogos disember sekiranya memandangkan supaya malah justeru"
    " ekoran susulan sempena pelbagai beliau katanya daripada antaranya setiausaha mesyuarat turut"
    " datuk seri berjaya kadar agensi sabah sarawak ringgit rm sahaja kes tiada lelaki universiti"
    " kemalangan mahkamah peguam parti pengerusi pengarah jabatan jurulatih perlawanan memaklumkan"
    " menerusi berhubung esok petang bandar mangsa peratus bilion ianya dekat tak nak lah je dah"
    " ni tu kat macam sebab ramai awal negeri malaysia",
    "jv": "lan ing kang sing iki kuwi ora marang uga karo saka dadi wong nalika amarga kanggo wis"
    " durung yaiku iku dening bakal kudu menyang utawa nanging wonten dhateng saking punika",
    "su": "jeung anu nu teu eta ieu dina ka ti kana tina keur urang sarta ogé oge ku bisa aya henteu"
    " geus nyaéta nyaeta lamun salaku pikeun nepi mangrupa",
    "tl": "ang ng sa na mga ay at si ni para kung hindi ito nila siya kanyang niya rin din naman"
    " pero may mula habang dahil kay nang isang ayon upang kaya pa lang po",
    "en": "the of and to in a is that for it was on are as with his they at be this have from or had"
    " by but not what all were when we there can an your which their said has will would who more",
    "de": "der die und den das von zu mit sich des auf für ist im dem nicht ein eine als auch es an"
    " werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum war",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als maar bij door naar"
    " uit nog over werd heeft worden wordt hij ze deze tot zich dit hun meer was ik",
    "af": "die van en in is het om nie dat te vir met op sy aan wat ook daar sal deur maar word hy"
    " was toe uit hulle ons kan moet as nie's",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il"
    " sont avec son cette ont mais aux ses être comme nous leur été été fait d'un c'est",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus"
    " le ha este sí porque esta entre cuando muy sin sobre también fue hasta hay desde está",
    "ca": "de la el que i a en els per les un amb una és del no al es va als més ha han són com aquest"
    " aquesta però seva també pel dels seu entre fins perquè ser",
    "gl": "de a que o e do da en un para os con unha no por na as dos é non se ao máis das como pola"
    " pero foi súa tamén polo está sobre este esta",
    "pt": "de a que o e do da em um para com não uma os no se na por mais as dos como mas foi ao das"
    " à seu sua ou ser quando muito nos já está também só pelo pela até isso ela entre era são",
    "it": "di che è la il e per un in una del non con le da si dei i al nel della gli anche sono alla"
    " come più ha ma lo delle dalla questo stato all'interno dal degli ai tra suo sua hanno dell",
    "ro": "de și în a la cu pe nu că o din care pentru un este mai se au fost ce sa lui sau dar prin"
    " ar către fi dintre după acest aceasta unei unui este sunt până",
    "sq": "të e në dhe i për që një me nga se ka është si nuk do u më këtë janë kjo por ky tij pas"
    " duke kanë edhe deri ishte",
    "pl": "w i na z do się nie to że jest o od po za przez jak dla przy ale co jego był oraz tym także"
    " które który będzie są już może został jej ich została tak",
    "cs": "a v na se je že s z do o to i ve k po za by jsou pro jako ale byl od který které jeho podle"
    " však také už jen nebo až při bude být není tak když která",
    "sk": "a v na sa je že s z do o to aj vo k po za by sú pre ako ale bol od ktorý ktoré jeho podľa"
    " však tiež už len alebo až pri bude byť nie keď ktorá ktorí",
    "sl": "in je v na za da se so z ki ne pa bi s po iz tudi bo kot o ali že od pri do ga bil kar sta"
    " lahko zaradi med še bila jih",
    "sr": "i je u na da se za od su s o a kako koji bi kao iz će nije što ali sa to po do bio koje sve"
    " koja biti više te samo ili već nakon kaže što jer",
    "hu": "a az és hogy nem is egy ez meg volt de csak van azt már ki el még mint vagy ha kell pedig"
    " után szerint között lesz minden amely lehet ezt volna így nagyon",
    "fi": "ja on ei että oli se hän mukaan kun mutta myös ovat sen ole joka tai ovat vuoden kanssa"
    " kuin hänen jotka olla niin sekä nyt jo sitä ennen mitä vain jos",
    "et": "ja on ei et see oma ta kui ka oli või kes mis selle aga välja aasta nii siis oleks veel"
    " pärast ning tema juba kuid seda",
    "lv": "un ir ar ka no par uz tas arī kas bet ja vai kā to pēc līdz tika būs gada lai tā viņš"
    " nav savu pie kad šo",
    "lt": "ir kad į iš su yra tai buvo bet kaip apie nuo po jis tik dėl jau ar bus per už pat kurie"
    " kuris taip metų prie dar nėra",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig från"
    " vi så kan när nu eller ska också efter vid hade mot än",
    "no": "og i det er på som en til av for å at med har de ikke den om et fra men var han jeg seg vi"
    " så kan når nå eller skal også etter ved hadde mot enn ble blir mer sier meg deg hva noen noe opp"
    " inn ut uten gjør mellom da veldig siden tilbake mye dei ein eit ikkje frå",
    "da": "og i det er på som en til af for at med har de ikke den om et fra men var han jeg sig vi"
    " så kan når nu eller skal også efter ved havde mod end blev bliver mere siger mig dig hvad nogle"
    " noget op ind ud uden gør mellem kun blot meget vores igen fordi selv lige tilbage hvis",
    "is": "og að í á er sem til við um en var hann af með það fyrir ekki því hafa verið eru voru hún"
    " þeir þá eftir hefur",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi en ancak kadar sonra ne ama her o olduğu"
    " var ise göre değil oldu tarafından dedi yer ya iki bin yeni ilk son gün karşı ilgili şekilde"
    " üzere nedeniyle etti eden edildi yapılan alan yıl türkiye ilçesi bulunan olduğunu bin şu",
    "az": "və bir bu da də üçün ilə olan ki daha edib olub isə görə həm onun bildirib sonra kimi"
    " tərəfindən edilib olduğunu deyib",
    "vi": "và của là các được trong có cho một với người những không này đã khi đến từ cũng để ở ra"
    " về nhiều như tại trên vào sẽ ông bị năm",
    "sw": "na ya wa kwa ni katika za la kuwa hiyo huyo wakati pia baada alisema lakini kama huo watu"
    " hilo cha vya",
    "ru": "и в не на что с он по это как из его от для но а за к так же было все был до у о также"
    " этом были при бы или будет который после года",
    "uk": "і в не на що з він по це як із його від для але а за до так було та все був у про також"
    " цьому були при або буде який після року є під ще",
    "be": "і ў не на што з ён па гэта як яго ад для але а за да так было та усё быў пра таксама"
    " гэтым былі пры або будзе які пасля года",
    "bg": "и в на да за се от не с са че по е до това си как който като но беше през бъде още след"
    " или има ще към а също което която",
    "mk": "и во на да за се од не со се дека по е до ова како кој но беше ќе а или има ги му што"
    " која исто при",
    "sr-cyrl": "и је у на да се за од су с о а како који би као из ће није што али са то по до био"
    " које све која",
    "kk": "және мен бұл бір де үшін деп бойынша болып осы ол еді сол туралы жылы деді",
    "ar": "في من على إلى أن عن التي الذي هذا مع هذه ما لا كان بعد قال قد بين كما كل أو ذلك خلال عام"
    " الى وقد وفي حيث",
    "fa": "در به از که این را با است برای آن یک بر تا کرد شد می هم خود شده نیز بود ها های اما وی"
    " گفت باید کند",
    "ur": "کے کی میں کا اور سے ہے کو نے کہ پر یہ اس ہیں ایک بھی کر نہیں تھا تو گیا کہا ان",
    "hi": "के में की है और से का को ने पर कि यह हैं भी एक नहीं इस कर हो था गया लिए ही तो कहा",
    "mr": "आहे आणि या ते हे तर होते यांनी करून म्हणून आहेत केला केली होता मात्र असे",
    "ne": "छ र को मा ले लाई भएको गरेको छन् पनि हुने यो गर्न भन्ने थियो हो गरी",
}
_BY_WORDS = {  # languages of a script that has several, as rows of _WORDS
    "Latn": "id ms jv su tl en de nl af fr es ca gl pt it ro sq pl cs sk sl sr hu fi et lv lt sv no"
    " da is tr az vi sw",
    "Cyrl": "ru uk be bg mk sr-cyrl kk",
    "Arab": "ar fa ur",
    "Deva": "hi mr ne",
}
_SCRIPTS = (  # where each begins, in code points: a script of several languages, or a language
    *((0x0, ""), (0x41, "Latn"), (0x370, "el"), (0x400, "Cyrl"), (0x530, "hy"), (0x590, "he")),
    *(
        (0x600, "Arab"),
        (0x780, ""),
        (0x900, "Deva"),
        (0x980, "bn"),
        (0xA00, "pa"),
        (0xA80, "gu"),
    ),
    *((0xB00, "or"), (0xB80, "ta"), (0xC00, "te"), (0xC80, "kn"), (0xD00, "ml"), (0xD80, "si")),
    *((0xE00, "th"), (0xE80, "lo"), (0xF00, "bo"), (0x1000, "my"), (0x10A0, "ka")),
    *((0x1100, "ko"), (0x1200, "am"), (0x1780, "km"), (0x1800, "mn"), (0x1E00, "Latn")),
    *((0x1F00, "el"), (0x2000, ""), (0x3040, "ja"), (0x3100, ""), (0x3400, "zh"), (0xA000, "")),
    *(
        (0xAC00, "ko"),
        (0xD7B0, ""),
        (0xFB50, "Arab"),
        (0xFE00, ""),
        (0xFE70, "Arab"),
        (0xFEFF, ""),
    ),
)
_STARTS = [start for start, _ in _SCRIPTS]
_GREEK = "\u0370"  # all letters before it are Latin


Weights = dict[str, dict[str, float]]  # of each small word, for each language that has it


def _weights(languages: str) -> Weights:
    """A word that many languages have tells less of each."""
    having: dict[str, list[str]] = {}
    for language in languages.split():
        for word in dict.fromkeys(_WORDS[language].split()):
            having.setdefault(word, []).append(language)
    return {word: dict.fromkeys(found, 2 / (1 + len(found))) for word, found in having.items()}


_WEIGHTS = {script: _weights(languages) for script, languages in _BY_WORDS.items()}


def choose(stated: Iterable[str], text: str) -> str | None:
    """BCP 47, lower case: the first tag of `stated`, unless `text` is clearly in another language.

    >>> choose(["in_ID"], ""), choose(["", "x y", "en-US"], ""), choose([], "")
    ('id-id', 'en-us', None)
    """
    tags = [tag for each in stated if (tag := _tag(each))]
    told = detect(text)
    if not told:
        return tags[0] if tags else None
    return next((tag for tag in tags if _root(tag) in told), told[0])


def sample(texts: Iterable[str]) -> str:
    """So much of `texts` as is looked at."""
    told: list[str] = []
    room = SAMPLE
    for text in texts:
        told.append(text[:room])
        room -= len(text) + 1
        if room <= 0:
            break
    return " ".join(told)


def detect(text: str) -> tuple[str, ...]:
    """The language of `text`, or the few near ones that it may be in, the likeliest first.

    Empty where it is not clear.
    """
    text = text[:SAMPLE]
    script = _script(text)
    if script not in _WEIGHTS:
        return (script,) if script else ()
    words = text.lower().replace("’", "'").split()
    return _by_words(words, _WEIGHTS[script]) if len(words) >= _FEWEST else ()


def _by_words(words: list[str], weights: Weights) -> tuple[str, ...]:
    scores: defaultdict[str, float] = defaultdict(float)
    small = Counter(filter(weights.__contains__, words))
    told = [(weights[word], times) for word, times in small.items()]
    for found, times in told:
        for language, weight in found.items():
            scores[language] += weight * times
    ranking = sorted(scores, key=scores.__getitem__, reverse=True)[:4]
    if not ranking or scores[ranking[0]] < _SHARE * len(words):
        return ()
    best, *others = ranking
    close = [other for other in others if not _leads(best, other, told)]
    if any(_near(best) != _near(other) for other in close):
        return ()
    return tuple(each.partition("-")[0] for each in (best, *close))


def _near(language: str) -> str:
    return _NEAR.get(language, language)


def _leads(best: str, other: str, told: list[tuple[dict[str, float], int]]) -> bool:
    """Whether `best` stands out among the words that only one of the two has.

    `told` are weights by language, of each small word, and how often it is there.
    """
    apart = against = 0.0
    for found, times in told:
        if other not in found:
            apart += found.get(best, 0.0) * times
        elif best not in found:
            against += found[other] * times
    return apart - against >= max(_LEAST, _LEAD * (apart + against))


def _script(sample: str) -> str:
    """The script of most letters, or the language that alone writes it; empty where none does."""
    if sample.isascii():
        return "Latn"
    step = max(1, len(sample) // _LETTERS)
    told = [letter for letter in sample[::step] if letter.isalpha()]
    if told and max(told) < _GREEK:
        return "Latn"
    counts = Counter(_SCRIPTS[bisect_right(_STARTS, ord(letter)) - 1][1] for letter in told)
    letters = counts.total()
    if counts["ja"] * 20 > letters and counts["ja"] + counts["zh"] > counts["Latn"]:
        return "ja"
    script, count = max(counts.items(), key=lambda each: each[1], default=("", 0))
    return script if count * 2 > letters else ""


def _tag(stated: str) -> str:
    """`stated` as a tag; empty where it is none."""
    tag = stated.strip().lower().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return ""
    root, dash, rest = tag.partition("-")
    return _OLD.get(root, root) + dash + rest


def _root(tag: str) -> str:
    """The language of a tag, one for those that a text does not tell apart."""
    root = tag.partition("-")[0]
    return _SAME.get(root, root)
