"""A person speaks: one file per noun, each listener reading, deciding, answering and drawing."""
