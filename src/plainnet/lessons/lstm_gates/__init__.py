"""Lesson 8: an LSTM's gates, number by number, on a trained net and a window of prices."""
