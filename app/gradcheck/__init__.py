"""The gradient check: every entry of every gradient compared with a slope that was measured."""
