"""A user's own data, from a file to a trained model with its score."""
