"""Reading: articles in tabs, set like a newspaper, with layers of marks over the text.

The public face is `ReadingPane` (`reader.ui.reading.pane`); what it offers the window is
listed in its docstring.
"""
