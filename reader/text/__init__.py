"""Restoration: the article as the newspaper printed it, every character accounted for."""

from reader.text.restore import restore

VERSION = "0"

__all__ = ["VERSION", "restore"]
