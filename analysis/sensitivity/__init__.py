"""Which assumptions matter: Sobol' indices and Morris' elementary effects of noisy outcomes."""
