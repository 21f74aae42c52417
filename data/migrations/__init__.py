"""Which shape does the store have in this release? Each revision is one step from the last to the next."""

HEAD = "0008"
"""The revision of this release. Kept as a word here, so that opening a store does not need Alembic."""
