"""Data on addresses: which parts of them lead to the same article by another way.

Hosts, path segments and query parameters as publishers, their systems and those who share links
write them.  `urls.py` says in which order and under which conditions they are left out.
"""

import re


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


# Beginnings of hosts that show the same pages.
MIRRORS = (
    *("www.", "www1.", "www2.", "www3.", "m.", "mobile.", "mobi.", "wap.", "3g.", "touch."),
    *("amp.", "amphtml."),
)
AMP_ENDING = re.compile(r"(?:\.amp|(?<=\d)-amp)(?=\.html?$|$)")  # of a segment
MOBILE = _words("m mobile wap")  # first segments that ask for the page on a telephone

# AMP caches: host -> the part of the path before the article's own host.
AMP_CACHES = (
    (re.compile(r"(?:.+\.)?cdn\.ampproject\.org"), re.compile(r"/(?:c|v|i|wp)/(?:s/)?")),
    (re.compile(r"(?:.+\.)?bing-amp\.com"), re.compile(r"/(?:c|v|i|wp)/(?:s/)?")),
    (re.compile(r"(?:www\.)?google\.[a-z.]+"), re.compile(r"/amp/(?:s/)?")),
)

# Parameters that never say which page is meant, in lower case: beginnings, and whole names.
TRACKING_BEGINS = tuple(
    sorted(
        _words(
            """
            utm_ mtm_ hsa_ itm_ lmd_ __hs guce_ gaa_ gad_ amp_gsa amp_js at_link_ at_bbc_ at_recipient
            at_send_ soc_ intc_ oft_ sc_camp vero_ elqtrack _branch_ jxre jxamp
            """
        )
    )
)
TRACKING = _words(
    """
    fbclid gclid gclsrc dclid yclid ymclid ysclid msclkid twclid ttclid li_fat_id wbraid gbraid irclickid
    rb_clickid bsft_clkid srsltid rdt_cid epik igshid igsh mibextid sfnsn fb_action_ids fb_action_types
    fb_source fb_ref fb_comment_id usqp aoh __twitter_impression _hsenc _hsmi hsctatracking _ga _gl
    ga_source ga_medium ga_campaign ga_term ga_content ga_place mc_cid mc_eid mkt_tok xtor guccounter
    pk_source pk_medium pk_campaign pk_kwd pk_keyword wickedid s_cid oly_enc_id oly_anon_id et_rid
    at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_format at_ptr_name ns_mchannel
    ns_source ns_campaign ns_linkname ns_fee smid smtyp smvar ocid cmpid ncid spm ref_src ref_url
    traffic_source source_campaign gtm_source tag_from wtm fromrss rssfeed rss_id sr_share share_source
    share_from jsessionid phpsessid jxconn lgn_method google_btn intlink_from_url intlink_from_ts
    pinned_post_locator itid wpisrc wpmm pwapi_token carta-url hpid taid iref sara_ref
    referringsource pgtype unlocked_article_code searchresultposition emc mcubz trkcampaign
    cx_testid cx_testvariant cx_artpos zanpid hootpostid buffer_share dlbk openstat _openstat
    replytocom showcomment doing_wp_cron cn-reloaded swcfpc relatedposts noredirect google_editors_picks
    """
)
# The same, told by how they are called: Spredfast's number, Webtrends, whatever clicks are counted by.
TRACKING_LIKE = re.compile(r"sf\d{5,}|wt[._](?:mc|zmc|nl)\w*|__\w+|\w+cl(?:ick|c)?id")
# Parameters that mostly tell how a page was reached or is shown; some sites name the article by them.
WEAK = _words(
    """
    ref referrer referer share feature cmp rss from source src medium campaign partner feed via origin
    embed mobile m section all full action module engine iid cid tid sid eid sr st sa si sh il nb nl hl_src
    mod eref fref rref spref ssm ito ico icid intcmp dcr rel rpc te hp cb rnd rand random nocache no_cache
    highlight shem oc ved usg ei cvid event_log wa mtype feedtype feedname trk linkid nlid
    pfrom intcid ipid navtid rsf rm like_comment srnd maca emk origine device moderation-hash unapproved nowprocket mrn_rm tesla
    """
)
# The same, told by how they are called.
WEAK_LIKE = re.compile(
    r"_(?!id$)\w+|\.\w+|amp\w*|ref\w*|\w*(?:ref|referr?er|source|medium|campaign|newsletter|tracking|track|widget|promo"
    r"|login|link|checkout)(?:_?(?:id|name|type))?"
)
# Values that switch something on or off; and the name of what has no value.  Behind a path that tells
# the article, neither says which one is meant.
SWITCHED = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n"})
SWITCH = re.compile(r"[a-z][a-z_-]+")
# Parameters that ask for another view of the same article.
VIEWS = _words(
    """
    page=all page=full halaman=all single=1 single=true singlepage=true showpage=all showall=1
    showall=true view=all view=full view=print view=amp amp= amp=1 amp=true output=amp outputtype=amp
    outputtype=valid_amp format=amp noamp=mobile noamp=available noamp=1 nonamp=1 print= print=1 print=true
    print=print print=yes tmpl=component mode=print display=print versi=mobile view=mobile view=desktop
    pagewanted=all pagewanted=print s=paging_new preview=true _wrapper_format=html
    service=amp template=ampart s=08 s=09 s=20 s=21 s=46
    """
)
PAGING = frozenset({"page", "halaman", "hal", "paged", "pg"})  # with a number of two digits
# Last segments that ask for all pages at once, or for one of several.
WHOLE = frozenset({"all", "full", "semua", "komplettansicht", "fullpage", "singlepage"})
NTH = re.compile(
    r"(?:page|halaman|laman|hal|seite|pagina)[-_]\d{1,2}|comment-page-\d{1,4}", re.IGNORECASE
)
# Segments before the name of a list, which has pages of its own, or of a person.
LISTS = _words(
    """
    tag tags topik topic topics indeks index kategori category categories kanal channel rubrik label
    arsip archive archives search cari author authors penulis user users profil profile
    """
)
PRINTED = frozenset({"print", "cetak"})  # segments that ask for a page to print
PAGED = frozenset({"page", "halaman", "hal"})  # segments before the number of a page

