import pytest

from kiosk.live.mirror.links import relinked
from kiosk.live.mirror.pages import file_of_path, file_of_topic


def file_of(address: str) -> str | None:
    return {"/all": "index.html", "/o/K7Q2#kr-M3XD": "o-k7q2.html#kr-M3XD"}.get(address)


@pytest.mark.parametrize(
    ("html", "copied"),
    [
        ("<p>A &amp; B &#8211; <b>c</b></p>", "<p>A &amp; B &#8211; <b>c</b></p>"),
        ('<a dir="auto" href="/all">All</a>', '<a dir="auto" href="index.html">All</a>'),
        (
            '<a href="/o/K7Q2#kr-M3XD">It</a>',
            '<a href="o-k7q2.html#kr-M3XD">It</a>',
        ),
        ('<a href="/gone">Only <b>text</b></a>.', "<span>Only <b>text</b></span>."),
        ('<a href="https://meet.example.com">x</a>', "<span>x</span>"),
        ('<p><a class="button" href="/gone">Go <b>on</b></a>after</p>', "<p>after</p>"),
        ("<form><form></form><input></form>after", "after"),
        ("<script>if (a < b) { '</p>' }</script>after", "after"),
        ('<svg viewBox="0 0 1 1"><rect width="1"/></svg>', None),
        ('<input name="x">y<img src="/elsewhere.png" alt="z">', "y"),
    ],
)
def test_links_lead_to_files_and_what_needs_the_server_is_left_out(html, copied):
    assert relinked(html, file_of) == (html if copied is None else copied)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/all", "index.html"),
        ("/o/K7Q2", "o-k7q2.html"),
        ("/O/K7Q2", None),
        ("/t/developer-relations", "t-developer-relations.html"),
        ("/cycles/3", "cycle-3.html"),
        ("/cycles", "cycles.html"),
        ("/o/../../etc/passwd", None),
        ("/t/..", None),
        ("/replay?objective=K7Q2", None),
        ("/in", None),
    ],
)
def test_a_path_is_a_file_only_where_it_is_a_page_of_the_copy(path, name):
    assert file_of_path(path) == name
    assert file_of_topic("team/../x") is None
