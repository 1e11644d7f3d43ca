"""The data sets that Keras names, and the files that scripts fetch."""
