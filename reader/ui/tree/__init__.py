"""The collection as a tree: plain model, item model, pane."""
