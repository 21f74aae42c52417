"""Measurements: ratios side by side in one run, since machines differ and are shared."""
