"""What stands around every request: its id, headers, log and metrics, how its answer is sent, and the connections themselves."""
