"""The folders of an archive, each written by one function."""
