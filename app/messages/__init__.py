"""Messages: what a person is told, in the inbox and by letter. Higher rooms say what; this room says how and when."""
