"""What Alembic runs: the migrations, on the connection that `storage.engine.schema` hands over."""

from alembic import context

from storage.tables import Row

# SQLite cannot alter most of a table in place: batches copy it. Its schema changes do roll back, since the
# store begins transactions by itself.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
