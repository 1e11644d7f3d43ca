"""Lesson 6: a trained LeNet, every number from the pixels to the probabilities."""
