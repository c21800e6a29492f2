"""What strangers may put into a title to be more than words, and messages that hold it."""

import json
from collections.abc import Iterator

from crawler.message.plain import plain

LINK = "https://contoh.example/berita/1"
UNSEEN = str.maketrans("", "", "\u2060\u2068\u2069")  # what we add to defuse and to isolate

HTML = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>"),
    *("</title><h1>x</h1>", "</blockquote></div>", "<a href='http://jahat.example'>bank</a>"),
    *('" onmouseover="x()', "' style='x'", "<!--", "-->", "<![CDATA[x]]>", "]]>", "<?php x ?>"),
    *(
        "&lt;b&gt;",
        "&amp;lt;script&gt;",
        "&#60;b&#62;",
        "&#x3c;",
        "&nbsp;",
        "&",
        "<",
        ">",
        "<<",
    ),
    *("<b>tebal</b>", "<br>", "</p>", "<style>*{}</style>", "<iframe src=//x></iframe>"),
    *(
        "<math><mi//xlink:href='data:x,y'>",
        "<form action=//x>",
        "<base href=//x>",
        "<b",
        "a<b>c",
    ),
    *(
        "<meta http-equiv=refresh content=0>",
        "<tg-spoiler>x</tg-spoiler>",
        "javascript:alert(1)",
    ),
)
MARKDOWN = (
    *(
        "[bank](http://jahat.example)",
        "![x](http://jahat.example/a.png)",
        "[x]: http://jahat.example",
    ),
    *(
        "*tebal*",
        "**tebal**",
        "_miring_",
        "__x__",
        "~~coret~~",
        "`kode`",
        "```\nkode\n```",
        "||x||",
    ),
    *(
        "# judul",
        "## judul",
        "> kutipan",
        "- butir",
        "+ butir",
        "* butir",
        "1. satu",
        "1) satu",
    ),
    *(
        "---",
        "===",
        "| a | b |",
        "\\*",
        "\\",
        "\\\\",
        "<http://jahat.example>",
        "<a@jahat.example>",
    ),
    *(
        "](http://jahat.example)",
        ")[x](y",
        "[x][y]",
        "[^1]",
        "***",
        "___",
        "`",
        "``",
        "_a_b_",
        "2*3*4",
    ),
    *(
        "<http://jahat.example|bank>",
        "[bank]\u2028(http://jahat.example)",
        "    kode",
        "\tkode",
        "- [ ] x",
    ),
)
CALLS = (
    *(
        "@everyone",
        "@here",
        "@channel",
        "@all",
        "@room",
        "<!channel>",
        "<!here>",
        "<!everyone>",
    ),
    *(
        "&lt;!channel&gt;",
        "&lt;@U024BE7LH&gt;",
        "<@U024BE7LH>",
        "<@&1234>",
        "<@!1234>",
        "<#C024BE7LR>",
    ),
    *(
        "<!subteam^S1>",
        "<!date^1^x|y>",
        "<:wave:1234>",
        "<t:1:R>",
        "</cmd:1>",
        "!channel",
        "@U024BE7LH|x>",
    ),
    *("!channel|x>", "@user@contoh.example", "user@jahat.example", "mailto:a@jahat.example"),
    *(
        "/start",
        "/kick semua",
        "x /stop",
        ":smile:",
        ":skull_and_crossbones:",
        "http://jahat.example",
    ),
    *(
        "https://jahat.example/a?b=c#d",
        "www.jahat.example",
        "jahat.example",
        "ftp://jahat.example",
    ),
    *(
        "jahat.example/login",
        "tg://user?id=1",
        "<mailto:a@jahat.example|x>",
        "#tagar",
        "@@everyone",
    ),
)
SLY = (
    *("(/start", "‹/kick› semua", "·/stop@robot", "/start سلام", "سلام /start", "-/start-"),
    *("jahat。example", "jahat．example", "ｊａｈａｔ｡example", "例え。テスト", "ไทยดี.ไทย"),
    *(
        "t.me/jahat",
        "xn--80ak6aa92e.example",
        "jahat.example.",
        "JAHAT.EXAMPLE",
        "1.jahat.example",
    ),
    *(
        ":+1:",
        ":man-shrugging:",
        ":flag-id:",
        "@\u200beveryone",
        "@\u2060everyone",
        "@EVERYONE",
    ),
    *("@here!", "(@channel)", "@\u00adhere", "＃tagar", "-# kecil", "@**all**", "#**kanal**"),
    *("<users/all>", "<@all>", "<at id='all'>", "<id:home>", '<at user_id="all">x</at>'),
)
LINES = (
    *(
        "a\r\nBcc: korban@contoh.example",
        "a\nSubject: lain",
        "a\r\n\r\n<html>",
        "a\rb",
        "a\x0bb",
    ),
    *(
        "a\x0cb",
        "a\x85b",
        "a\u2028b",
        "a\u2029b",
        "\r\n.\r\n",
        ".\r\nQUIT\r\n",
        "a\x00b",
        "=?utf-8?q?x?=",
    ),
    *(
        "=?utf-8?b?PGI+?=",
        "a\r\n\tb",
        "a\n b",
        "%0d%0aBcc: x",
        "X" * 2000,
        "x " * 900,
        "\\r\\n",
    ),
)
INVISIBLE = (
    *(
        "\x1b[2J\x1b[31m",
        "\x1b]8;;http://jahat.example\x07x",
        "\x9b31m",
        "\x07",
        "\x08\x08",
        "\x7f",
    ),
    *(
        "\u202egnp.exe",
        "\u202dabc",
        "\u202aabc\u202c",
        "\u2066a\u2069",
        "\u200e\u200f",
        "\u061c",
    ),
    *(
        "\ufeffa",
        "b\u200bca",
        "b\u00adca",
        "b\u2060ca",
        "\U000e0041\U000e0042",
        "\U000e0001",
        "\ufffe",
    ),
    *(
        "\U0010ffff",
        "\ud800",
        "\udc00x",
        "\ue000",
        "a" + "\u0301" * 500,
        "\u0e47" * 200,
        "\u034f" * 50,
    ),
    *(
        "\u3164",
        "\u115f\u1160",
        "\u2800" * 9,
        "\ufe00" * 9,
        "a\U000e0101",
        "\u180e",
        "\u2064",
        "\U0001d173",
    ),
    *("خبر عاجل", "אזהרה (1)", "خبر <b>x</b> @everyone", "\u202e\u200bאab", "نمی\u200cخواهم"),
    *(
        "👩\u200d👩\u200d👧",
        "🇮🇩🇮🇩",
        "аррӏе",
        "ｗｗｗ．ｊａｈａｔ．ｅｘａｍｐｌｅ",
        "﹫everyone",
        "＠everyone",
    ),
)
TEMPLATES = (
    *(
        "{{7*7}}",
        "{% raw %}",
        "{{ ''.__class__ }}",
        "{#",
        "%s%n",
        "{0}",
        "{name}",
        "${7*7}",
        "$(id)",
    ),
    *(
        "`id`",
        "#{7*7}",
        "<%= 7*7 %>",
        "'; DROP TABLE x;--",
        "{{constructor}}",
        "=1+1",
        "\\u003cb\\u003e",
    ),
)
BASE = tuple(dict.fromkeys((*HTML, *MARKDOWN, *CALLS, *SLY, *LINES, *INVISIBLE, *TEMPLATES)))
PAYLOADS = tuple(
    dict.fromkeys(
        (
            *BASE,
            *(f"Banjir {text} besar" for text in BASE),
            *(f"Banjir\n{text}" for text in BASE[::2]),
        )
    )
)


def messages() -> Iterator[tuple[str, bytes]]:
    """Each payload's words as they may be shown, and a message with the payload everywhere."""
    for payload in PAYLOADS:
        yield plain(payload).strip(), message(payload)


def message(text: str) -> bytes:
    """A message in which every field of a stranger's says `text`, and a match marks its midst."""
    third = len(text) // 3
    return json.dumps(
        {
            "type": "article.matched",
            "timestamp": "2026-11-22T05:00:00.000Z",
            "data": {
                "id": "al_1",
                "rule": "banjir",
                "urgency": "normal",
                "story": {"id": "st_1", "first": True, "outlets": 2},
                "article": {
                    "id": "a1",
                    "url": LINK,
                    "title": text,
                    "authors": [text],
                    "published": "2026-11-22T12:00:00+07:00",
                    "source": text,
                    "lead": text,
                },
                "matches": [
                    {
                        "term": text,
                        "field": field,
                        "snippet": snippet,
                        "start": third,
                        "end": 2 * third,
                    }
                    for field, snippet in (("title", text), ("body", f"{text} ini"))
                ],
            },
        }
    ).encode()


def seen(text: str) -> str:
    """What a reader sees of a text in which we defused something."""
    return text.translate(UNSEEN)
