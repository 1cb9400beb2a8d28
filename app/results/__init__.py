"""What the ward tells everybody: who was commended, and the ceremony."""
