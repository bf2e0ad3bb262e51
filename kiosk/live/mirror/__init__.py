"""The mirror: a read-only copy of the phone pages in a folder, as guests may see them."""