# Segments before the number of an article, as in /berita/123456/judul-yang-berubah.
NAMING = _words(
    "read baca berita news artikel article articles story stories detail view post posts a"
)
NUMBERED = re.compile(  # a segment that is an article's number and says so
    r"(?:d|r|pr|a|read|news|berita|artikel|article|story|post)-?\d{5,}|\d{14}-\d{1,4}-\d{4,}"
)
NUMBERED_SLUG = re.compile(  # … with its headline behind it
    r"((?:read|news|berita|artikel|article|story|post)-(?!\d*00-)\d{5,})-[^\d/][^/]*"
)
# A day and a word behind it, or a month and a headline behind it.
DAY = re.compile(
    r"(?:^|/)(?:19|20)\d\d(?:/[01]?\d/[0-3]?\d/.*[a-z]{3}|[/-][01]?\d/[^/-]+-[^/-]+(?:\.\w+$|-))"
)
# An article's code of letters and digits.
CODE = re.compile(
    r"(?:^|/)(?=(?:[a-z]*\d){3})(?=(?:\d*[a-z]){3})[a-z\d]{10,}(?=/|\.|$)", re.IGNORECASE
)
DATE = r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# At the edge of a segment, long enough to count articles, and no round sum.
EDGE_NUMBER = re.compile(
    rf"(?:^|(?<=-))(?!{DATE}(?!\d))(?!\d*000(?!\d))\d{{6,}}(?=(?:-[a-z]{{1,4}})?(?:\.\w+)?$)"
    rf"|^(?!{DATE}(?!\d))(?!\d*000(?!\d))\d{{6,}}(?=-)"
)
# A long number in a path is an article's; eight digits that are a date are not.
LONG_NUMBER = re.compile(rf"(?<!\d)(?!{DATE}(?!\d))\d{{5,}}(?!\d)")
SLUG = re.compile(r"[^/-]+(?:-[^/-]+){3,}")  # four words or more
# A number so long that it counts nothing else; a date with the time of day is none.
GREAT_NUMBER = re.compile(rf"(?!{DATE}(?:\d\d){{1,3}}$)\d{{9,}}")
# A date with the hour, or with the minute: articles may share one.
STAMP = re.compile(rf"{DATE}(?:[01]\d|2[0-3])(?:[0-5]\d)?")
SCRIPT = re.compile(r"\.(?:php\d?|aspx?|jsp|cgi|do|pl|cfm)$", re.IGNORECASE)
# An article's number so long that no section counts its own by it, in a segment of its own behind the headline.
LAST_NUMBER = re.compile(rf"(?:[a-z]{{1,7}}-)?(?!{DATE}(?!\d))\d{{8,}}(?:\.\w{{3,5}})?")
HEADLINE = re.compile(r"[^-]+(?:-[^-]+){2,}")  # three words or more
FRONT = re.compile(
    r"(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:home|beranda)?", re.IGNORECASE
)  # a home page
INDEX = re.compile(r"(?:index|default)\.(?:html?|php|aspx?|jsp)", re.IGNORECASE)
SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
GLUED = re.compile(
    r"(?:&|%26|%3f)(?:utm_\w+|fbclid|gclid)=.*", re.IGNORECASE
)  # to a path without `?`
