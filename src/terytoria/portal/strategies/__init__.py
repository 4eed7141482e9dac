"""The chain of a partnership: challenges, goals, directions, projects, targets."""
