"""Tools for those who change Snowball; none of them is installed."""
