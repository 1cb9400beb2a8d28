"""The locked list shown to the ward or to everybody for some days, and what is objected to it."""
