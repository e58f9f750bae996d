"""One run looked at month by month in Mesa's own page: the model, its pictures, the server."""
