"""Text as Slack reads it: markup, emoji, dates, Markdown; and hostile text as text."""

import re

import pytest

from tests.browser.sheet import Sheet
from tests.sandbox.payloads import Json, mrkdwn, plain

NOON = 1801476000  # Monday 1 February 2027, 12:00 in Riga
LINK = ' class="bk-link"'
BESIDE = ' target="_blank" rel="noopener noreferrer"'


def bare(html: str) -> str:
    """HTML without what all links, quotes and pieces of code have."""
    shorter = html.replace(LINK, "").replace(BESIDE, "")
    return re.sub(r' class="bk-(?:quote|code|fenced|emoji|text)"', "", shorter)


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("*bold* and _italic_", "<strong>bold</strong> and <em>italic</em>"),
        ("~gone~", "<s>gone</s>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("_*both*_", "<em><strong>both</strong></em>"),
        ("~*_all_*~", "<s><strong><em>all</em></strong></s>"),
        ("(*bold*), *bold*!", "(<strong>bold</strong>), <strong>bold</strong>!"),
        ("*two words*", "<strong>two words</strong>"),
        ("*a*b* c", "<strong>a*b</strong> c"),
        ("snake_case_words", "snake_case_words"),
        ("2*3*4", "2*3*4"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("* one\n* two", "* one\n* two"),
        ("a* b*", "a* b*"),
        ("*open", "*open"),
        ("*open\nclosed*", "*open\nclosed*"),
        ("**twice**", "**twice**"),
        ("__init__", "__init__"),
        ("~~", "~~"),
        ("*", "*"),
        ("~/path and ~/other", "~/path and ~/other"),
        ("Ķekava *ķ*ā*", "Ķekava <strong>ķ*ā</strong>"),
        ("*a _b* c_", "<strong>a _b</strong> c_"),
        ("`code`", "<code>code</code>"),
        ("`*not bold*`", "<code>*not bold*</code>"),
        ("a`b`c", "a`b`c"),
        ("`open", "`open"),
        ("` `", "` `"),
        ("```one\ntwo```", "<pre><code>one\ntwo</code></pre>"),
        ("```\n*one*\n```", "<pre><code>*one*</code></pre>"),
        ("before\n```code```\nafter", "before<pre><code>code</code></pre>after"),
        ("```open", "```open"),
        ("&gt; quoted", "<blockquote>quoted</blockquote>"),
        ("> quoted", "<blockquote>quoted</blockquote>"),
        ("&gt;one\n&gt;two\nafter", "<blockquote>one\ntwo</blockquote>after"),
        ("&gt;&gt;&gt;one\ntwo", "<blockquote>one\ntwo</blockquote>"),
        ("3 &gt; 2", "3 &gt; 2"),
        ("&gt; *bold*", "<blockquote><strong>bold</strong></blockquote>"),
        ("• one\n• two", "• one\n• two"),
        ("R&amp;D &lt;b&gt;", "R&amp;D &lt;b&gt;"),
        ("&amp;lt;", "&amp;lt;"),
        ("&quot;", "&amp;quot;"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("<https://a.example>", '<a href="https://a.example">https://a.example</a>'),
        ("<https://a.example|the map>", '<a href="https://a.example">the map</a>'),
        ("*<https://a.example|map>*", '<strong><a href="https://a.example">map</a></strong>'),
        ("<https://a.example/?a=1&amp;b=2|x>", '<a href="https://a.example/?a=1&amp;b=2">x</a>'),
        ("<https://a.example|*x*>", '<a href="https://a.example">*x*</a>'),
        ("<mailto:maya@a.example>", '<a href="mailto:maya@a.example">maya@a.example</a>'),
        ("<mailto:maya@a.example|Maya>", '<a href="mailto:maya@a.example">Maya</a>'),
        ("<tel:+371200|call>", '<a href="tel:+371200">call</a>'),
        ("<slack://open|open>", '<a href="slack://open">open</a>'),
        (
            "see https://a.example/x_y_z.",
            'see <a href="https://a.example/x_y_z">https://a.example/x_y_z</a>.',
        ),
        ("(https://a.example)", '(<a href="https://a.example">https://a.example</a>)'),
        ("xhttps://a.example", "xhttps://a.example"),
        ("https://", "https://"),
        ("`<https://a.example|map>`", '<code><a href="https://a.example">map</a></code>'),
        ("<javascript:alert(1)|click>", "<span>&lt;javascript:alert(1)|click&gt;</span>"),
        ("<data:text/html,x|click>", "<span>&lt;data:text/html,x|click&gt;</span>"),
        ("<b>bold</b>", "<span>&lt;b&gt;</span>bold<span>&lt;/b&gt;</span>"),
        ("a < b", "a &lt; b"),
        (":tada:", '<span title=":tada:">🎉</span>'),
        ("on :calendar:!", 'on <span title=":calendar:">📆</span>!'),
        (":+1::skin-tone-4:", '<span title=":+1::skin-tone-4:">👍🏽</span>'),
        (":tada::skin-tone-4:", '<span title=":tada::skin-tone-4:">🎉</span>'),
        (":no_such_thing: 10:30:45", ":no_such_thing: 10:30:45"),
        (":constructor:", ":constructor:"),
        ("*:tada:*", '<strong><span title=":tada:">🎉</span></strong>'),
        ("`:tada:`", "<code>:tada:</code>"),
    ],
)
async def test_markup_is_read_as_slack_reads_it(paper: Sheet, written: str, drawn: str) -> None:
    assert bare(await paper.mrkdwn(written)) == drawn


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("<@U0BRIAN>", '<span class="bk-mention">@Brian</span>'),
        ("<@U0BRIAN|old>", '<span class="bk-mention">@Brian</span>'),
        ("<@U0MAYA>", '<span class="bk-mention bk-mention-me">@Maya</span>'),
        ("<@U0NOBODY>", '<span class="bk-mention">@U0NOBODY</span>'),
        ("<#C0SOCIAL>", '<span class="bk-mention">#social</span>'),
        ("<#C0SOCIAL|old>", '<span class="bk-mention">#social</span>'),
        ("<#C0OTHER|far>", '<span class="bk-mention">#far</span>'),
        ("<#C0OTHER|>", '<span class="bk-mention">#C0OTHER</span>'),
        ("<!here>", '<span class="bk-mention bk-mention-me">@here</span>'),
        ("<!channel|channel>", '<span class="bk-mention bk-mention-me">@channel</span>'),
        ("<!subteam^S0TEAM>", '<span class="bk-mention bk-mention-me">@S0TEAM</span>'),
        ("<!subteam^S0TEAM|@marketing>", '<span class="bk-mention bk-mention-me">@marketing</span>'),
        ("*<@U0BRIAN>*", '<strong><span class="bk-mention">@Brian</span></strong>'),
    ],
)
async def test_people_and_channels_are_named(paper: Sheet, written: str, drawn: str) -> None:
    assert await paper.mrkdwn(written) == drawn


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        (plain("*as* <@U1> &amp; :tada:"), '*as* &lt;@U1&gt; &amp;amp; <span title=":tada:">🎉</span>'),
        (plain("https://a.example"), "https://a.example"),
        ({**plain(":tada:"), "emoji": False}, ":tada:"),
        (
            mrkdwn("*b* https://a.example"),
            '<strong>b</strong> <a href="https://a.example">https://a.example</a>',
        ),
        ({**mrkdwn("*b* https://a.example"), "verbatim": True}, "<strong>b</strong> https://a.example"),
        (
            {**mrkdwn("<https://a.example>"), "verbatim": True},
            '<a href="https://a.example">https://a.example</a>',
        ),
    ],
)
async def test_text_objects_are_read_by_their_type(paper: Sheet, text: Json, drawn: str) -> None:
    assert bare(await paper.text(text)) == drawn


