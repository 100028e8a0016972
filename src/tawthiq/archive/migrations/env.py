"""Alembic's way in: the connection is handed over by `archive.engine.migrate`; there is no ini file."""

from alembic import context

from tawthiq.archive.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
