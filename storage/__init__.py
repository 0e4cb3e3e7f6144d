"""What Oncourse keeps: one file of queries for each noun, over one database."""
