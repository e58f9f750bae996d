"""Trials in which workers, commands and disks fail in the middle of a study."""
