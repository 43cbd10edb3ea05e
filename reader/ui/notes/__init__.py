"""What the reader keeps: list of notes, note editor, quotation with its source, export."""
