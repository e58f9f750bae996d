"""Mutation testing of the rules: change a rule a little, and see whether a test notices.

Run ``python -m tools.mutation --help``; `docs/mutation.md` holds the result.
"""
