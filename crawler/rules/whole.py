"""Indonesian words that look like a root with affixes, and are roots: `menteri` is no form of `teri`.

Source: those of the root words of PySastrawi 1.2.1 (MIT licence, Copyright (c) 2016 Hanif Amal
Robbani) that morphology.py would take apart into another of its root words, without a few that
really are forms.
"""

WHOLE = frozenset(
    """
    abadi abai abangan abrasi abuan adakalanya adalah adapun adati agami agronomi akademisi
    akhlaki akikah akuan alai alangkah ampean analogi ancai andai andrologi anggai anomi
    ansari antari antonimi antropologi apatah arai arisan arkeologi artisan aruan asai asali
    asasi asoi astrologi astronomi autobiografi autografi awai ayahan azali babakan baban
    babatan babi badai badan badani badari badi bagasi bahaduri bahan bahari bahkan bahuku
    baki bakteriologi balai balan balui bangan bangkah bangkai bangkasan bangku bangsai bani
    banian banjaran bantah bantaran barai baran barangan bari baringan barongan basi batai
    bayati beberapa beberas bekuku belai belalah belan belati belerang beli belian belikan
    beliku belongkotan beluku bendari benduan benian bentangkan beragan berai beraja berak
    berakah beraksa beram berambang beramin beranang beranda berandal berandang berang
    berangai berangas berangasan berangga berangkat berangsang berangus berani beranta
    berantas berapa beras berat bercak berdus berebes beremban berembang berendeng berenggil
    berengut berentang bererot beresok beret bergajul bergas berhala beriang berida beringin
    berisik berkah berkas berkung berlian bermat bernas beroga berok berondok berong berongkos
    berosot beroti bersat bersih bersil bersin bersit bersut bertam beruang beruas berudu
    berui beruju berujul berungut beruri berwari besero beti biarpun bidai bidari biduri
    bikini bilai bingkai bini biologi bisai bisan biti bongkah bosan boyongan buai buari
    bubuhan budian bukan bukankah bukantah bulangan bumi buni bunian burai burakah busai busi
    cabai cahari cahi caki candai canggaan canggai cangkriman cangkulan capai cekakan ceki
    celari celengan cemperai cenderai cengi centangan cepengan ceteri cindai cindaku cipan
    ciri cowokan cuai cukai cuki curai curi cuti dadali dadi dahan dahi daiman daman dami dari
    dasi degan dekan delapan delikan demagogi demografi denai derai deresi deritaan
    dermatologi desikan diadem diagnostik diagometer diamorf diapositif diare diatom diayah
    dibasa didik didong dielektrik diensefalon difabel difluensi difraksi difusi digenesis
    digraf digresi digul dihidroksil dikara dikau dikit diklorida dikromat diksi dilak dilam
    dilasi dilatasi dilema dimensi dinas dinasti dini diode dioksida dipan diraja direk
    disakarida disel disensus diskusi distabilitas ditransitif divisi dolan dongan doni
    dramaturgi duai duhai dukan dumi duri durian ekonomi eksogami ekspresi elusi elusian
    emboli emisi empati empuan empunya endasan endoskopi ensefalografi entomologi epigrafi
    esai esensi etnografi etnologi etnomusikologi faali faksi farmakologi figuran filantropi
    filologi filosofi firdausi fonografi fotografi futurologi gadai gadungan gagai gahari
    galai galungan gaman gamparan garan garangan gari gastroenterologi gelamai geli
    gelinggaman gembili geologi gerai geraman gerangan geringgingan ginekologi gipsi giri
    girikan grafologi gravitasi gudangan gulai guli gumbaan gurami gusi habibi haiku haji
    halakah halimunan halkah harakah haruan hasan hauri hawari hayati helai herpetologi
    heterografi heteronimi hewani hidrografi holi homofoni homogeni homografi homologi
    homonimi hudai huni hutan ideografi ikhtiari ikonografi ilahi ilian imani impedansi inai
    indikan induktansi insanan insani intensi interesan interferensi inventori jahan jaman
    jambulan janturan japan jaranan jasadi jauhari jelai jelantah jeli jerami jerangan
    jerangkah jeroan jibilah jineman jiran johari joki jonggolan jujai jujuran juni juntai
    jurai kacauan kacukan kadi kafan kafi kafilah kafiri kahan kajangan kaki kalai kalaupun
    kalian kaligrafi kalori kami kampai kanan kapai kapan kapi kapitan karapan karbonan
    kardiografi kardiologi karuan kasai kasi kasihan kasiku katai kaukus kauli kausal kaustik
    kayai kayangan kebuli kecalingan kecapi kedangkan kedeki kedodoran keki kelahi kelangkan
    kelarai kelari kelasi kelati kelian kelikah keliki kelimpungan keliti keluai keluan kelui
    kemandoran kemangi kembali kemenakan kemerakan kemudian kemumu kenan kendali kendungan
    kenduri kerahi kerai kerakah keraman kerangkai kerani keranjingan kerasan keretan kerisi
    kerongkongan kesan kesi ketai ketiban kewalahan khalikah khasi khayali khitah kiai kiani
    kiasi kilai kipai kirai kiran kiri kisai klimatologi klinisi kodrati koki koli koloni
    koman komedian komisi kompresi komunikan kondangan kongkoan konservatori konveksi kopi
    koran koreografi kosekan kosmetologi kosmopolitan kotai kriminologi kritisi kuaci kuala
    kualat kuali kualon kuari kuarik kuasa kuasar kuasi kuayah kuayan kubah kubak kubang kubik
    kubin kubis kubistik kubit kubung kubur kubus kucak kucam kucek kucing kucir kucup kucur
    kudai kudang kudap kudian kuduk kudung kudup kudus kuilu kuini kujung kukang kukila kukuk
    kukup kukur kukuruyuk kukus kulah kulai kulak kulat kulikat kulintang kulir kulot kuluk
    kulum kulup kulut kumai kumal kuman kumat kumbah kumena kumulasi kumulus kumur kumus
    kunani kunduran kuning kuningan kunyit kupas kupel kupi kupil kupir kupon kurai kurang
    kurap kuras kurasani kurau kuret kuria kuring kursi kusal kusau kusen kusir kusuf kusut
    kutak kutang kuteks kuteri kutik kutin kuting kutip kutuk kutung kuyang labrakan lahan
    lailah laki laklakan lalai laman landai langi langkah langkai langkan lanjai laparoskopi
    larai lasi lawean lebaran legitimasi leksikografi leksikologi lelai lempari lempuyangan
    lengai lengan lepai leperi lesan lesbian lesi letai lidi ligasi lilan lili lini lintah
    lisan lisani loban lobi lokan loki lokusi lolohan loran lori lungkah lupi luti madi magi
    magribi majaan majalah majasi makalah makantah makanya malai malan maliki mamai maman mami
    manai manakan mandai mandiri mangan mani mantiki mapan mari marikan marimu markah masai
    masakan masalah masyakah matan mati maulai maupun melambang melamin melangkup melarat
    melas melati melawah melayu melela melempem meleng melesek meleset melik melilin melintir
    melompong melor melukut memang memar membal memek memelas memori mempan mempelai mempelam
    mempelas mempelasari mempening memper mempitis memutah menaga menak menampun menang menara
    mencak mencelat menceng menceret mencit mencok mendap mendapa mendiang mendong mendung
    mendur mendura mengah mengangah mengap mengapa menggala mengiang mengkali mengkara
    mengkaras mengkerang mengkirai mengkirik mengkuang mengkudu mengok mengor mengung menir
    meniran menjangan menong menserendahi mensiang mentak mental mentang mentari mentaruh
    mentas mentega menteleng menteng menteri mentimun mentis mentok mentol mentua menung menur
    meraga meragi merak merakan merambai merambung merana merang meranggi merangu meranti
    merapu merat merawan merek mereka merem mereng meriam meriang merica merikan merinding
    mering merosot mertamu meruap mesan metai mewah mewari mimi mimisan mini misai misteri
    monogami monosemi muai mulai murai murakabi muri museologi musikologi nafi nafkah nali
    nasi naskah negeri nekrologi neurologi nilai noni nuri onslah ordonansi ortodoksi osean
    otonomi pabrikan padasan palai palari pali panai paniki panili paran parapsikologi pari
    parikan parsi pasi paskah pastoran patologi patungan pauhi pecah pecak pecal pecara pecat
    pecicilan pecok pecuk pecun pecut pedada pedadah pedagogi pedaka pedal pedanda pedang
    pedapa pedar pedas pedati pedena pedendang pedengan pedepokan pedewakan pedisel pedok
    pedoman pedot peduli pedusi pegagang pegah pegang pegar pegari pegas pegawai peguam pegun
    pejajaran pejaka pejam pejatian pejera pekak pekakak pekan pekarang pekasam pekatul pekau
    pekir peksi pekuk pekung pekur pelabi pelabur pelaga pelagas pelah pelak pelalah pelamin
    pelampang pelampung pelan pelana pelancar pelanduk pelang pelangi pelangkin pelantar
    pelanting pelas pelasah pelasuh pelat pelata pelatuk pelawa pelayon pelbagai pelbak pelbet
    pelebat pelecet pelecok pelekat pelekok pelekuk pelencit pelengak pelengan pelengset peles
    pelesat peleset pelesir pelesit peletek peletik peleting pelias pelik pelikan pelinggam
    pelintir pelipis pelir pelisit pelog peloh pelojok pelonco pelong pelopor pelor pelorot
    pelota pelotot pelpolisi peluang peluit peluk peluluk pelulut pelupuh pelupuk peluru
    peluruh pelus pemair pemali pematah pematang pemayang pembarap pembayan pemendak pemetikan
    pemindang peminggir pempek pemuda pemudi pemuras penak penaka penampan penampang penanggah
    penaram penasaran pencak pencalang pencok pencut pendaga pendahan pendam pendapa pendar
    pendek pendekar pendok pendongkok pendua penduk penes pengalasan penganak penganan pengang
    pengantin pengap pengapuh pengawinan pengeng pengerih penggaga penggah penggar penghulu
    pengkol pengkor penguin pengulun peni pening penis peniti penjalin penjara penjaruman
    penjura penjuru pensil pental pentan pentang pentar pentas penting pentol pentotal pentung
    penyap penyek penyet penyok pepagan pepah pepaku peparu pepas pepatah pepaya pepek peper
    pepes pepet pepunden pepung peputut perabung perada perahu perai peraji perak peraka peram
    perambut peran perancah perang perangah perangai peranggul perangin perangkap perangkat
    peranti perap peras perasukan perat perata perawan perawas perawi perbal perban perbani
    perbatin perbawa perbegu perbekel percik percis percit percuma perdah perdana perdata
    perdikan perdom perei perek perempuan perencah perenggan perengus perengut perenyak
    perenyuk perewa performa pergam pergol perhati peri peria perian periang peridi periferi
    perimbas perinci perincit pering peringgitan peringis perisa perisai peristiwa perit
    periuk perjaka perkakas perkara perkasa perkelang perkolator perkusi perkutut perlahan
    perlak perlambang perleng perling perlop perlup perlus permadani permai permana permasan
    permata permil permisi permutasi pernak pernekel pernik pernikel perogol peroi peroksida
    peroman perompak peronyok perosok perosot perpatih persangga persegi persen persentil
    persero persetan persih persil persis persisi perslah pertal pertua peruak peruan peruang
    perudang perum perunggu perunjung perusi perversi perwara perwira pesai pesak pesan
    pesanggrahan pesara pesat pesawat peseh pesek pesero peset pesi pesiar pesing pesirah
    pesisir pesok pesolot pestol pesut petai petak petal petala petam petamari petan petang
    petaram petarang petarangan petas petel petenteng petes peti petik petilan peting petinggi
    petir petis petisi petopan petuah petuding petuduh petuk peturun petus pindai pingai
    pinisi pisitan plangkan polan poligami polisi poni popi praktikan praktisi profan prosesi
    psikologi psikopati pulai pulan pulasan pungkah pupuan rabani radai radi radian radiografi
    radiologi ramai rambutan rambuti rami rampai ranai randai rangkai rangrangan rapi rasai
    rasan rasi rasian rasuli rawai reaktansi refleksi rekan relai relasi reli remai remi
    remisi renai rengkah resesi resistansi responsi retrofleksi ringan risalah roki ruai
    rumbai rumi rumpun sabitah safari safi sagai sahan sahi sahkan sakai saki salai sali
    sambangan sampai sampakan samparan sandungan sangai sangan sangkan sangku sanitasi santai
    sapai sapi saran sarangan sari sarikan sasian sawai sawan sawangan sawi sayidi sebab sebai
    sebak sebal sebam sebar sebarang sebasah sebaur sebekah sebel sebelas sebentar seberang
    sebet sebit sebuk sebum sebun sebura seburas seburu seburut secang seceng secerek secina
    sedahan sedam sedan sedang sedap sedatif sedawai sedekah sedekap sederum sedia sedikit
    sedingin sedong sedot seduh segah segala segan seganda segani segar segeger segel segenap
    segera segi seguna sehingga seismologi sejarah sejari sejati sejingkat sekadar sekah sekak
    sekala sekali sekalipun sekalor sekam sekan sekang sekap sekapar sekarang sekarat sekata
    sekati sekaut sekebun sekeduduk sekedup sekelat sekelebatan sekelian sekendal sekendi
    sekengkeng sekeram sekeri sekering sekesel seketeng sekian sekira sekitar sekoci sekoi
    sekolah sekop sekopong sekoteng sekretin sekring seksi seksologi sekuas sekui sekulir
    sekunyit sekutu selada seladang selagi selai selaju selak selaku selalu selam selampai
    selampit selan selancang selancar selang selangka selangkang selangkup selanting selap
    selapan selara selarak selaras selarung selasa selat selatan selawah selawat selawe
    selayur selebaran selederi seleler selempang selender selenggara selentik selenting seleo
    selepa selepang selepat selepe seleper selepetan selerak selerang seleret selesa selesai
    seletuk selibat selimut selindung seling selingar selingkup selir selira seliri selok
    seloka selokan seloki selomot selong selonjor selop selot seloyak seloyong seluang seluar
    seluk selukat selulup selulur selumar selumbari selumur seluncur selungkang selup selupan
    selupat selurah seluru seluruh selusuh selut semadi semah semai semaja semalu semambu
    semampai semampat seman semang semangkok semangkuk semantan semantik semara semarai
    semarak semat semata semawar semaya semayam sembah sembak sembari semejana semena
    sementang semester semiang seminari semiotik semok sempoyongan semua semunding semur senak
    senandung senang sengkalan sengkedan seni sentali senur senyampang senyawa sepada sepah
    sepai sepakat sepal sepan sepanar sepangkalan sepeda sepedas sepegoh sepekuk sepel
    sepeling sepen sepenuh seperah sepesan sepet sepetir sepi sepir sepit seprei sepukal sepul
    sepulih sepupu serabi serabut serabutan seraga seragam serahi serai serak serakah seram
    serama serampang serana seranah serandau serandung serang serangga seranggung serangkak
    serangsang serani serap serapah serapat serasa serasi serat seratah serati serau seraut
    serawak seraya seregang serempak serendah serendeng sereng serengeh serengit serenta
    serentak seresin seret serial seriap seriding serimpi serimpung sering serit serobok
    serobot serok serombong serompok serondok serong seroyong seruak seruas serudi seruh serui
    seruit serum serumen seruni serunjang seruntun sesah sesai sesaing sesajen sesak sesal
    sesap sesar sesat sesawi sesil sesira sespan sesuai sesumbar setabelan setai setal
    setambun setan setang setangan setapak setawar setebal seteker setel setela seteleng setem
    setempel seter seti setiga setik setin setinggi setip setir setom seton setop setori setra
    setrap setren setrik setrip setruk setuil setum setung seturi sewah sidai sikai simpati
    sinematografi sini sinologi sinoman sinonimi sipi siri sisi siti solokan sonoran sopan
    sopi sosiologi stereografi suai suami suangi suari suban sufi suksesi sulalah sultani
    sunan sungguhpun sungkuran suni supai surahi surati surian sutan syairi syaman tabuhan
    taki talenan tali taman tambakan tangan tangkah tangkaian tani tapai tapi tari tasai tatai
    tegari tekaan teknisi teknonimi tekoan tekoran telan telatah telefoni telegrafi telekan
    teleku telerang teluki teman tembuku tengku teologi teperam teracak terada terajam teraju
    terak terala terali teraling teran terang terap terapang terapi teras terasi teraso
    terasul teratai teratak teratap teratu terau terawang terban terbang terbis terbit terem
    terenang terendak terentang teret teretet teri teriak teriba terima tering teritik
    terjemah terjun terkadang terkam terkap terkup terlak terlalu terlut termal termin ternak
    terok terong terpal terpana tertawa tertib terucukan terum terumba terumbu terumbuk
    terungku terusi terzina tetamu tetapi teter tiban tikai timi tingi tingkah tipi tipografi
    tiran tirani tiri tirkah toksikologi tolan toman tongkah topan topi tosan tuai tuangku
    tuanku tuman tunai tunan tungku turi tuslah uncui ungkai unsuri untai upeti urian uritan
    urologi veteran vulkanologi walaupun wangi wani wantah wasilah wasitah wetan xilografi
    yahudi zeni
    """.split()  # noqa: SIM905  # two thousand words read better as text than as a list
)
