"""Load and attack: what a class does to one server, and what someone does who means harm. `python -m tests.load` lists the commands."""
