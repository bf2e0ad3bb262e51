"""Who may do what: sessions, passwords, tokens, origins, limits."""
