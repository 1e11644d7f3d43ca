"""Lesson 3: activations, their slopes, and what becomes of the slopes in a deep stack."""
