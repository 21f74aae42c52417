"""Which movements and differences are more than ordinary variation? Computed from shown values only."""
