"""The history of the tables, run by itself whenever the database is opened."""
