"""From files to reports: one module per format, nothing altered, a bad record named and skipped."""

from tawthiq.reading.gauge import Gauge
from tawthiq.reading.inputs import read_inputs
from tawthiq.reading.problems import Problem

__all__ = ["Gauge", "Problem", "read_inputs"]
