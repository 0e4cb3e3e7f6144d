"""What we ask of Slack's Web API: clients, profiles, replies, files and pictures."""
