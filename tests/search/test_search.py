"""What queries find, in which order, and what is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article, Block, DateBound, RawText, Span
from reader.search import Document, FigureRow, Index, Match, Passage, PersonRow, evaluate
from reader.search.leaf import Leaf
from reader.search.patterns import Matcher, expression
from reader.search.query import Pattern
from tests.search.conftest import consume, document

Filled = Callable[[Iterable[Document]], Index]


def keys(index: Index, query: str, **options: object) -> list[str]:
    return [hit.key for hit in index.search(query, **options).hits]  # type: ignore[arg-type]


def test_an_empty_index_finds_nothing(index: Index) -> None:
    results = index.search("许昌")
    assert (results.total, results.hits) == (0, ())


def test_no_match_crosses_a_paragraph(filled: Filled) -> None:
    index = filled([document("1", "许", "昌")])
    assert index.search('"许昌"').total == 0
    assert index.search("许 昌").total == 1


def test_no_match_crosses_a_document(filled: Filled) -> None:
    index = filled([document("1", "许"), document("2", "昌")])
    assert keys(index, '"许昌"') == []


def test_offsets_are_those_of_the_displayed_block(filled: Filled) -> None:
    index = filled([document("1", "投资 １３ 亿元，open  source", title="题")])
    (hit,) = index.search('"13亿元"').hits
    assert hit.matches == (Match(1, 3, 8, "text"),)
    (hit,) = index.search('"open source"').hits
    assert hit.matches == (Match(1, 9, 21, "text"),)


def test_fields(filled: Filled) -> None:
    passages = [
        Passage("title", 0, "德国经验"),
        Passage("series", 1, "系列之一"),
        Passage("author", 2, "毛迎"),
        Passage("text", 3, "正文说德国"),
        Passage("note", 0, "我的想法"),
        Passage("tag", 0, "合作"),
        Passage("folder", 0, "二零一八"),
    ]
    index = filled([Document("1", "", "", "", "", tuple(passages)), document("2", "德国")])
    assert keys(index, "标题:德国") == ["1"]
    assert sorted(keys(index, "正文:德国")) == ["1", "2"]
    for query in ("系列:之一", "作者:毛迎", "笔记:想法", "tag:合作", "文件夹:一八", "想法", "合作"):
        assert keys(index, query) == ["1"], query
    assert index.search("作者:德国").total == 0


@pytest.mark.parametrize("query", ["/ /", "/\x07/", "/\x07\x07+甲/", "/\u3000/", "/[ ]/"])
def test_an_expression_of_nothing_that_is_printed_finds_nothing(filled: Filled, query: str) -> None:
    assert keys(filled([document("1", "甲 乙")]), query) == []


def test_or_minus_near(filled: Filled) -> None:
    index = filled(
        [
            document("1", "德国的质量"),
            document("2", "德国在很远很远很远的地方谈质量"),
            document("3", "法国"),
        ]
    )
    assert sorted(keys(index, "德国 OR 法国")) == ["1", "2", "3"]
    assert keys(index, "德国 -的质量") == ["2"]
    assert keys(index, "德国 -的质量 OR 很远") == []
    assert keys(index, "德国 -德国 近/3 质量") == ["2"]
    assert sorted(keys(index, "的质量 OR -德国")) == ["1", "3"]
    assert keys(index, "德国 近/3 质量") == ["1"]
    assert keys(index, "质量 近/3 德国") == ["1"]
    (hit,) = index.search("德国 近/3 质量").hits
    assert hit.matches == (Match(0, 0, 2), Match(0, 3, 5))


def test_near_never_joins_two_documents(filled: Filled) -> None:
    index = filled([document("1", "德国"), document("2", "质量")])
    assert keys(index, "德国 近/99 质量") == []


def test_patterns(filled: Filled) -> None:
    index = filled(
        [document("1", "签订了８个协议"), document("2", "签字，再议"), document("3", "無關")]
    )
    assert keys(index, "签*协议") == ["1"]
    assert keys(index, r"/\d个/") == ["1"]
    assert keys(index, "/关$/") == ["3"]
    (hit,) = index.search("签*协议").hits
    assert hit.matches == (Match(0, 0, 7),)


def test_patterns_match_characters_beyond_the_basic_plane(filled: Filled) -> None:
    text = "🏠😀德国企业来许昌投资，🏠😀达到10亿元人民币。"
    index = filled([document("1", text), document("2", "开了𠮷野家，㑮")])
    for query, found in (
        ("/企业/", "企业"),
        ("/10亿/", "10亿"),
        ("/😀德国/", "😀德国"),
        ("/🏠./ -/𠠀/", "🏠😀"),
        ("/[😀-🙏]达/", "😀达"),
        ("🏠?德国", "🏠😀德国"),
        ("𠮷?家", "𠮷野家"),
        ("/家，𫝈/", "家，㑮"),
    ):
        (hit,) = index.search(query).hits
        shown = text if hit.key == "1" else "开了𠮷野家，㑮"
        assert shown[hit.matches[0].start : hit.matches[0].end] == found, query
    assert index.search("/\U00020bb7野/").total == 1
    assert index.keys("/\U000203b7野/")[0] == 0  # which has the symbol of the other
    assert index.keys("\U000203b7?家")[0] == 0


def test_full_width_marks_of_an_expression_stand_for_themselves(filled: Filled) -> None:
    index = filled(
        [
            document("1", "地点（许昌）"),
            document("2", "许昌什么事情"),
            document("3", "你要什么？"),
            document("4", "２０１８年"),
        ]
    )
    assert keys(index, "/（许昌）/") == ["1"]
    assert keys(index, r"/\（许昌\）/") == ["1"]
    assert keys(index, "/[（【]许昌/") == ["1"]
    assert keys(index, "/什么？/") == ["3"]
    assert sorted(keys(index, "/什么？?/")) == ["2", "3"]
    assert keys(index, r"/\\（/") == []
    assert keys(index, "/[０-９]+年/") == ["4"]


@pytest.mark.parametrize(
    ("written", "literals"),
    [
        ("（许昌）", ("许昌",)),
        ("要什么？?德国", ("要什么", "德国")),
        ("德国*中国人", ("中国人",)),
        ("德国(中国)", ()),
        (r"德国\d", ()),
        ("德国+?质量", ("德国", "质量")),
        ("德国{0,2}?质量", ("质量",)),
    ],
)
def test_the_pieces_that_every_match_holds(written: str, literals: tuple[str, ...]) -> None:
    assert expression(written, None).literals == literals


def test_a_pattern_that_would_never_end_is_stopped(filled: Filled, monkeypatch) -> None:
    monkeypatch.setattr(evaluate, "Matcher", lambda: Matcher(0.05))
    index = filled([document("1", "a" * 5000 + "b")])
    results = index.search("/(a|aa)+[^a]{2}/")
    assert "too long" in results.note


@pytest.fixture
def texts_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the documents whose texts patterns were matched with."""
    seen: list[int] = []
    matching = Matcher.spans

    def noting(self: Matcher, pattern: Pattern, leaf: Leaf, document: int) -> list[tuple[int, int]]:
        seen.append(document)
        return matching(self, pattern, leaf, document)

    monkeypatch.setattr(Matcher, "spans", noting)
    return seen


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("抗洪 /(洪水|抢险)/", [0, 1]),
        ("/(洪水|抢险)/ 抗洪", [0, 1]),
        ("/(洪水|抢险)/ 抗洪 -水大", [1]),
        ("/(洪水|抢险)/ 抗洪 日期:2019", [1]),
        ("抗洪 -/(洪水|抢险)/", [0, 1]),
        ("抗洪 /(洪水|抢险)/ OR /甲乙?丙/", [0, 1, 0, 1]),
        ("/(.)/ /抢险./", [1, 1]),
        ("抗洪 -/(洪水|抢险)/ /无关./", []),
    ],
)
def test_only_texts_that_all_else_leaves_are_read(
    filled: Filled, texts_read: list[int], query: str, read: list[int]
) -> None:
    others = (document(str(number), "垫底的洪水") for number in range(2, 30))
    first = document("0", "抗洪：洪水大", date="2018"), document("1", "抗洪抢险队", date="2019")
    filled([*first, *others]).keys(query)
    assert texts_read == read


