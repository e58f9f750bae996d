"""The page in the browser: a server on this machine that answers what the page asks."""
