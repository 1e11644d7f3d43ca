"""Layers: one concept a file, with the names, shapes and defaults of Keras 3."""
