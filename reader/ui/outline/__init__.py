"""The outline of the article in front."""
