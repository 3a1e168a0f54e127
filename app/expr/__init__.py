"""The small language: one tree, and the interpreters that read it.

Users write their network in it, and so are the derivative rules (`app.ops`).
"""
