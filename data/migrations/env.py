"""Runs the migrations on the connection that `data.migrations.upgrade` hands over."""

from alembic import context

from data.tables import Table

connection = context.config.attributes["connection"]
# SQLite can change little of a table in place; batch mode copies it instead.
context.configure(connection=connection, target_metadata=Table.metadata, render_as_batch=True)
context.run_migrations()
