"""Tables: columns, constraints and indexes, nothing else. Each module is known to the ORM by being here."""
