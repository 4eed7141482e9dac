"""People: who they are, how they sign in, what the programme entrusts them with."""
