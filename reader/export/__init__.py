"""Façade of this room; see the modules."""