def test_patterns_find_the_same_whatever_stands_beside_them(filled: Filled) -> None:
    index = filled(
        [document("0", "抗洪：洪水大"), document("1", "抗洪抢险队"), document("2", "洪水")]
    )
    assert keys(index, "抗洪 /(洪水|抢险)/ -/队$/") == ["0"]
    assert sorted(keys(index, "抗洪 OR /洪./ /水|险/")) == ["0", "1", "2"]
    (hit,) = index.search("/水./ OR 无关 抗洪 /水./").hits
    assert hit.matches == (Match(0, 0, 2), Match(0, 4, 6))


def test_no_text_is_read_once_the_time_is_over(
    filled: Filled, texts_read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluate, "Matcher", lambda: Matcher(0.05))
    index = filled(document(str(number), "a" * 5000 + "b") for number in range(9))
    assert index.search("/(a|aa)+[^a]{2}/").total == 0
    assert len(texts_read) == 1


def test_relaxed_search_says_so(filled: Filled) -> None:
    index = filled([document("1", "质量来自德国的工业"), document("2", "工业发展")])
    results = index.search("德国工业")
    assert [hit.key for hit in results.hits] == ["1"]
    assert "all" in results.note
    results = index.search("德国发展工业农业")
    assert "some" in results.note
    assert results.hits[0].key == "1" or results.total == 2
    assert index.search('"德国工业"').total == 0
    assert index.keys("德国工业") == (0, ())


