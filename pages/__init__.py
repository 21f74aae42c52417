"""The pages of the dashboard: each asks `results` for figures and shows them."""
