"""The write side: one plain function per change that a person or the clock makes.

One transaction writes all that belongs together: rows, the history entry, deliveries to enqueue, redraws, and
when people are next reminded.
"""
