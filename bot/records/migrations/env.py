"""Runs the migrations on the connection handed in. Knows no database address of its own."""

from __future__ import annotations

from alembic import context

from bot.records.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
