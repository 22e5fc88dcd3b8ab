"""What a person is reminded of, once a day, and how they put it off or stop it."""
