"""What the experiments share: how to describe one, to measure it, and to show what came out.

An experiment is a file of scripts/experiments/ that ends with `EXPERIMENT = ...`, an instance of a
subclass of Experiment. It names its claim, lists the cases to measure (one process each) and turns
the numbers into verdicts. The program that is measured lies in programs/, and prints one JSON
object as its last line, `{"seconds": 0.25, ...}`.
"""

from harness.experiment import Case, Experiment, Verdict
from harness.picture import Picture, Series

__all__ = ['Case', 'Experiment', 'Picture', 'Series', 'Verdict']
