"""Surveys: questions, anonymous answers, results."""
