"""The write side: one plain function per change that a person or the clock makes.

What belongs together is written together: rows, the history entry, the messages that are now due, what is to
be redrawn, and when somebody is next reminded.
"""
