"""The report of a case: one HTML page that opens anywhere, offline."""
