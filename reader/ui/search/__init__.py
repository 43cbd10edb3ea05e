"""Searching the collection: the box, the results, how a query was understood."""
