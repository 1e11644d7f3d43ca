"""The lesson on recurrent networks: unrolled in time, forward and back."""
