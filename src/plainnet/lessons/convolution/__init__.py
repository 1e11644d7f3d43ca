"""Lesson 5: convolution, its size formula, shared weights, channels and kernels, pooling."""
