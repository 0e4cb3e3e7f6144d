"""The workspaces that the bot is in: one by its settings, or many by OAuth."""
