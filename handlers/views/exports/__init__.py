"""A plan as files that other programs open: a spreadsheet, a document, a calendar. Pure functions to text."""
