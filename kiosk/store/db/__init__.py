"""The database as a file: connections, transactions, who writes, and what the disk says."""
