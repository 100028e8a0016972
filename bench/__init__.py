"""Accuracy and speed, measured outside the package."""
