"""What each endpoint takes and gives, a file for each. The page's JavaScript types are generated from here."""
