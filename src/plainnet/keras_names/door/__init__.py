"""The import door: which modules and names a script finds, and how others are refused."""
