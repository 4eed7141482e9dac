"""What a diagnosis looks like to its readers."""
