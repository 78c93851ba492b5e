"""The rules of the register: pure functions over plain values, `today` passed in.

Nothing here reads a file, a clock, a screen or a database.
"""
