"""Reading results: comparisons, statistics, verdicts, figures and reports."""
