"""The window: the only home of Qt, the second skin over the library."""
