"""What a model is worth: scores, intervals, baselines and thresholds."""
