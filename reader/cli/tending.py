"""`check`, `backup` and `restore`: the health and the safety of what the user made."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from reader.checkup import examine, mend
from reader.cli.options import the_library, wants_json
from reader.cli.printing import print_json, say
from reader.i18n import tr
from reader.visible import visible

FOUND_SOMETHING = 1
SHOWN = 10  # details of a finding


@click.command(help=tr("Examine the library: notes, sources, index, backups, disk."))
@click.option("--repair", is_flag=True, help=tr("Repair what can be repaired safely."))
def check(repair: bool) -> int:
    library = the_library()
    health = mend(library) if repair else examine(library)
    if wants_json():
        print_json(health.as_json())
    else:
        for sentence in health.repaired:
            click.echo(sentence)
        for finding in health.findings:
            click.echo(f"{'   ' if finding.well else ' ! '}{finding.count:6}  {finding.words}")
            for detail in () if finding.well else finding.details[:SHOWN]:
                say(f"{'':12}{visible(detail)}")
    return 0 if health.well else FOUND_SOMETHING


@click.command(help=tr("Write a verified copy of your data to FILE."))
@click.argument("file", required=False)
def backup(file: str | None) -> None:
    target = Path(file or f"jianbao-{datetime.now():%Y%m%d-%H%M%S}.zip").absolute()
    the_library().notes.backup(target)
    if wants_json():
        print_json({"backup": str(target)})
    else:
        click.echo(tr("Backed up to {path}.", path=target))


@click.command(help=tr("Restore the data of a backup FILE; the present data are kept too."))
@click.argument("file")
def restore(file: str) -> None:
    kept = the_library().notes.restore(Path(file).absolute())
    if wants_json():
        print_json({"restored": file, "kept": str(kept)})
    else:
        click.echo(tr("Restored. What was there before is kept in {path}.", path=kept))
