"""Alembic's entry: runs the migrations on the connection that ``upgrade`` was given."""

from __future__ import annotations

from alembic import context

from jianbao.archive.store.tables import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
