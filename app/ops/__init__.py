"""The operations, one row each, and the identities that their rules are instances of."""
