"""What is shown: an office, now and a locale in; frozen views, then HTML, SVG and QR out."""