def test_relaxed_words_stay_in_their_field_while_any_is_there(filled: Filled) -> None:
    both = document("both", "别的", title="质量来自德国")
    one = document("one", "质量", title="德国")
    text = document("text", "质量来自德国", title="题")
    query = "标题:德国质量"
    index = filled([text])
    results = index.search(query)
    assert [hit.key for hit in results.hits] == ["text"]
    assert "where it is asked for" in results.note
    filled([one])
    assert keys(index, query) == ["one"]
    filled([both])
    assert keys(index, query) == ["both"]
    assert index.search(query).explanation.count("in the title") == 2


def test_a_field_that_finds_nothing_is_looked_for_as_text(filled: Filled) -> None:
    index = filled([document("1", "作者：张三，日期：昨天")])
    results = index.search("作者：张三")
    assert results.total == 1
    assert results.note
    assert index.search("日期：昨天").total == 1


YEAR = 31556952  # seconds
FIGURES = (
    FigureRow("money", "元", 13e8, 13e8, 0, 2, 6),
    FigureRow("quantity", "个", 96, 96, 0, 8, 11),
    FigureRow("duration", "时间", 3 * YEAR, 5 * YEAR, 0, 12, 16),
)


def with_figures(key: str, **extra: object) -> Document:
    made = document(key, "投资13亿元，共96个，3至5年。胡五岳说")
    return replace(made, figures=FIGURES, people=(PersonRow("胡五岳", 0, 17, 20),), **extra)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("金额>=10亿元", True),
        ("金额>13亿元", False),
        ("金额>=13亿", True),
        ("金额>=10亿美元", False),
        ("数量:90..100个", True),
        ("数量<96个", False),
        ("时长=4年", True),
        ("时长>1500天", True),
        ("人物:胡五岳", True),
        ("人物:胡五", False),
        ("投资 金额>=10亿元", True),
        ("投资 -金额>=10亿元", False),
        ("金额>=10亿元 OR 数量>1000个", True),
    ],
)
def test_numeric_conditions(filled: Filled, query: str, found: bool) -> None:
    index = filled([with_figures("1"), document("2", "没有数字")])
    assert keys(index, query) == (["1"] if found else [])


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("金额>=10亿元 金额<=20亿元", 1),
        ("金额>=10亿元 OR 金额>千亿 OR 数量<100个", 2),
        ("时长>=4年 时长<4年", 1),
        ("人物:胡五岳 OR 人物:胡五岳 OR 人物:胡五", 1),
        ("金额>1元 金额>2元 金额>3元 人物:胡五岳", 2),
    ],
)
def test_a_figure_that_answers_twice_counts_once(filled: Filled, query: str, count: int) -> None:
    results = filled([with_figures("1"), document("2", "没有数字")]).search(query)
    assert (results.total, results.occurrences, len(results.hits[0].matches)) == (1, count, count)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("德国 德国", 2),
        ("德国 OR 德國 OR 德国", 2),
        ("德国 标题:德国", 2),
        ("德国 /德./", 2),
        ("德?质 OR 德国?量 OR 德*质", 2),
        ("/德./ /德国|质量/", 3),
        ("德国 近/5 德国", 2),
        ("德国 近/5 质量", 3),
        ("德国 近/2 质量", 2),
        ("德国 OR 德国 近/5 质量", 3),
    ],
)
def test_a_place_that_matches_twice_counts_once(filled: Filled, query: str, count: int) -> None:
    results = filled([document("1", "德国质量", title="德国"), document("2", "德")]).search(query)
    assert (results.total, results.occurrences, len(results.hits[0].matches)) == (1, count, count)


