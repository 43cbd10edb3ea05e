"""Key figures and persons of an article: found, typed, valued, and tied to who said them."""

from reader.figures.columns import (
    TYPE_CODES,
    Columns,
    Condition,
    columns,
    dimension,
    is_condition,
    number,
    parse_condition,
)
from reader.figures.find import find
from reader.figures.grouping import Group, Stated, group
from reader.figures.model import TYPES, Figure, Inferred, Person, Statement
from reader.figures.people import people
from reader.figures.rows import person_row, statement_row, to_row
from reader.figures.statements import statements

VERSION = "1"  # changes when what is found in the same text may change

__all__ = [
    "TYPES",
    "TYPE_CODES",
    "VERSION",
    "Columns",
    "Condition",
    "Figure",
    "Group",
    "Inferred",
    "Person",
    "Stated",
    "Statement",
    "columns",
    "dimension",
    "find",
    "group",
    "is_condition",
    "number",
    "parse_condition",
    "people",
    "person_row",
    "statement_row",
    "statements",
    "to_row",
]
