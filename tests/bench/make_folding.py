"""Make `resources/search/folding.bin`: what each character folds to, in searching.

    python tests/bench/make_folding.py

NFKC where it maps one character to one, small letters, and OpenCC's simplified characters
(Apache-2.0). The file holds pairs of `uint32`, little-endian: the characters that do not
stay what they are, ascending, and then what they become. It is shipped because making it
takes 60 ms, which the first search would wait for, and so that an index and a query fold
alike whatever versions of Python and OpenCC are at work; `FORMAT` in `reader.search.leaf`
has to rise when it changes.
"""

from __future__ import annotations

import sys
import unicodedata

import numpy as np
import opencc

from reader.paths import resource

_BMP = range(0x10000)
_ASTRAL_HAN = range(0x20000, 0x32000)
_SURROGATES = range(0xD800, 0xE000)


def plain(code: int) -> int:
    """The small, narrow form of a character."""
    char = chr(code)
    narrow = unicodedata.normalize("NFKC", char)
    small = (narrow if len(narrow) == 1 else char).lower()
    return ord(small) if len(small) == 1 else code


def folding() -> dict[int, int]:
    """All characters that fold to others."""
    convert = opencc.OpenCC("t2s").convert

    def simple(code: int) -> int:
        line = convert(chr(code))
        return ord(line) if len(line) == 1 else code

    folded: dict[int, int] = {}
    for code in (*_BMP, *_ASTRAL_HAN):
        if code in _SURROGATES or chr(code).isspace():
            continue
        form = plain(code) if code in _BMP else code
        for _ in range(2):  # a simplified form may have a simpler one yet (薴, 苧, 苎)
            form = simple(form)
        if form != code:
            folded[code] = form
    return folded


def main() -> None:
    pairs = np.array(sorted(folding().items()), "<u4").T
    path = resource("search", "folding.bin")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(np.ascontiguousarray(pairs).tobytes())
    print(f"{pairs.shape[1]} characters, {path.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
