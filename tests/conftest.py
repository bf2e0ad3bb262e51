import os

from hypothesis import settings

# Whoever runs the tests may have a kiosk of their own; its settings must decide nothing here.
for name in [name for name in os.environ if name.startswith("KIOSK_")]:
    del os.environ[name]

# A slow machine is not a fault. With CI set, Hypothesis has a profile for it that says so too.
if "CI" not in os.environ:
    settings.register_profile("kiosk", deadline=None)
    settings.load_profile("kiosk")
