"""The wire: what may be sent and what comes back. The page's JavaScript types are generated from here."""
