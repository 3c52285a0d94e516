"""Tools to diagnose a cooperative as plain data: how a file is read and written, and what a tool must hold.

The default tool lies here as a file. ``maturity`` means the same in every version: a code is never renamed.
"""
