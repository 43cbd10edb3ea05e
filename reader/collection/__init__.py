"""Folders of articles: finding the files, reading them as text, working on many at once.

The folders are the user's and are only ever read.
"""

from reader.collection.decode import Decoded, decode
from reader.collection.parallel import map_in_processes
from reader.collection.read import MAX_BYTES, read, read_stamped
from reader.collection.scan import SUFFIXES, Source, find, scan

__all__ = [
    "MAX_BYTES",
    "SUFFIXES",
    "Decoded",
    "Source",
    "decode",
    "find",
    "map_in_processes",
    "read",
    "read_stamped",
    "scan",
]
