"""`open`: the window, the only command that loads Qt."""

from __future__ import annotations

import click

from reader.cli.options import shared_values
from reader.i18n import tr


@click.command("open", help=tr("Open the window, on folders or articles if PATHs are given."))
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option(
    "--until-painted", is_flag=True, help=tr("End as soon as the first article is painted.")
)
def open_(paths: tuple[str, ...], until_painted: bool) -> int:
    from reader.ui.app import run  # Qt: 0.2 s that the other commands do without

    data, folders = shared_values()
    return run(data, folders=folders, paths=list(paths), until_painted=until_painted)
