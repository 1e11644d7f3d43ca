"""The course's theory as lessons: a folder each, found by its name."""
