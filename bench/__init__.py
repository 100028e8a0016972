"""The scoreboard: accuracy and speed on the shared data, outside the package. `python -m bench`."""
