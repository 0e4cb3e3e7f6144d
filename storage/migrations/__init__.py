"""How the schema came to be, step by step. There are no steps back: the way back is the backup."""
