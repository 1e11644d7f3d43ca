"""Lesson 2: logistic regression, its loss, and the scores of yes-or-no answers and of numbers."""
