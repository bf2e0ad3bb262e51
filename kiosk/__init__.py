"""A wall for objectives and key results, and the phones and pages that go with it."""

__version__ = "0.1.0"
