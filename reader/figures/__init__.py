"""Key figures and persons of an article: found, typed, valued, and tied to who said them."""

from reader.figures.find import find
from reader.figures.model import TYPES, Figure, Inferred, Person, Statement
from reader.figures.people import people
from reader.figures.statements import statements

VERSION = "1"

__all__ = [
    "TYPES",
    "VERSION",
    "Figure",
    "Inferred",
    "Person",
    "Statement",
    "find",
    "people",
    "statements",
]
