"""Another program that locks the database: python -m tests.benchmarks.holder FILE SECONDS.

Prints a line once it has the lock, and another once it has given it back.
"""

import sqlite3
import sys
import time


def main(file: str, seconds: str) -> None:
    """Lock, wait, unlock."""
    db = sqlite3.connect(file, isolation_level=None, timeout=10)
    db.execute("BEGIN EXCLUSIVE")
    print("held", flush=True)
    time.sleep(float(seconds))
    db.execute("ROLLBACK")
    print("free", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
