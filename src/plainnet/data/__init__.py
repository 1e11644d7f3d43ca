"""Readers for tables, image folders and series, and what happens before training."""
