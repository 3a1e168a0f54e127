"""HTML: the page, and the documentation of the API."""
