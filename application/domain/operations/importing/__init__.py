"""What becomes of SahasrahBot's tables here: reading its dump, and one pure function for each table."""
