"""The article itself, clean, its figures marked: Markdown, HTML, DOCX, text.

PDF and print are made from the HTML, which keeps to what QTextDocument can set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from reader.article import Article, Role
from reader.export import docx, markdown
from reader.export.characters import one_line, printable
from reader.export.html import SECURITY_POLICY
from reader.export.pieces import Piece, Section, sections

if TYPE_CHECKING:
    from reader.figures import Figure

_TAGS: dict[Role, str] = {
    "title": "h1",
    "subtitle": "h2",
    "section": "h2",
    "subsection": "h3",
    "quote": "blockquote",
}
_AROUND: dict[Role, tuple[str, str]] = {
    "title": ("# ", ""),
    "subtitle": ("## ", ""),
    "section": ("## ", ""),
    "subsection": ("### ", ""),
    "quote": ("> ", ""),
    "label": ("**", "**"),
}
# QTextDocument indents by pixels alone: 32 of them are two characters of 12 points.
_STYLE = """\
body { font-family: "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif;
  font-size: 12pt; line-height: 1.7; max-width: 42em; margin: 2em auto; padding: 0 1em; }
h1, h2, h3, .series, .kicker, .label, .byline { text-align: center; }
p.paragraph, p.lead { text-indent: 32px; }
.label, .lead { font-weight: bold; }
.caption, .credit { font-style: italic; }
.attribution { text-align: right; }
.figure { background-color: #fff3b0; text-decoration: underline; }
"""


def article_markdown(article: Article, figures: Iterable[Figure] = ()) -> bytes:
    """The article as Markdown; figures stand in `<mark>`, as ** fails between Han characters."""
    blocks = (_markdown_block(section) for section in sections(article, figures))
    return _separated(blocks)


def article_html(article: Article, figures: Iterable[Figure] = ()) -> bytes:
    """The article as a page of HTML: escaped, without scripts, in QTextDocument's subset."""
    from markupsafe import Markup, escape

    body = "\n".join(_html_block(section) for section in sections(article, figures))
    page = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{SECURITY_POLICY}">\n'
        f"<title>{escape(one_line(article.title))}</title>\n<style>\n{_STYLE}</style>\n"
        f"</head>\n<body>\n{Markup(body)}\n</body>\n</html>\n"  # noqa: S704
    )
    return page.encode("utf-8", "replace")


def article_docx(article: Article, figures: Iterable[Figure] = ()) -> bytes:
    """The article as DOCX; figures are bold on yellow."""
    return docx.article(article.title, sections(article, figures))


def article_text(article: Article, _figures: Iterable[Figure] = ()) -> bytes:
    """The article's words alone, a blank line between blocks."""
    blocks = (printable(block.text) for block in article.blocks)
    return _separated(blocks)


ARTICLE_FORMATS: dict[str, Callable[[Article, Iterable[Figure]], bytes]] = {
    "markdown": article_markdown,
    "html": article_html,
    "docx": article_docx,
    "text": article_text,
}


def _separated(blocks: Iterable[str]) -> bytes:
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def _markdown_block(section: Section) -> str:
    text = "".join(_markdown_piece(piece) for piece in section.pieces)
    before, after = _AROUND.get(section.role, ("", ""))
    return before + markdown.at_line_start(text) + after


def _markdown_piece(piece: Piece) -> str:
    text = markdown.inline(_on_one_line(piece.text))
    return f"<mark>{text}</mark>" if piece.type else text


def _on_one_line(text: str) -> str:
    """A block's text on one line, its own spaces kept."""
    return printable(text).replace("\n", " ").replace("\t", " ")


def _html_block(section: Section) -> str:
    tag = _TAGS.get(section.role, "p")
    inner = "".join(_html_piece(piece) for piece in section.pieces)
    return f'<{tag} class="{section.role}" dir="auto">{inner}</{tag}>'


def _html_piece(piece: Piece) -> str:
    from markupsafe import escape

    text = escape(printable(piece.text))
    if not piece.type:
        return str(text)
    label = escape(one_line(f"{piece.type} {piece.label}"))
    return f'<span class="figure {escape(piece.type)}" title="{label}">{text}</span>'