async def test_markdown_is_drawn_by_its_structure(paper: Sheet) -> None:
    text = (
        "## Week 5\n**bold** __bold__ *it* _it_ ~~gone~~ `a*b` snake_case 2 * 3 \\*so\\*\n"
        "[map](https://a.example) <https://b.example> https://c.example. "
        "[bad](javascript:alert(1)) <i>x</i>\n"
        "\n- one\n  1. first\n  2. second\n- two\n\n3. three\n"
        "> said\n> again\n```py\na = *1*\n```\n***\nend :tada:"
    )
    await paper.draw({"type": "markdown", "text": text})
    html = await paper.page.locator(".bk-markdown").inner_html()
    assert re.sub(r' class="[^"]*"', "", html).replace(BESIDE, "") == (
        "<h4>Week 5</h4>"
        "<p><strong>bold</strong> <strong>bold</strong> <em>it</em> <em>it</em> <s>gone</s> "
        "<code>a*b</code> snake_case 2 * 3 *so*\n"
        '<a href="https://a.example">map</a> <a href="https://b.example">https://b.example</a> '
        '<a href="https://c.example">https://c.example</a>. '
        "[bad](javascript:alert(1)) &lt;i&gt;x&lt;/i&gt;</p>"
        "<ul><li>one<ol><li>first</li><li>second</li></ol></li><li>two</li></ul>"
        '<ol start="3"><li>three</li></ol>'
        "<blockquote><p>said\nagain</p></blockquote>"
        "<pre><code>a = *1*</code></pre><hr>"
        '<p>end <span title=":tada:">🎉</span></p>'
    )