def test_what_is_near_stands_beside_not_within(filled: Filled) -> None:
    index = filled([document("1", "德国的质量"), document("2", "在中国，国内")])
    assert keys(index, "德国 近/5 德国") == []
    assert keys(index, "德国 近/5 国") == []
    (hit,) = index.search("中国 近/2 国").hits
    assert hit.matches == (Match(0, 1, 3), Match(0, 4, 5))


def test_a_date_in_the_text_lies_within_what_is_asked(filled: Filled) -> None:
    year = date(2018, 1, 1).toordinal(), date(2018, 12, 31).toordinal()
    day = (date(2018, 3, 5).toordinal(),) * 2
    rows = (FigureRow("date", "", *year, 0, 0, 5), FigureRow("date", "", *day, 0, 6, 11))
    index = filled([replace(document("1", "2018年，3月5日"), figures=rows)])
    assert index.search("日期:2018-03").hits[0].matches == (Match(0, 6, 11),)
    assert len(index.search("日期:2018").hits[0].matches) == 2
    assert index.search("日期>2018").total == 0


def test_figures_are_matches(filled: Filled) -> None:
    index = filled([document("0", "垫"), with_figures("1")])
    (hit,) = index.search("金额>=10亿元 人物:胡五岳").hits
    assert hit.matches == (Match(0, 2, 6), Match(0, 17, 20))
    assert hit.snippet_matches == ((2, 6), (17, 20))


def test_figures_survive_merging_and_deleting(filled: Filled) -> None:
    index = filled([with_figures(str(number)) for number in range(5)])
    consume(index.update([document("2", "换了")], removed=["0", "1"]))
    consume(index.update([with_figures("9")]))
    assert sorted(keys(index, "金额>=10亿元")) == ["3", "4", "9"]


def test_dates_of_publication(filled: Filled) -> None:
    index = filled([document(d, "许昌", date=d) for d in ("2018-03-05", "2018-07", "2019", "")])
    assert keys(index, "日期:2018-03") == ["2018-03-05"]
    assert keys(index, "日期:2018") == ["2018-03-05", "2018-07"]
    assert keys(index, "日期>=2018-07") == ["2018-07", "2019"]
    assert keys(index, "日期:2018-04..2019-12") == ["2018-07", "2019"]


def test_a_date_that_is_not_known_is_none(filled: Filled) -> None:
    days = ("1969-12-31", "", "1965", "1970-01-01", "昨天", "1970-01-02")
    index = filled([document(day or "-", "许昌", date=day) for day in days])
    dated = ["1970-01-02", "1970-01-01", "1969-12-31", "1965"]
    assert keys(index, "日期<1980", sort="date") == dated
    assert keys(index, "日期:..2017", sort="date") == dated
    assert keys(index, "日期:1970-01-01") == ["1970-01-01"]
    assert keys(index, "日期>=1960", sort="date") == dated
    assert keys(index, "许昌", sort="date") == [*dated, "-", "昨天"]
    assert keys(index, "许昌", sort="date", limit=4) == dated


def test_orders(filled: Filled) -> None:
    index = filled(
        [
            document("1", "许昌许昌", title="比", date="2018-03-05"),
            document("2", "许昌", title="啊", date="2019-01-01"),
            document("3", "无关" * 50 + "许昌", title="从", date="2017-01-01"),
        ]
    )
    assert keys(index, "许昌", sort="date") == ["2", "1", "3"]
    assert keys(index, "许昌", sort="title") == ["2", "1", "3"]
    assert keys(index, "许昌") == ["1", "2", "3"]
    assert keys(index, "许昌", sort="title", limit=2) == ["2", "1"]


