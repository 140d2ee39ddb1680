"""The operator lock: what an operator needs stays, everything that changes the recipe needs a PIN."""
