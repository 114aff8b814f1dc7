"""Tables, queries, migrations, search index and history of the data file."""
