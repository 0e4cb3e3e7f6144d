"""The workspaces the bot is installed in: one by its settings, or many by OAuth."""
