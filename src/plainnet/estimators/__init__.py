"""Doors for scikit-learn: fit, predict and score as its estimators do."""
