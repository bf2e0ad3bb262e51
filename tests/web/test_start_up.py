"""What a start does without: it is loaded when it is first needed."""

import subprocess
import sys

LATER = {
    "argon2": "the first password",
    "asyncio": "the first socket, with simple_websocket",
    "cryptography": "the first sealed answer of a survey",
    "flask_sock": "the first socket",
    "holidays": "the first day off that is looked for",
    "icalendar": "the first calendar",
    "cattrs": "an office file",
    "kiosk.exchange": "a database that is to be filled, a pasted table, a calendar",
    "kiosk.live.content.page_topics": "the first phone",
    "kiosk.views.admin": "the admin page",
    "kiosk.views.phone": "the first phone",
    "kiosk.views.replay": "the first replay",
    "kiosk.web.admin": "the admin page",
    "kiosk.web.check_in": "the first check-in on a page",
    "kiosk.web.phone": "the first phone",
    "msgspec": "the first answer of the API",
    "simple_websocket": "the first socket",
}


def test_a_start_loads_nothing_that_it_does_not_need():
    loaded = "import sys, kiosk.web.server.bootstrap; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert set(LATER) & set(told.stdout.split()) == set()


def test_garbage_is_looked_for_again_once_the_server_runs():
    start = """
import gc, socket
from kiosk.web.server.wsgi import Stop, serve
gc.disable()
stop = Stop()
def ready(port):
    print(gc.isenabled())
    stop.set()
serve(lambda environ, start_response: [], "127.0.0.1", 0, stop=stop, on_ready=ready)
"""
    told = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True"]
