"""From a raw file to an answer: a model together with its card."""
