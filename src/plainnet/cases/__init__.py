"""The six cases of the course, one file each, and what runs them."""
