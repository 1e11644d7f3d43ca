"""What training makes small: one loss a file."""
