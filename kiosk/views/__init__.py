"""Presentation: an office, a moment and a locale go in; frozen views, HTML, SVG and QR come out."""
