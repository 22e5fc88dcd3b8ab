"""The record: SQLAlchemy Core tables on SQLite or PostgreSQL, behind the ports."""
