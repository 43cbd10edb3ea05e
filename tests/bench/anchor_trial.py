"""Quotations in other wrappings, and beside look-alikes: where do they land?

Quotations are drawn from articles and looked for again after the file was set anew: in
other line widths, with its columns or with all its blocks in another order, with
letter-spacing; and after the paragraph they stood in was replaced by one that looks like
it. Every landing is compared with the truth, character by character.

A quotation from a block that stands twice in the article word for word (a pull quote) has
a twin. Where every block was put somewhere at random nothing tells which was which: then
an orphan is the true answer, and is counted as `twin`.

    python tests/bench/anchor_trial.py [--quotations 1000] [--settings 4] [--seed 1]
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from reader import collection, text
from reader.article import Article, RawText
from reader.notes import Anchor, Inked, Place, Placement, anchor, resolve

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


def other_columns(pieces: list[Piece], rng: random.Random) -> Setting:
    """Runs of one to eight blocks in another order, as columns read in another order are."""
    cuts = [0]
    while cuts[-1] < len(pieces):
        cuts.append(min(len(pieces), cuts[-1] + rng.randint(1, 8)))
    runs = [pieces[low:high] for low, high in pairwise(cuts)]
    moved = [piece for run in rng.sample(runs, len(runs)) for piece in run]
    return set_anew(moved, rng.choice((13, 16, 24)), 0.1, rng)


def other_order(pieces: list[Piece], rng: random.Random) -> Setting:
    return set_anew(rng.sample(pieces, len(pieces)), rng.choice((13, 16, 24)), 0.1, rng)


def letter_spaced(pieces: list[Piece], rng: random.Random) -> Setting:
    return set_anew(pieces, rng.choice((13, 16, 24)), 1.0, rng)


def look_alike(piece: Piece, rng: random.Random) -> Piece:
    """The piece with every fourth character or so another one of the same piece, figures too.

    At least one is another, or a heading would stay itself and be no look-alike.
    """
    chars = [char for char, _ in piece]
    while True:
        altered = [
            str(rng.randint(0, 9)) if char.isdigit()
            else rng.choice(chars) if rng.random() < 0.25 else char
            for char in chars
        ]  # fmt: skip
        if altered != chars or len(set(chars)) == 1:
            return [(char, None) for char in altered]


WRAPPINGS: dict[str, Callable[[list[Piece], random.Random], Setting]] = {
    "line widths": other_widths,
    "column order": other_columns,
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
    """The pieces with look-alikes in place of blocks `hidden`."""
    return [
        look_alike(piece, rng) if number in hidden else piece for number, piece in enumerate(pieces)
    ]


@dataclass(frozen=True)
class Quotation:
    """An anchor, the ink it was made from, and the blocks it touches."""

    anchor: Anchor
    truth: range
    blocks: range
    twin: bool


def quotations(article: Article, count: int, rng: random.Random) -> list[Quotation]:
    """So many random quotations of an article."""
    inks = ["".join(char for char, _ in piece) for piece in pieces_of(article)]
    inked = Inked.of(article)
    made: list[Quotation] = []
    for _ in range(count):
        start, end, truth = drawn(article, rng)
        blocks = range(start.block, end.block + 1)
        twin = any(inks.count(inks[block]) > 1 for block in blocks)
        made.append(Quotation(anchor(inked, start, end), truth, blocks, twin))
    return made


def trial(
    articles: Sequence[Article], count: int, settings: int, seed: int
) -> dict[str, Counter[str]]:
    """How the landings of so many quotations turned out, for every way of setting anew.

    Each article is set anew `settings` times in each way, and its quotations are shared
    out among these; look-alikes are made once for all quotations of the same blocks.
    """
    rng = random.Random(seed)
    tallies: dict[str, Counter[str]] = {name: Counter() for name in (*WRAPPINGS, "look-alike")}
    for number, article in enumerate(articles):
        share = count // len(articles) + (number < count % len(articles))
        made, pieces = quotations(article, share, rng), pieces_of(article)
        for name, wrap in WRAPPINGS.items():
            for first in range(min(settings, share)):
                some = made[first::settings]
                tallies[name] += judged(some, wrap(pieces, rng), name == "block order")
        for blocks in dict.fromkeys(each.blocks for each in made):  # in one order, run for run
            some = [each for each in made if each.blocks == blocks]
            setting = other_widths(replaced(pieces, blocks, rng), rng)
            tallies["look-alike"] += judged(some, setting, False)
    return tallies


def judged(made: Sequence[Quotation], setting: Setting, shuffled: bool) -> Counter[str]:
    """How many land `right` and `wrong`, or in which state that names no verified place.

    A twin that is an orphan where all blocks are `shuffled` is counted apart.
    """
    inked = Inked.of(text.restore(setting.raw))
    tally: Counter[str] = Counter()
    for each in made:
        placement = resolve(each.anchor, inked)
        if placement.verified:
            found = landing(setting, placement) == list(each.truth)
            tally["right" if found else "wrong"] += 1
        else:
            orphan = placement.state == "orphan"
            tally["twin" if orphan and shuffled and each.twin else placement.state] += 1
    return tally


def restored(folder: Path) -> list[Article]:
    """The first twenty texts of a folder, restored; none where it is absent."""
    return [text.restore(collection.read(path)) for path in sorted(folder.glob("*.txt"))[:20]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quotations", type=int, default=1000)
    parser.add_argument("--settings", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    for folder in (ROOT / "articles", PAGES):
        articles = restored(folder)
        if not articles:
            print(f"{folder} is absent: skipped")
            continue
        began = time.perf_counter()
        print(f"{chosen.quotations} quotations from {len(articles)} texts of {folder.name}")
        for name, tally in trial(articles, chosen.quotations, chosen.settings, chosen.seed).items():
            print(f"  {name:16}", dict(tally.most_common()))
        print(f"  {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
