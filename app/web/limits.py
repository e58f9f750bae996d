"""How much one page, one file and one question may ask of this machine."""

from __future__ import annotations

from simulation.scenario.reading import LARGEST_BYTES

MEGABYTE = 1_000_000

# What comes in
QUESTION_BYTES = 200_000
UPLOAD_BYTES = LARGEST_BYTES
DISCARDED_BYTES = 16 * MEGABYTE  # read and thrown away, so that the sender hears why
BODY_SECONDS = 30.0
PARSE_SECONDS = 4.0
DEEPEST_BRACKETS = 60  # one in the other; a scenario needs a handful
MOST_PARSING = 4  # files waiting to be read
MOST_PROBLEMS = 200  # told about one file or question

# What is kept
MOST_UPLOADS = 32
UPLOADS_BYTES = 64 * MEGABYTE
RUNS_BYTES = 256 * MEGABYTE
TEXTS_BYTES = 32 * MEGABYTE

# What is computed
MOST_WAITING = 64  # questions in line
MOST_BEGUN = 3  # questions half-way, whose runs are held; and as many quick ones
MOST_PLACES = 2_000  # of an upload: a world of so many takes about a second to lay out
MOST_RUN_WORK = 400_000_000  # of one run of an upload, about a second; Bulgaria has 6 million
MOST_WORK = 30_000_000_000  # of all runs of a question, see work.py
MOST_FRAMES = 100_000  # months x (places + organisations) of a typical run: about 100 MB
MOST_CELLS = 1_000_000  # months x replications x arms: what is held in memory
WRITE_SECONDS = 10.0  # for a scenario file
MOST_WRITING = 4  # scenario files waiting to be written
RETRY_SECONDS = 2
FULL_REPLICATIONS = 200
HEAVY_MILLISECONDS = 300.0
DRAFT_MILLISECONDS = 120.0
PART_MILLISECONDS = 100.0  # after which other questions have their turn
DRAFT_STEPS = (200, 120, 80, 60, 40, 30)
MOST_JOBS = 8
JOBS_KEPT = 32
UNASKED_SECONDS = 30.0
