"""Speed, as a share of a bare Flask page that does the same read or write in the same run."""
