"""What is done with papers and certificates."""