async def test_every_emoji_of_the_table_is_drawn(paper: Sheet) -> None:
    """None is half a pair, which would shift all that follow."""
    source = await paper.page.evaluate("fetch('/static/blocks/emoji.js').then((answer) => answer.text())")
    names = re.findall(r"\S+", source.split("`")[1])[::2]
    assert len(names) > 200
    drawn = await paper.mrkdwn(" ".join(f":{name}:" for name in names))
    for name in names:
        assert re.search(rf'title=":{re.escape(name)}:">[^\x00-\x7f]+</span>', drawn), name


@pytest.mark.parametrize(
    "typed",
    [
        "<script>document.title = 'taken'</script>",
        '<img src=x onerror="document.title = `taken`">',
        "<javascript:document.title='taken'|click>",
        "< javascript:alert(1)|click>",
        "</span></main><h1>taken</h1>",
        '<https://a.example/"onmouseover="alert(1)|x>',
        "<!date^1^{date}^javascript:alert(1)|x>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\u202egnp.exe",
        "<@U0BRIAN|<script>>",
        "{{constructor}} ${1} %s",
    ],
)
async def test_hostile_text_stays_text(paper: Sheet, typed: str) -> None:
    texts = [mrkdwn(typed), plain(typed)]
    await paper.draw(
        {"type": "section", "fields": texts},
        {"type": "context", "elements": texts},
        {"type": "header", "text": plain(typed)},
        {"type": "markdown", "text": typed},
        {"type": "table", "rows": [[{"type": "raw_text", "text": typed}]]},
    )
    main = paper.page.locator("main")
    assert await main.locator("script, img, h1, [onerror], [onmouseover]").count() == 0
    assert await main.locator("a:not([href^=http])").count() == 0
    assert await paper.page.title() == "Blocks"
    shown = await main.locator(".bk-header").text_content()
    assert shown == typed


async def test_links_open_beside_the_page_and_know_nothing_of_it(paper: Sheet) -> None:
    await paper.mrkdwn("<https://a.example|map>")
    link = paper.page.get_by_role("link", name="map")
    assert await link.get_attribute("rel") == "noopener noreferrer"
    assert await link.get_attribute("target") == "_blank"


async def test_many_marks_without_an_end_take_no_time(paper: Sheet) -> None:
    typed = " *a _b ~c" * 4000
    assert await paper.mrkdwn(typed) == typed
