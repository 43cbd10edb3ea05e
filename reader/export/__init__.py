"""What leaves the program: citations, quotations with their source, files of eleven formats."""

from reader.export.articles import ARTICLE_FORMATS
from reader.export.cite import DEFAULT_STYLE, STYLES, Citer, bibliography, cite, style_title
from reader.export.copied import Copied, copied, quotation_with_source
from reader.export.csl import Run
from reader.export.csv import table as csv_table
from reader.export.formats import FORMATS, Format, export, save
from reader.export.jsonld_import import Imported
from reader.export.jsonld_import import read as read_jsonld
from reader.export.marks import clean_quotation, in_quotation_marks
from reader.export.model import VERDICTS, Clipping, Selection, VerdictState
from reader.export.tables import Table
from reader.export.tables import figures as figure_table
from reader.export.tables import people as people_table
from reader.export.templated import filled as from_template
from reader.export.templates import TEMPLATES
from reader.export.templates import shipped as shipped_template
from reader.export.xlsx import table as xlsx_table

__all__ = [
    "ARTICLE_FORMATS",
    "DEFAULT_STYLE",
    "FORMATS",
    "STYLES",
    "TEMPLATES",
    "VERDICTS",
    "Citer",
    "Clipping",
    "Copied",
    "Format",
    "Imported",
    "Run",
    "Selection",
    "Table",
    "VerdictState",
    "bibliography",
    "cite",
    "clean_quotation",
    "copied",
    "csv_table",
    "export",
    "figure_table",
    "from_template",
    "in_quotation_marks",
    "people_table",
    "quotation_with_source",
    "read_jsonld",
    "save",
    "shipped_template",
    "style_title",
    "xlsx_table",
]
