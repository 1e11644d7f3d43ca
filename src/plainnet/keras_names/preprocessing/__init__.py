"""Images, texts and series made ready for a network: `keras.preprocessing`."""
