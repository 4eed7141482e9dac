"""What the interface gives and takes, described for people and checked for programs."""
