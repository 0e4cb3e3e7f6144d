"""From Slack's request to a listener and back: routing, permissions, acknowledgements, errors."""
