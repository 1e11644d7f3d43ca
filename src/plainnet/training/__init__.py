"""The compiled run: from arrays to weights and a history."""
