"""What only some requests and files need is loaded by those, and by no start."""

import subprocess
import sys

LATER = ("cattrs", "cryptography", "msgspec")


def test_no_start_waits_for_what_only_a_file_a_survey_or_the_api_needs() -> None:
    code = (
        f"import sys, kiosk.web.server.bootstrap; print([n for n in {LATER} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
