"""Road networks of OpenStreetMap as graphs of travel."""
