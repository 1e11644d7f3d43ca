"""The lesson on forward and backward propagation: a 2-2-1 net by hand."""
