"""`index` and `search`: finding every mention of anything."""

from __future__ import annotations

from typing import Any

import click

from reader.cli.options import the_library, wants_json
from reader.cli.printing import complain, print_json, say, with_counted_progress
from reader.errors import IndexBusy, IndexDamaged
from reader.i18n import ntr, tr
from reader.library import Library
from reader.search import ARTICLE_FIELDS, Hit, Results
from reader.visible import visible

NOTHING, UNUSABLE = 1, 2


@click.command(help=tr("Bring the search index up to date with the collection."))
@click.option("--rebuild", is_flag=True, help=tr("Rebuild it from the files."))
def index(rebuild: bool) -> int:
    report = with_counted_progress(the_library().refresh(rebuild=rebuild))
    if wants_json():
        print_json(report.as_json())
    else:
        click.echo(
            tr(
                "{added} added, {changed} changed, {removed} removed, {unchanged} unchanged "
                "in {seconds:.1f} s",
                added=report.added,
                changed=report.changed,
                removed=report.removed,
                unchanged=report.unchanged,
                seconds=report.seconds,
            )
        )
    for failure in report.failed:
        complain(f"{failure.source}: {failure.error}")
    return UNUSABLE if report.failed else 0


@click.command(
    help=tr("Find every mention of QUERY: words, “phrases”, -word, OR, field:, 金额>=10亿元."),
    context_settings={"ignore_unknown_options": True},
)
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True)
@click.option("--sort", type=click.Choice(["relevance", "date", "title"]), default="relevance")
@click.option("--explain", is_flag=True, help=tr("Say in words what was searched."))
def search(query: tuple[str, ...], limit: int, sort: Any, explain: bool) -> int:
    library = the_library()
    _bring_up_to_date(library)
    results = _answer(library, " ".join(query), limit, sort)
    if wants_json():
        print_json(as_json(results, explain=explain))
    else:
        _print_results(results, explain=explain)
    if results.note:
        complain(results.note)
    return 0 if results.total else NOTHING


def _bring_up_to_date(library: Library) -> None:
    try:
        report = with_counted_progress(library.refresh())
    except IndexBusy as fault:
        complain(str(fault))  # the other program is bringing it up to date; what is there answers
        return
    for failure in report.failed:
        complain(f"{failure.source}: {failure.error}")


def _answer(library: Library, query: str, limit: int, sort: Any) -> Results:
    """The answer, from an index that is built anew where reading shows it damaged."""
    try:
        return library.search(query, limit=limit, sort=sort)
    except IndexDamaged as fault:
        complain(tr("{fault} It is being rebuilt from the files.", fault=fault))
        library.close()
        with_counted_progress(library.refresh(rebuild=True))
        return library.search(query, limit=limit, sort=sort)


def as_json(results: Results, *, explain: bool = False) -> dict[str, Any]:
    """The object `search --json` prints; `matches` are those in the article's own blocks."""
    document: dict[str, Any] = {
        "query": results.query,
        "total": results.total,
        "occurrences": results.occurrences,
        "milliseconds": round(results.milliseconds, 3),
        "results": [_hit_as_json(hit) for hit in results.hits],
    }
    if explain:
        document["explanation"] = results.explanation
    if results.note:
        document["note"] = results.note
    return document


def _hit_as_json(hit: Hit) -> dict[str, Any]:
    return {
        "source": hit.key,
        "title": hit.title,
        "date": hit.date,
        "score": round(hit.score, 4),
        "matches": [
            {"block": m.block, "start": m.start, "end": m.end, "field": m.field}
            for m in hit.matches
            if m.field in ARTICLE_FIELDS and m.block >= 0
        ],
        "snippet": hit.snippet,
        "snippet_matches": [list(span) for span in hit.snippet_matches],
    }


def _print_results(results: Results, *, explain: bool) -> None:
    if explain:
        say(results.explanation)
    for hit in results.hits:
        count = ntr("{count} mention", "{count} mentions", len(hit.matches))
        say(f"{visible(hit.title or hit.key)}  ({visible(hit.key)} · {count})\n    {hit.snippet}")
    click.echo(
        ntr("{count} article", "{count} articles", results.total)
        + " · "
        + ntr("{count} mention", "{count} mentions", results.occurrences)
    )
