"""The command line: the first skin over the library. It starts without Qt."""

from reader.cli.app import main

__all__ = ["main"]
