"""Figures as data: the article's own list, and the table over the whole collection."""
