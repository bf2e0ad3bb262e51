"""SQL by subject: functions of a connection, called within a transaction."""
