"""Restoration: the article as the newspaper printed it, every character accounted for."""

from reader.text.corrections import Correction, apply
from reader.text.restore import restore, restoring

VERSION = "6"  # changes when what is made of the same raw text may change

__all__ = ["VERSION", "Correction", "apply", "restore", "restoring"]
