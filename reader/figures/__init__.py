"""Key figures and persons of an article: found, typed, valued, and tied to who said them."""

from reader.figures.find import find
from reader.figures.model import TYPES, Figure, Inferred, Person, Statement

VERSION = "1"

__all__ = ["TYPES", "VERSION", "Figure", "Inferred", "Person", "Statement", "find"]
