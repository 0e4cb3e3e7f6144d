"""Whole databases, workspaces and plans: backup, export, import, copy and purge."""
