"""`python -m tawthiq`, where the command itself is not on the path."""

from tawthiq.cli import main

main(prog_name="tawthiq")
