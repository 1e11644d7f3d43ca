"""The course in the browser: its pages, the static site, and the local server."""
