"""Published diagnoses: the public page of each partnership."""
