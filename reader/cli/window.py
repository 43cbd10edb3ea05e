"""`open` as `--help` tells it; `reader.cli.opening` carries it out."""

from __future__ import annotations

import click

from reader.cli.opening import Opening
from reader.i18n import tr


@click.command("open", help=tr("Open the window, on folders or articles if PATHs are given."))
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option(
    "--until-painted",
    is_flag=True,
    help=tr("Say so and end as soon as the first article is painted."),
)
def open_(paths: tuple[str, ...], until_painted: bool) -> int:
    given = click.get_current_context().find_root().params
    opening = Opening(given["data_dir"], [*given["collection"]], [*paths], until_painted)
    return opening.carry_out()
