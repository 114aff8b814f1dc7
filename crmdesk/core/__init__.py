"""The method as pure rules: no Qt, no SQL, no files, no network."""
