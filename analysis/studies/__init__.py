"""Studies: designed experiments that are run in pieces, stored, and read again."""
