"""Alembic's entry, which it runs as a file: carries out the migrations as ``upgrade`` asked."""

from __future__ import annotations

from alembic import context

context.configure(**context.config.attributes["context"])
with context.begin_transaction():
    context.run_migrations()
