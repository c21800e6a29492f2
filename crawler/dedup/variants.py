"""Data on addresses: which parts of them lead to the same article by another way.

Hosts, path segments and query parameters as publishers, their systems and those who share links
write them.  `urls.py` says in which order and under which conditions they are left out.
"""

import re


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


MIRRORS = ("www.", "m.", "amp.", "mobile.", "wap.", "touch.", "www2.")  # show the same pages

# AMP caches: host -> the part of the path before the article's own host.
AMP_CACHES = (
    (re.compile(r".+\.cdn\.ampproject\.org"), re.compile(r"/(?:c|v|i|wp)/(?:s/)?")),
    (re.compile(r"(?:.+\.)?bing-amp\.com"), re.compile(r"/(?:c|v|i|wp)/(?:s/)?")),
    (re.compile(r"(?:www\.)?google\.[a-z.]+"), re.compile(r"/amp/(?:s/)?")),
)

# Parameters that never say which page is meant, in lower case: beginnings, and whole names.
TRACKING_BEGINS = (
    "utm_",
    "mtm_",
    "hsa_",
    "__hs",
    "guce_",
    "amp_gsa",
    "amp_js",
    "at_link_",
    "soc_",
)
TRACKING = _words(
    """
    fbclid gclid gclsrc dclid yclid msclkid twclid ttclid li_fat_id wbraid gbraid igshid igsh mibextid
    fb_action_ids fb_action_types fb_source fb_ref usqp aoh __twitter_impression _hsenc _hsmi _ga _gl
    ga_source ga_medium ga_campaign ga_term ga_content ga_place mc_cid mc_eid mkt_tok xtor guccounter
    pk_source pk_medium pk_campaign pk_kwd pk_keyword vero_id wickedid s_cid oly_enc_id oly_anon_id
    at_medium at_campaign at_custom1 at_custom2 at_format at_ptr_name ns_mchannel ns_source ns_campaign
    ns_linkname ns_fee smid smtyp ocid cmpid ncid spm ref_src ref_url traffic_source source_campaign
    tag_from wtm fromrss rssfeed sr_share share_source share_from jsessionid phpsessid
    """
)
# Parameters that mostly tell how a page was reached or is shown; some sites name the article by them.
WEAK = _words(
    """
    ref referrer referer share feature cmp rss from source src medium campaign partner feed via origin
    embed mobile m section all full
    """
)
# Parameters that ask for another view of the same article.
VIEWS = _words(
    """
    page=all page=full halaman=all single=1 single=true singlepage=true showpage=all showall=1
    showall=true view=all view=full view=print view=amp amp= amp=1 amp=true output=amp outputtype=amp
    outputtype=valid_amp format=amp noamp=mobile noamp=1 print= print=1 print=true print=print
    tmpl=component mode=print display=print versi=mobile
    """
)
PAGING = frozenset({"page", "halaman", "hal", "paged", "pg"})  # with a number of two digits
WHOLE = frozenset({"all", "full", "semua"})  # last segments that ask for all pages at once
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
    r"((?:read|news|berita|artikel|article|story|post)-\d{5,})-[^\d/][^/]*"
)
DAY = re.compile(r"(?:^|/)(?:19|20)\d\d/[01]?\d/[0-3]?\d/.*[a-z]{3}")  # and a word behind it
DATE = r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# At the edge of a segment, long enough to count articles, and no round sum.
EDGE_NUMBER = re.compile(
    rf"(?:^|(?<=-))(?!{DATE}(?!\d))(?!\d*000(?!\d))\d{{6,}}(?=(?:-[a-z]{{1,4}})?(?:\.\w+)?$)"
    rf"|^(?!{DATE}(?!\d))(?!\d*000(?!\d))\d{{6,}}(?=-)"
)
# A long number in a path is an article's; eight digits that are a date are not.
LONG_NUMBER = re.compile(rf"(?<!\d)(?!{DATE}(?!\d))\d{{5,}}(?!\d)")
SLUG = re.compile(r"[^/-]+(?:-[^/-]+){3,}")  # four words or more
SCRIPT = re.compile(r"\.(?:php\d?|aspx?|jsp|cgi|do|pl|cfm)$", re.IGNORECASE)
INDEX = re.compile(r"(?:index|default)\.(?:html?|php|aspx?|jsp)", re.IGNORECASE)
SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
GLUED = re.compile(r"&(?:utm_\w+|fbclid|gclid)=.*", re.IGNORECASE)  # to a path without `?`
