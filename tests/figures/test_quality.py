"""Floors of quality that cannot silently drop.

The hand-made truth lies beside a checkout, not in it: those tests are skipped where it is
absent. Sentences of our own, in the manner of several newspapers, are always measured.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from reader.article import Article, Block, RawText, Span
from reader.figures import find, people
from reader.text import restore
from tests.figures.helpers import article_of, marked

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
needs_gold = pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason=f"no hand-made truth at {SHARED / 'gold'}"
)

OURS = """
[2019年|date|2019]，全市粮食产量达[286.4万吨|quantity|2864000]，比上年增产[1.8%|percent|1.8]
[1月至10月|date|['--01','--10']]，进出口总额[98.7亿美元|money|9870000000]，其中出口[61.2亿美元|money|6120000000]
据新华社[12月31日|date|--12-31]电，[三分之二|ratio|'2/3']的代表投了赞成票
全长[38.6公里|quantity|38.6]的公路[下月|date|month+1]通车，可缩短车程[40分钟|duration|40]
[第二十一届|ordinal|21]运动会上，她以[2分05秒31|duration|PT2M5.31S]夺冠
[一九九八年八月|date|1998-08]，[五千余名|quantity|5000]官兵奋战[七昼夜|duration|7]
补贴标准为每人每月[520元|money|520]，覆盖[3.6万名|quantity|36000]老人
客队以[3比1|score|'3:1']获胜，总比分扳成[2比2|score|'2:2']
气温降到[零下12摄氏度|temperature|-12]，北风[5至6级|quantity|[5,6]]
[“十三五”期间|date|['2016','2020']]，完成投资[4.5万亿元|money|4500000000000]
[今年上半年|date|['--01','--06']]，办结案件[1024件|quantity|1024]，办结率[98.5%|percent|98.5]
[两名|quantity|2]技工和[十几位|quantity|10]村民连夜抢修
价格在每斤[3元至5元|money|[3,5]]之间
"""


def _ours() -> list[tuple[str, list[tuple[str, str, object]]]]:
    return [marked(line) for line in OURS.strip().splitlines()]


def test_sentences_of_our_own() -> None:
    required = made = right = 0
    for text, expected in _ours():
        found = [(f.surface, f.type, f.value) for f in find(article_of(text))]
        required, made = required + len(expected), made + len(found)
        right += sum(one in expected for one in found)
    assert 2 * right / (required + made) >= 0.98


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "score_figures", SHARED / "tools" / "score_figures.py"
    )
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _restored(path: Path) -> Article:
    return restore(RawText(path.name, _text(path), "utf-8", "0"))


def _plain(path: Path) -> Article:
    text = _text(path)
    block = Block("paragraph", "".join(text.split()), (Span(0, len(text)),))
    return Article(RawText(path.name, text, "utf-8", "0"), "", (block,))


def _right_f1(gold: Path, articles: dict[str, Article]) -> float:
    scorer = _scorer()
    rows = scorer.read_lines(gold)
    predicted = {}
    for stem, article in articles.items():
        at = scorer.squeezed_offsets(article.raw.text)
        predicted[stem] = [
            {"start": at[f.raw[0]], "end": at[f.raw[1]], "surface": f.surface, "type": f.type,
             "value": f.value}
            for f in find(article)
        ]  # fmt: skip
    stem_of = {
        row["seed"]: next(
            s for s in articles if s == row["seed"] or s.startswith(row["seed"] + "_")
        )
        for row in rows
    }
    return scorer.score(rows, predicted, stem_of)[0]["right_f1"]


@needs_gold
def test_figures_of_two_articles() -> None:
    paths = [p for p in (SHARED / "articles").glob("*.txt") if p.stem[:3] in ("000", "002")]
    articles = {path.stem: _restored(path) for path in paths}
    assert _right_f1(SHARED / "gold" / "figures.jsonl", articles) >= 0.98


@needs_gold
def test_figures_of_other_news() -> None:
    articles = {path.stem: _plain(path) for path in (SHARED / "gold" / "paragraphs").glob("*.txt")}
    assert _right_f1(SHARED / "gold" / "paragraph_figures.jsonl", articles) >= 0.97


@needs_gold
def test_persons_of_two_articles() -> None:
    lines = (SHARED / "gold" / "people.jsonl").read_text(encoding="utf-8").splitlines()
    truth = {(g["seed"], g["start"], g["end"]) for g in map(json.loads, lines)}
    at_offset = _scorer().squeezed_offsets
    found: set[tuple[str, int, int]] = set()
    for path in (SHARED / "articles").glob("*.txt"):
        if path.stem[:3] in ("000", "002"):
            article = _restored(path)
            at = at_offset(article.raw.text)
            found |= {(path.stem[:3], at[p.raw[0]], at[p.raw[1]]) for p in people(article)}
    assert 2 * len(truth & found) / (len(truth) + len(found)) >= 0.97
