"""The database: its kinds, its connections, and transactions on it."""
