"""HTTP mode: the web server, and what has to be true of a request before anything looks into it."""