@given(
    st.lists(
        st.text("中国徐徐许昌发展aａ 😀", max_size=9).map("许昌发展".__add__) | st.text(max_size=6)
    ),
    st.integers(1, 12),
)
@settings(max_examples=50, deadline=None)
def test_titles_are_in_order_to_their_last_character(titles: list[str], limit: int) -> None:
    titles = [title.replace("\x1e", "").replace("\x1f", "") for title in titles]
    documents = [document(str(at), "许昌", title=title) for at, title in enumerate(titles)]
    with TemporaryDirectory() as folder:
        index = Index.open(folder)
        for half in (documents[::2], documents[1::2]):
            next(index.update(half), None)  # without merging the segments
        found = [hit.title for hit in index.search("正文:许昌", sort="title", limit=limit).hits]
        index.close()
    in_order = sorted(title.encode("gb18030", "replace") for title in titles)
    assert [title.encode("gb18030", "replace") for title in found] == in_order[:limit]


def test_a_title_ranks_before_the_text(filled: Filled) -> None:
    index = filled(
        [document("1", "许昌发展", title="别的"), document("2", "别的发展", title="许昌")]
    )
    assert keys(index, "许昌") == ["2", "1"]


def test_totals_are_exact_whatever_the_limit(filled: Filled) -> None:
    index = filled([document(str(number), "许昌" * 3) for number in range(30)])
    results = index.search("许昌", limit=5)
    assert (results.total, results.occurrences, len(results.hits)) == (30, 90, 5)
    assert index.keys("许昌", limit=5)[0] == 30
    assert index.search("许昌", limit=0).hits == ()


def test_snippets_stay_in_their_paragraph(filled: Filled) -> None:
    long = "前" * 200 + "许昌" + "后" * 200
    index = filled([document("1", "别的", long, "许昌", title="许昌")])
    (hit,) = index.search("许昌").hits
    assert "许昌" in hit.snippet
    assert set(hit.snippet) == set("前许昌后")
    assert [hit.snippet[start:end] for start, end in hit.snippet_matches] == ["许昌"]


def test_documents_come_from_articles(filled: Filled) -> None:
    raw = RawText("甲/乙.txt", "标题\n□记者 张三\n正文许昌", "utf-8", "d" * 64)
    blocks = (
        Block("title", "标题", (Span(0, 2),)),
        Block("byline", "□记者 张三", (Span(3, 9),)),
        Block("paragraph", "正文许昌", (Span(10, 14),)),
    )
    article = Article(raw, "标题", blocks, date=DateBound("2018-03", "text"))
    made = Document.of("甲/乙.txt", article, notes=["批注"], tags=["对德"], stamp="1")
    index = filled([made])
    (hit,) = index.search("许昌").hits
    assert (hit.key, hit.title, hit.matches) == ("甲/乙.txt", "标题", (Match(2, 2, 4),))
    assert hit.date.startswith("2018-03")
    assert index.state() == {"甲/乙.txt": ("d" * 64, "1")}
    for query in ("作者:张三", "笔记:批注", "标签:对德", "文件夹:甲", "日期:2018-03"):
        assert index.search(query).total == 1, query


def test_odd_texts_are_carried_unharmed(filled: Filled) -> None:
    odd = ["\ud800孤", "a\0b许昌", "\uffff\ufffe", "", "\x1f\x1e", "𠀀许𠀀昌"]
    index = filled([document("奇\x1f怪", *odd, title="题\x1e目")])
    assert index.search('"许昌"').total == 1
    assert index.search('"𠀀昌"').hits[0].matches == (Match(6, 2, 4),)
    assert index.search('"𠠀昌"').total == 0
    assert index.search("\uffff").total == 1
    assert list(index.state()) == ["奇\x1f怪"]


def test_batches_prepared_elsewhere_are_taken(index: Index) -> None:
    import pickle

    from reader.search import prepare

    batch = pickle.loads(pickle.dumps(prepare([document("1", "许昌"), document("2", "德国")])))
    consume(index.update([batch, document("3", "许昌")]))
    assert sorted(keys(index, "许昌")) == ["1", "3"]


