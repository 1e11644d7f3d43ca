"""The classic neural networks done right."""

__version__ = "0.1.0"
