"""Figures of training and of what came out; the only folder that imports matplotlib."""