def test_the_last_of_two_documents_with_one_key_counts(index: Index) -> None:
    consume(index.update([document("1", "旧"), document("1", "新")]))
    assert (len(index), keys(index, "新"), keys(index, "旧")) == (1, ["1"], [])


def test_searching_goes_on_while_it_is_written(index: Index, monkeypatch) -> None:
    from reader.search import index as module

    monkeypatch.setattr(module, "_RUN", 1)
    monkeypatch.setattr(module, "_BATCH", 1)
    reading = Index.open(index._store.folder)
    seen = [
        reading.search("许昌").total
        for _ in index.update(document(str(n), "许昌") for n in range(6))
    ]
    assert seen == sorted(seen)
    assert seen[0] == 1
    assert reading.search("许昌").total == 6
    assert len(reading._store.view().leaves) == 1


def test_whoosh_itself_reads_the_grams(filled: Filled) -> None:
    """The codec is a codec: Whoosh's own searcher finds a gram's documents."""
    from whoosh.query import Term

    index = filled([document("1", "许昌许昌"), document("2", "德国"), document("3", "许昌")])
    with index._store._index.searcher() as searcher:
        found = searcher.search(Term("text", "许昌"), limit=None)
        assert sorted(hit["key"] for hit in found) == ["1", "3"]
        assert searcher.reader().doc_count() == 3
        assert ("text", "德国".encode()) in searcher.reader()


def test_a_named_author_is_no_block_of_the_article(index: Index) -> None:
    raw = RawText("1.txt", "", "utf-8", "0" * 64)
    article = Article(raw, "题", (Block("paragraph", "许昌", (Span(0, 2),)),), (), None, ())
    consume(index.update([Document.of("1.txt", article, authors=["张三", "李四"])]))
    assert [match.block for match in index.search("李四").hits[0].matches] == [-2]
    assert index.search("作者:李四").hits[0].snippet == "李四"


def test_an_author_of_the_byline_is_counted_where_it_stands(index: Index) -> None:
    raw = RawText("1.txt", "", "utf-8", "0" * 64)
    blocks = (
        Block("byline", "□记者 张 漢傑 Max Frisch", (Span(0, 19),)),
        Block("paragraph", "许昌", (Span(20, 22),)),
    )
    article = Article(raw, "题", blocks)
    made = Document.of("1.txt", article, authors=["张汉杰", "Max Frisch", "李四", "李四"])
    assert made.authors == ("张汉杰", "Max Frisch", "李四", "李四")
    consume(index.update([made]))
    for query, block in (("张汉杰", 0), ("作者:张汉杰", 0), ("作者:Frisch", 0), ("李四", -3)):
        results = index.search(query)
        assert results.occurrences == 1, query
        assert [match.block for match in results.hits[0].matches] == [block]
    assert index.search("张汉杰").hits[0].snippet == "□记者 张 漢傑 Max Frisch"


def test_words_in_the_order_of_the_query_rank_higher(filled: Filled) -> None:
    apart = document("apart", "合作在中国，经济在德国，许昌有项目")
    together = document("together", "中国经济合作在德国，许昌有项目")
    index = filled([apart, together, *(document(str(n), "别的") for n in range(20))])
    results = index.search("中国经济合作白皮书发布会")
    assert [hit.key for hit in results.hits] == ["together", "apart"]
    assert results.occurrences == 6


@pytest.mark.parametrize("query", ["-甲", "NOT 甲", "-甲 -丁"])
def test_exclusions_alone_leave_all_other_articles(filled: Filled, query: str) -> None:
    index = filled([document("1", "甲乙"), document("2", "丙乙"), document("3", "丙")])
    assert keys(index, query) == ["2", "3"]
    assert "without that" in index.search(query).note


def test_a_text_that_begins_with_a_minus_is_found_first(filled: Filled) -> None:
    index = filled([document("1", "最低-5度"), document("2", "最低5度")])
    assert keys(index, "-5度") == ["1"]


def test_what_is_excluded_stays_so_where_a_condition_is_taken_as_text(filled: Filled) -> None:
    index = filled([document("1", "德国的质量"), document("2", "别的")])
    assert keys(index, "德国 -金额>很多") == ["1"]
