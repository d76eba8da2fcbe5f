"""The SQLite file: rows to models, one question a function, SQL visible. The only importer of sqlite_utils."""
