"""What is kept: tables, the log, and the one door through which anything changes.

This package imports nothing by itself, so that `db.gateway` can be loaded before SQLAlchemy is.
"""
