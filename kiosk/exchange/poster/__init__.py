"""Posters: the OKRs of a cycle as a PDF for paper."""
