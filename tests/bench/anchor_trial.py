"""Quotations in other wrappings, and beside look-alikes: where do they land?

1,000 quotations are drawn from articles and looked for again after the file was set
anew: in other line widths, with its blocks in another order, with letter-spacing; and
after the paragraph they stood in was replaced by one that looks like it. Every landing
is compared with the truth, character by character.

    python tests/bench/anchor_trial.py [--quotations 1000] [--seed 1]
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader import collection, text
from reader.article import Article, RawText
from reader.notes import Inked, Place, Placement, anchor, resolve

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT.parent / "shared" / "pages" / "pairs"


@dataclass(frozen=True)
class Setting:
    """A text set anew: its raw text, and for each character of ink where it came from.

    `origin` are ink numbers of the old article in reading order; None is foreign ink.
    """

    raw: RawText
    origin: tuple[int | None, ...]


Piece = list[tuple[str, int | None]]


def pieces_of(article: Article) -> list[Piece]:
    """The article's blocks as characters of ink, each with its number in reading order."""
    number = 0
    pieces: list[Piece] = []
    for block in article.blocks:
        piece: Piece = []
        for char in block.text:
            if not char.isspace():
                piece.append((char, number))
                number += 1
        pieces.append(piece)
    return pieces


def set_anew(pieces: Sequence[Piece], width: int, spaced: float, rng: random.Random) -> Setting:
    """The pieces as lines of `width`, every paragraph indented, some lines letter-spaced."""
    lines: list[str] = []
    origin: list[int | None] = []
    for piece in pieces:
        origin += [number for _, number in piece]
        chars = "".join(char for char, _ in piece)
        for at in range(0, len(chars), width):
            line = chars[at : at + width]
            lines.append(" ".join(line) if rng.random() < spaced else line)
        lines.append("")
    written = "\n".join(lines)
    digest = hashlib.sha256(written.encode()).hexdigest()
    return Setting(RawText("anew", written, "utf-8", digest), tuple(origin))


def other_widths(pieces: list[Piece], rng: random.Random) -> Setting:
    return set_anew(pieces, rng.choice((11, 14, 17, 25, 38)), 0.1, rng)


def other_order(pieces: list[Piece], rng: random.Random) -> Setting:
    return set_anew(rng.sample(pieces, len(pieces)), rng.choice((13, 16, 24)), 0.1, rng)


def letter_spaced(pieces: list[Piece], rng: random.Random) -> Setting:
    return set_anew(pieces, rng.choice((13, 16, 24)), 1.0, rng)


def look_alike(piece: Piece, rng: random.Random) -> Piece:
    """The piece with every fourth character or so another one of the same piece, figures too."""
    chars = [char for char, _ in piece]
    return [
        (str(rng.randint(0, 9)) if char.isdigit() else
         rng.choice(chars) if rng.random() < 0.25 else char, None)
        for char in chars
    ]  # fmt: skip


WRAPPINGS: dict[str, Callable[[list[Piece], random.Random], Setting]] = {
    "line widths": other_widths,
    "block order": other_order,
    "letter-spacing": letter_spaced,
}


def landing(setting: Setting, placement: Placement) -> list[int | None]:
    """The old ink numbers of the characters a placement names."""
    ink = [at for at, char in enumerate(setting.raw.text) if not char.isspace()]
    number = dict(zip(ink, setting.origin, strict=True))
    return [
        number[at] for start, end in placement.spans for at in range(start, end) if at in number
    ]


def drawn(article: Article, rng: random.Random) -> tuple[Place, Place, range]:
    """A random selection of 4 to 60 characters (at times over two blocks) and its ink numbers."""
    inked = Inked.of(article)
    ink = inked.reading.ink
    while True:
        length = rng.randint(4, 60)
        start = rng.randrange(len(ink) - length)
        whole = next(b for b in range(len(article.blocks)) if start < inked.first_ink[b + 1])
        last = next(
            b for b in range(len(article.blocks)) if start + length <= inked.first_ink[b + 1]
        )
        if last - whole > (rng.random() < 0.1):
            continue
        return (
            Place(whole, clean(article, inked, whole, start)),
            Place(last, clean(article, inked, last, start + length - 1) + 1),
            range(start, start + length),
        )


def clean(article: Article, inked: Inked, block: int, ink: int) -> int:
    places = [at for at, char in enumerate(article.blocks[block].text) if not char.isspace()]
    return places[ink - inked.first_ink[block]]


def replaced(pieces: list[Piece], hidden: range, rng: random.Random) -> list[Piece]:
    """The pieces with look-alikes in place of those the quotation touches."""
    return [
        look_alike(piece, rng) if any(number in hidden for _, number in piece) else piece
        for piece in pieces
    ]


def trial(articles: Sequence[Article], quotations: int, seed: int) -> dict[str, Counter[str]]:
    """How the landings of so many quotations turned out, for every way of setting anew."""
    rng = random.Random(seed)
    tallies: dict[str, Counter[str]] = {name: Counter() for name in (*WRAPPINGS, "look-alike")}
    prepared = {id(article): pieces_of(article) for article in articles}
    for _ in range(quotations):
        article = rng.choice(articles)
        start, end, truth = drawn(article, rng)
        made = anchor(article, start, end)
        pieces = prepared[id(article)]
        for name, wrap in WRAPPINGS.items():
            tallies[name][judged(made, wrap(pieces, rng), truth)] += 1
        setting = other_widths(replaced(pieces, truth, rng), rng)
        tallies["look-alike"][judged(made, setting, truth)] += 1
    return tallies


def judged(made, setting: Setting, truth: range) -> str:
    """`right`, `wrong`, or the state that names no place (`orphan`) or another (`changed`)."""
    placement = resolve(made, text.restore(setting.raw))
    if not placement.verified:
        return placement.state
    return "right" if landing(setting, placement) == list(truth) else "wrong"


def restored(folder: Path) -> list[Article]:
    """The first twenty texts of a folder, restored; none where it is absent."""
    return [text.restore(collection.read(path)) for path in sorted(folder.glob("*.txt"))[:20]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quotations", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    for folder in (ROOT / "articles", PAGES):
        articles = restored(folder)
        if not articles:
            print(f"{folder} is absent: skipped")
            continue
        began = time.perf_counter()
        print(f"{chosen.quotations} quotations from {len(articles)} texts of {folder.name}")
        for name, tally in trial(articles, chosen.quotations, chosen.seed).items():
            print(f"  {name:16}", dict(tally.most_common()))
        print(f"  {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
