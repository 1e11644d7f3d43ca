"""What `tensorflow` holds beside Keras."""
