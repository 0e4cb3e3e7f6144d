"""Caching, batching and background tasks. Nothing here knows about plans or Slack."""
