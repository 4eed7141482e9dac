"""What an adopted strategy looks like: an outline to read, and a Document to print."""
