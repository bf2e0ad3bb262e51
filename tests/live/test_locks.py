"""Another program's lock on the database delays no socket."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from kiosk.live.topics import Content
from kiosk.live.watcher import Watcher
from kiosk.store.db.change_detector import ChangeDetector
from tests.live.hub_server import served
from tests.live.test_watcher import HOLD_THE_LOCK, make, save


def test_pings_and_heartbeats_go_on_while_the_database_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.db"
    make(path)

    def content(topic: str) -> Content:
        with closing(sqlite3.connect(path, timeout=20)) as connection:
            (revision,) = connection.execute("SELECT revision FROM revision").fetchone()
        return Content(f"<p>{revision}</p>", revision)

    with (
        served(
            content=content,
            beside=lambda hub: (Watcher(lambda: ChangeDetector(path), hub.on_commit),),
        ) as server,
        server.wire() as wire,
    ):
        assert wire.state()["revision"] == 1
        save(path)
        assert wire.state()["revision"] == 2
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD_THE_LOCK, str(path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with server.wire("team/late") as late:  # its state cannot be read yet
            answers, beats = 0, 0
            while answers < 20 or beats < 3:
                if answers < 20:
                    wire.say(9)
                first, payload = wire.frame()
                answers += first & 0x0F == 10
                beats += b'"now"' in payload
                assert b"html" not in payload
            holder.stdin.write("\n")
            holder.stdin.close()
            assert wire.state()["revision"] == 3
            assert late.state()["revision"] == 3
        assert holder.wait() == 0
        holder.stdout.close()
