"""`python -m reader` is the same as the `jianbao` command."""

from reader.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
