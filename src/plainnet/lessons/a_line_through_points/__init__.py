"""Lesson 1: linear regression, three ways to its least loss, and the rate that diverges."""
