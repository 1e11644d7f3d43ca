"""What every door goes through: from raw data to a finished run, and a saved model in use."""
