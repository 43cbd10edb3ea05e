"""The commands by name, each with the module and the function that carries it out."""

COMMANDS = {
    "open": "window.open_",
    "clean": "reading.clean",
    "figures": "reading.figures",
    "people": "reading.people",
    "index": "finding.index",
    "search": "finding.search",
    "quote": "keeping.quote",
    "bookmark": "keeping.bookmark",
    "export": "exporting.export",
    "import": "exporting.import_",
    "cite": "exporting.cite_",
    "metadata": "exporting.metadata",
    "template": "exporting.template",
    "check": "tending.check",
    "backup": "tending.backup",
    "restore": "tending.restore",
}
