"""A ward's first hour: the ward with its secretary, its campaign opened on screen or copied, and what comes next."""
