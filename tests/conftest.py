import os
from pathlib import Path

import pytest
from hypothesis import settings

HERE = Path(__file__).parent
# What a folder says of all its tests, so that none of them can forget it.
MARKED_FOLDERS = {"browser": pytest.mark.browser, "faults": pytest.mark.faults}

# Whoever runs the tests may have a kiosk of their own; its settings must decide nothing here.
for name in [name for name in os.environ if name.startswith("KIOSK_")]:
    del os.environ[name]

# A slow machine is not a fault. With CI set, Hypothesis has a profile for it that says so too.
if "CI" not in os.environ:
    settings.register_profile("kiosk", deadline=None)
    settings.load_profile("kiosk")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks tests by their folder, before -m chooses among them."""
    for item in items:
        mark = MARKED_FOLDERS.get(item.path.relative_to(HERE).parts[0])
        if mark:
            item.add_marker(mark)
