"""Lesson 9: intervals, baselines, leaks, a forecast that lags, and nets that learn by heart."""
