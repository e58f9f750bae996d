"""How fast, how large, how it grows: measured on the machine at hand, always as ratios."""
