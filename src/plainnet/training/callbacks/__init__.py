"""What may step in between epochs."""
