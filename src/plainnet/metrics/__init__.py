"""What a person reads of a network's quality: one metric a file."""
